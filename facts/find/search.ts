import { LRUCache } from "lru-cache";
import type { Artist, Fact } from "../model/fact.ts";
import { nameKey } from "../model/normalise.ts";
import { once, onceInSteps } from "../model/once.ts";
import { prepareForgiveness, type Replacement } from "./forgiveness.ts";
import type { FactNames } from "./names/fact-names.ts";
import { type Sought, standTogether } from "./nearness.ts";
import type { Query } from "./query/query.ts";
import { readQuery } from "./query/search-query.ts";
import { favourOf, matchTerm } from "./term-match.ts";
import { createVocabulary, type Vocabulary } from "./words/vocabulary.ts";
import { indexWords, type WordIndex } from "./words/word-index.ts";

/** What was found, and for what. */
export interface Found {
  /** The query as it was understood, and as the facts match it. */
  readonly query: Query;
  /** All of them, best first. */
  readonly facts: readonly Fact[];
  /** What was looked for in place of words that stand nowhere, because nothing matches as typed. */
  readonly instead: readonly Replacement[];
}

export interface Search {
  /** With an error forgiven where nothing matches as typed. */
  find(typed: string): Found;
  findAsTyped(typed: string): Found;
  /** The facts that match a query as it stands, best first. */
  match(query: Query): readonly Fact[];
  /** Whether some fact has the word. */
  knows(word: string): boolean;
  /** Indexes by turns what forgiving needs, and what is else indexed with the first error: others have their turn between. */
  readyToForgive(giveWay: () => Promise<void>): Promise<void>;
}

/** So many queries' results are remembered, each a list of facts. */
export const REMEMBERED = 30;

/** In characters; no headline is longer. */
const LONGEST_HEADLINE = 100;

/** Indexes the words and names of the facts, to find facts by what a person typed; step by step. */
export function* indexForSearch(
  facts: readonly Fact[],
  artists: readonly Artist[],
  names: FactNames,
): Generator<void, Search> {
  // Facts with the same score stay in this order: ties are settled by weight, then by id.
  const ranked = facts.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const index = yield* indexWords(ranked, artists);
  for (const kind of ["artist", "genre", "topic"] as const) {
    names(kind);
    yield;
  }
  const vocabulary = createVocabulary(ranked, names, index);
  yield;
  const forgive = onceInSteps(() => prepareForgiveness(index, vocabulary));
  // Whoever types a headline wants that fact, whatever else its words may mean.
  const headlines = once(() => Map.groupBy(ranked, ({ headline }) => nameKey(headline)));
  // Whoever asks whether anything matches as typed goes on to ask what matches, and turns pages.
  const typedLast = new LRUCache<string, Found>({ max: REMEMBERED, memoMethod: findAsTyped });
  const match = (query: Query) => rank(query, scoreAll(query, ranked, index), ranked);

  return {
    match,
    knows: (word) => (index.exact.get(word)?.facts.length ?? 0) > 0,
    readyToForgive: forgive.byTurns,
    findAsTyped: (typed) => typedLast.memo(typed),
    find(typed) {
      const found = typedLast.memo(typed);
      return found.facts.length > 0 ? found : findForgiving(found.query);
    },
  };

  function findAsTyped(typed: string): Found {
    const headed = headlines().get(nameKey(typed.slice(0, LONGEST_HEADLINE))) ?? [];
    const query = readQuery(typed, vocabulary);
    for (const reading of readings(query, typed, vocabulary)) {
      const found = match(reading);
      if (found.length > 0) return { query: reading, facts: [...new Set([...headed, ...found])], instead: [] };
    }
    return { query, facts: headed, instead: [] };
  }

  function findForgiving(query: Query): Found {
    const forgiven = query.terms.length === 0 ? undefined : forgive()(query);
    const found = forgiven ? match({ ...forgiven.query, closely: true }) : [];
    if (forgiven === undefined || found.length === 0) return { query, facts: [], instead: [] };
    return { query: forgiven.query, facts: found, instead: forgiven.instead };
  }
}

/** As it is understood; else by just these words, for "opera house" is a place too; else a year may be a title. */
function* readings(query: Query, typed: string, vocabulary: Vocabulary): Generator<Query> {
  yield query;
  const literal = readQuery(typed, vocabulary, "literal");
  if (literal.terms.filter(({ meaning }) => meaning === undefined).length > 1) yield literal;
  const { span: _, year, ...timeless } = query;
  const meaning = year === undefined || query.terms.length === 0 ? undefined : vocabulary.meaningOf(year);
  if (year !== undefined && meaning?.title) {
    yield { ...timeless, terms: [...query.terms, { words: [year], at: query.words.length, meaning }] };
  }
}

/** How well each fact matches; 0 for not at all. */
function scoreAll(query: Query, facts: readonly Fact[], index: WordIndex): Float64Array {
  const timed = query.span !== undefined || query.month !== undefined || query.day !== undefined;
  const needed = query.terms.filter(({ soft }) => !soft);
  const scores = new Float64Array(facts.length);
  if (needed.length === 0 && !timed) return scores;
  const sought: Sought[] = needed.map((term) => ({ term, matches: matchTerm(term, facts, index) }));
  for (let at = 0; at < facts.length; at++) {
    if (!sought.every(({ matches }) => matches.scores[at]! > 0)) continue;
    if (timed && !isOfTime(facts[at]!, query)) continue;
    if (sought.length > 0 && !standTogether(at, facts, sought, index, query.closely === true)) continue;
    const score = sought.reduce((sum, { matches }) => sum + matches.scores[at]!, 1);
    scores[at] = query.terms.reduce((sum, term) => sum + (term.soft ? favourOf(term, facts[at]!) : 0), score);
  }
  return scores;
}

/** A day is that of events, as on any other day; a month and a year are also a claim's. */
function isOfTime({ date, kind }: Fact, { span, month, day }: Query): boolean {
  if (date === undefined) return false;
  if (span && (date.year < (span.from ?? -Infinity) || date.year > (span.to ?? Infinity))) return false;
  if (month !== undefined && date.month !== month) return false;
  return day === undefined || (kind !== "claim" && date.month === day.month && date.day === day.day);
}

/** Those that match, best first: events before claims, unless the query asks for claims. */
function rank({ claims, order }: Query, scores: Float64Array, facts: readonly Fact[]): readonly Fact[] {
  const found: number[] = [];
  for (let at = 0; at < scores.length; at++) if (scores[at]! > 0) found.push(at);
  const late = (at: number) => Number(!claims && facts[at]!.kind === "claim");
  const time = order === undefined ? () => 0 : (at: number) => timeIn(facts[at]!, order);
  return found
    .sort((a, b) => late(a) - late(b) || time(a) - time(b) || scores[b]! - scores[a]! || a - b)
    .map((at) => facts[at]!);
}

/** A number by which facts stand in that order of time; births and deaths last, for nobody is the first by being born. */
function timeIn({ date, kind, headline }: Fact, order: "oldest" | "newest"): number {
  const days = date === undefined ? 0 : date.year * 400 + (date.month ?? 1) * 32 + (date.day ?? 1);
  if (order === "newest") return -days;
  const first = /\bfirst\b/i.test(headline);
  return (kind === "birth" || kind === "death" ? 2 : first ? 0 : 1) * 1_000_000 + days;
}
