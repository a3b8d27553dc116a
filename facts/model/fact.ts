import * as z from "zod";

/** What a fact tells of. `claim` is a statement of the article; everything else happened at a date. */
export const KINDS = [
  "claim",
  "chart",
  "release",
  "session",
  "broadcast",
  "performance",
  "award",
  "induction",
  "meeting",
  "ruling",
  "deal",
  "birth",
  "death",
] as const;

/** How a statement stands to the record. `disputed`: good sources disagree, and the note names them. */
export const VERDICTS = ["supported", "overstated", "wrong", "opinion", "disputed"] as const;

/** `debut`: first week on the chart; `top-ten`: first week at 10 or better; `peak`: first week at its highest. */
export const CHART_EVENTS = ["debut", "top-ten", "number-one", "peak"] as const;

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !text.includes("\n"), "must be one line");

const slug = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");

/** A fact's id. */
export const idSchema = slug(64);

/** An artist's canonical name. */
export const nameSchema = line(50);

/** A record's, a song's or a chart entry's. */
export const titleSchema = line(150);

/** What is stated in a line or two. */
export const statementSchema = line(400);

const source = z
  .strictObject({
    title: line(120).describe("The page's title and publisher"),
    url: z.url({ protocol: /^https?$/ }).max(500),
  })
  .readonly();

/** One to six pages, each of which states something of what they stand beside. */
export const sourceListSchema = z.array(source).min(1).max(6).readonly();

const chart = z
  .strictObject({
    name: line(60).describe("Billboard Hot 100, Billboard 200, or another chart's own name"),
    title: titleSchema.describe("As billed on that chart"),
    artist: line(200).describe("As billed on that chart"),
    event: z.enum(CHART_EVENTS),
    position: z.int().min(1).max(200).optional().describe("Required except for top-ten"),
  })
  .refine((it) => it.event === "top-ten" || it.position !== undefined, "position is required for this chart event")
  .refine((it) => it.event !== "number-one" || it.position === 1, "the position of a number-one is 1")
  .readonly();

const recording = z
  .strictObject({
    artist: line(80).describe("As any player knows the artist"),
    title: line(120).describe("As any player knows the recording"),
  })
  .readonly();

/** Said to editors too, which complete and check the files by a JSON Schema made from this one. */
const writtenDate = z.string().meta({ pattern: String.raw`^\d{4}(-\d\d(-\d\d)?)?$` });

const dateText = z.union([z.int(), writtenDate]).transform((written, context) => {
  const date = readFactDate(String(written));
  if (date) return date;
  context.addIssue({ code: "custom", message: "must be a real date: 1986, 1986-09 or 1986-09-27" });
  return z.NEVER;
});

/** One entry of a fact file, as it is written in YAML. */
export const factSchema = z
  .strictObject({
    id: idSchema.describe("A stable slug, never reused"),
    headline: line(100).describe("Present tense; says the thing itself"),
    text: statementSchema.describe("One to three sentences, our own words, plain text"),
    date: dateText.optional().describe("A year, a month or a day; only a claim may lack it"),
    artists: z.array(nameSchema).min(1).readonly().describe("Canonical names, as in artists.yaml"),
    genres: z.array(line(30)).min(1).readonly().describe("The worlds that meet; an event has two or more"),
    kind: z.enum(KINDS),
    topics: z.array(slug(30)).readonly().default([]),
    sources: sourceListSchema,
    verdict: z.enum(VERDICTS).optional(),
    note: statementSchema.optional().describe("What the sources show; goes with a verdict"),
    weight: z.int().min(1).max(5).default(3).describe("How strong a lead it makes, 5 the strongest"),
    chart: chart.optional(),
    listen: z
      .array(recording)
      .min(1)
      .max(3)
      .readonly()
      .optional()
      .describe("What to hear next; the first is the one to play"),
  })
  .refine((it) => it.kind === "claim" || it.date !== undefined, { path: ["date"], message: "an event needs a date" })
  .refine((it) => it.kind === "claim" || it.genres.length > 1, {
    path: ["genres"],
    message: "an event needs two genres or more: the worlds that meet",
  })
  .refine((it) => it.kind !== "claim" || it.verdict !== undefined, {
    path: ["verdict"],
    message: "a claim needs a verdict",
  })
  .refine((it) => (it.verdict === undefined) === (it.note === undefined), {
    path: ["note"],
    message: "verdict and note go together",
  })
  .refine((it) => (it.kind === "chart") === (it.chart !== undefined), {
    path: ["chart"],
    message: "kind chart and the chart figures go together",
  })
  .meta({ id: "fact" });

/** One entry of `artists.yaml`. */
export const artistSchema = z
  .strictObject({
    name: nameSchema.describe("The canonical name, as the artist writes it"),
    also: z.array(line(80)).readonly().default([]).describe("Other spellings that people type"),
  })
  .readonly();

/** A file of facts is a list of them, or an article. */
export const factListSchema = z.array(factSchema).min(1);

/** `artists.yaml`. */
export const artistListSchema = z.array(artistSchema).min(1);

const article = z
  .strictObject({
    title: line(150),
    author: line(80),
    song: line(120).optional().describe("The song that it is about, where it is about one"),
  })
  .readonly();

/** An article: its sections, each with the claims made under that heading. */
export const articleSchema = z.strictObject({
  article,
  sections: z.array(z.strictObject({ heading: line(100), facts: z.array(factSchema).min(1) })).min(1),
});

export type Kind = (typeof KINDS)[number];
export type Verdict = (typeof VERDICTS)[number];
export type Artist = z.output<typeof artistSchema>;
export type Source = z.output<typeof source>;
export type Chart = z.output<typeof chart>;
export type Article = z.output<typeof article>;
export type Recording = z.output<typeof recording>;

/** A year, a month of a year or a day; `month` 1 to 12, `day` 1 to 31. A day is always a real one. */
export interface FactDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/** Plain frozen data: one true thing, and where to check it. */
export type Fact = Readonly<z.output<typeof factSchema>> & {
  /** Of a claim: the article that makes it. */
  readonly article?: Article;
  /** The article's own heading under which a claim stands. */
  readonly section?: string;
};

/** Reads `1986`, `1986-09` or `1986-09-27`; `undefined` if it is none of these or no such day exists. */
export function readFactDate(written: string): FactDate | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(written) ?? [];
  if (year === undefined) return undefined;
  if (month === undefined) return { year: Number(year) };
  try {
    const first = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: 1 }, { overflow: "reject" });
    if (day === undefined) return { year: first.year, month: first.month };
    first.with({ day: Number(day) }, { overflow: "reject" });
    return { year: first.year, month: first.month, day: Number(day) };
  } catch {
    return undefined;
  }
}

/** As `readFactDate` reads it: `1986`, `1986-09` or `1986-09-27`. */
export function writeFactDate({ year, month, day }: FactDate): string {
  const parts = [month, day].filter((it) => it !== undefined).map((it) => String(it).padStart(2, "0"));
  return [String(year).padStart(4, "0"), ...parts].join("-");
}

/** Oldest first, for sorting; what lacks a month or a day stands before what has one, and what has no date first. */
export function byDate({ date: one }: Pick<Fact, "date">, { date: other }: Pick<Fact, "date">): number {
  const key = (it: FactDate | undefined) => (it?.year ?? 0) * 10_000 + (it?.month ?? 0) * 100 + (it?.day ?? 0);
  return key(one) - key(other);
}
