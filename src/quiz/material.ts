import { type ArtistGraph, type Fact, type FactIndex, isEvent, isLink, nameKey, plainText } from "../../facts/index.ts";

/** What a question is made from. */
export interface QuizContent {
  readonly facts: FactIndex;
  readonly graph: ArtistGraph;
}

/** A fact with all that it says anything of. */
export interface Told {
  readonly fact: Fact;
  /** Its artists, and others whom its texts name, by their canonical names; see `FactIndex.people`. */
  readonly people: ReadonlySet<string>;
  /** Keys of the titles that it names, plays or has on a chart. */
  readonly titles: ReadonlySet<string>;
  /** Of its date and in its texts. */
  readonly years: ReadonlySet<number>;
}

/** What questions are made from: an event that no good source contradicts. */
export interface Event extends Told {
  readonly fact: Fact & { readonly date: Required<NonNullable<Fact["date"]>> };
}

/** All that is known, by what it tells of. */
export interface Material extends QuizContent {
  readonly events: readonly Event[];
  /** The latest year in which any of them happened. */
  readonly latest: number;
  /** Whether a fact of either artist names the other. */
  told(one: string, other: string): boolean;
  /** Whatever tells of any of these artists or titles. */
  about(told: Told): ReadonlySet<Told>;
  /** Those whom an event or a link joins to that artist. */
  joined(name: string): ReadonlySet<string>;
  /** Years in which anything of its artists or titles is known to have happened. */
  yearsAbout(told: Told): ReadonlySet<number>;
}

const kept = new WeakMap<QuizContent["facts"], Material>();

/** Gathers the material; of one index once. */
export function materialOf(content: QuizContent): Material {
  const known = kept.get(content.facts) ?? gather(content);
  kept.set(content.facts, known);
  return known;
}

function gather({ facts, graph }: QuizContent): Material {
  const all = facts.facts.map((fact) => readFact(fact, facts));
  const byArtist = groupBy(all, ({ fact }) => fact.artists);
  const byTitle = groupBy(all, ({ titles }) => titles);
  const joined = new Map<string, ReadonlySet<string>>();
  const names = (one: string, other: string) => (byArtist.get(one) ?? []).some(({ people }) => people.has(other));
  const about = (told: Told) =>
    new Set([
      ...told.fact.artists.flatMap((it) => byArtist.get(it) ?? []),
      ...[...told.titles].flatMap((it) => byTitle.get(it) ?? []),
    ]);
  const events = all.filter(isAskable);
  return {
    facts,
    graph,
    events,
    latest: events.reduce((latest, { fact }) => Math.max(latest, fact.date.year), 0),
    told: (one, other) => names(one, other) || names(other, one),
    about,
    joined(name) {
      const found = joined.get(name) ?? new Set(graph.neighbours(name).map((it) => it.name));
      joined.set(name, found);
      return found;
    },
    yearsAbout: (told) =>
      new Set([...[...about(told)].flatMap(({ years }) => [...years]), ...linkYears(told, graph), ...told.years]),
  };
}

function isAskable(told: Told): told is Event {
  return isEvent(told.fact) && told.fact.verdict === undefined;
}

/** What its words name, whatever else is known: of a fact once, as servers share most. */
const said = new WeakMap<Fact, Pick<Told, "titles" | "years">>();

function readFact(fact: Fact, facts: QuizContent["facts"]): Told {
  const { titles, years } = said.get(fact) ?? read(fact);
  return {
    fact,
    get people() {
      return facts.people(fact);
    },
    titles,
    years,
  };
}

function read(fact: Fact): Pick<Told, "titles" | "years"> {
  const texts = [fact.headline, fact.text, fact.note ?? ""].join(" ");
  const titles = [...quoted(texts), ...(fact.listen ?? []).map(({ title }) => title), fact.chart?.title ?? ""];
  const found = {
    // What stands in brackets, "(From “Evita”)", is no part of what it is called.
    titles: new Set(titles.map((it) => nameKey(it.replace(/\s*[([].*$/, "") || it)).filter((it) => it !== "")),
    years: new Set([...yearsIn(texts), ...(fact.date === undefined ? [] : [fact.date.year])]),
  };
  said.set(fact, found);
  return found;
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/["“]([^"“”]+)["”]/g)].map(([, title = ""]) => title);
}

function yearsIn(text: string): readonly number[] {
  return [...text.matchAll(/(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/g)].map(([year]) => Number(year));
}

function linkYears({ fact }: Told, graph: QuizContent["graph"]): readonly number[] {
  const ties = fact.artists.flatMap((it) => graph.neighbours(it)).flatMap((it) => it.ties);
  return ties.flatMap((it) => (isLink(it) && it.year !== undefined ? [it.year] : []));
}

function groupBy(all: readonly Told[], keysOf: (told: Told) => Iterable<string>): ReadonlyMap<string, readonly Told[]> {
  const groups = new Map<string, Told[]>();
  for (const told of all) {
    for (const key of keysOf(told)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [told]);
      else group.push(told);
    }
  }
  return groups;
}

/** Whether a text has these words beside each other, in any case and with any punctuation; not for a name of signs. */
export function says(text: string, words: string): boolean {
  const wanted = plainText(words);
  return wanted !== "" && ` ${plainText(text)} `.includes(` ${wanted} `);
}

/** Whether a text tells, or hints at, when it was: in numbers, or by a word such as "years". */
export function hintsAtTime(text: string): boolean {
  return /\d{4}|\d0s\b|['’]\d\d\b|\b(years?|decades?|century|centuries|anniversary|centenary)\b/i.test(text);
}

/** How many years lie between two. */
export function apart(one: Event, other: Event): number {
  return Math.abs(one.fact.date.year - other.fact.date.year);
}
