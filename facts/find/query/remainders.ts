import { wordGroups } from "../../model/normalise.ts";
import { writeMonth } from "./month-names.ts";
import type { Query, Term } from "./query.ts";

/** What there is on a part of a query that matches nothing as a whole. */
export interface Remainder {
  /** What the part asks for, as a person would type it: names as they are spelt, years, a month. */
  readonly query: string;
  /** The same as the end of a sentence: `on Aerosmith with polka`, `on punk in the 1970s`, `in November`. */
  readonly about: string;
  /** How many facts match it; not 0. */
  readonly count: number;
}

/** More than these would be a list of all that the query is not. */
const MOST_REMAINDERS = 3;
const MOST_PARTS = 4;

interface Part {
  readonly text: string;
  /** What leads to a time in a sentence; a name has none. */
  readonly lead?: "in" | "in the" | "on" | "";
  /** Of an artist, the facts that bear the name: where many more have it as a word, as "Bob", it is none. */
  readonly own?: number;
  /** The query with this part in it. */
  add(query: Query): Query;
}

/**
 * The largest parts of a query that match something, most of it first: of "Aerosmith polka" all on Aerosmith and all on
 * polka. Words that are no names are left out: of "green day" nothing is left.
 *
 * @param count how many facts match a query
 */
export function findRemainders(asked: Query, count: (query: Query) => number): readonly Remainder[] {
  const parts = partsOf(asked)
    .filter(({ own, add }) => own === undefined || count(add(nothingOf(asked))) <= 2 * own + 2)
    .slice(0, MOST_PARTS);
  const found: { readonly chosen: number; readonly remainder: Remainder }[] = [];
  for (const chosen of choicesOf(parts.length)) {
    if (found.some((it) => (it.chosen & chosen) === chosen)) continue;
    const taken = parts.filter((_, at) => chosen & (1 << at));
    const matching = count(taken.reduce((it, part) => part.add(it), nothingOf(asked)));
    if (matching === 0) continue;
    const query = taken.map(({ text }) => text).join(" ");
    found.push({ chosen, remainder: { query, about: aboutOf(taken), count: matching } });
  }
  return found.map(({ remainder }) => remainder).slice(0, MOST_REMAINDERS);
}

/** Every choice of some of so many parts as bits, those of most parts first. */
function choicesOf(parts: number): readonly number[] {
  const size = (bits: number) => bits.toString(2).replaceAll("0", "").length;
  return Array.from({ length: 2 ** parts - 1 }, (_, at) => at + 1).sort((a, b) => size(b) - size(a) || a - b);
}

function aboutOf(parts: readonly Part[]): string {
  const names = parts.filter(({ lead }) => lead === undefined).map(({ text }) => text);
  const times = parts.flatMap(({ lead, text }) => (lead === undefined ? [] : `${lead} ${text}`.trim()));
  return [...(names.length === 0 ? [] : [`on ${names.join(" with ")}`]), ...times].join(" ");
}

function nothingOf({ words, claims }: Query): Query {
  return { words, claims, terms: [] };
}

function partsOf({ terms, span, month, day, year }: Query): readonly Part[] {
  const named = terms.flatMap((term) => {
    const text = nameOf(term);
    if (text === undefined) return [];
    // As spelt: of "Luke Bryan" all on Luther Campbell, called Luke, but not all that tells of some Luke.
    const spelt = { ...term, words: wordGroups(text).flat() };
    const own = term.meaning?.artist?.facts.size;
    const add = (it: Query) => ({ ...it, terms: [...it.terms, spelt] });
    return { text, add, ...(own !== undefined && { own }) };
  });
  const times: Part[] = [];
  if (day) times.push({ text: `${day.day} ${writeMonth(day.month)}`, lead: "on", add: (it) => ({ ...it, day }) });
  if (month !== undefined) times.push({ text: writeMonth(month), lead: "in", add: (it) => ({ ...it, month }) });
  if (span) times.push({ ...spanText(span), add: (it) => ({ ...it, span, ...(year !== undefined && { year }) }) });
  return [...named, ...times];
}

/** A title of one word is a word like any other: of "Joy Division" nothing is left. */
function nameOf({ meaning, words }: Term): string | undefined {
  const title = words.length > 1 ? meaning?.title : undefined;
  return (meaning?.artist ?? meaning?.genre ?? title ?? meaning?.topic)?.name;
}

/** As `readDates` reads it back: `1980s`, `1990 to 1993`, `before 1960`. */
function spanText({ from, to }: NonNullable<Query["span"]>): Required<Pick<Part, "text" | "lead">> {
  if (from === undefined) return { text: `before ${(to ?? 0) + 1}`, lead: "" };
  if (to === undefined) return { text: `since ${from}`, lead: "" };
  if (from === to) return { text: String(from), lead: "in" };
  if (to === from + 9 && from % 10 === 0) return { text: `${from}s`, lead: "in the" };
  return { text: `${from} to ${to}`, lead: "in" };
}
