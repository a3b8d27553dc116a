import SearchableMap from "minisearch/SearchableMap";
import type { Artist, Fact } from "./fact.ts";
import { indexWords, nameKey } from "./normalise.ts";

/** What a word counts by the field it stands in: a name in the headline beats a word in the text. */
const FIELD_WEIGHTS = { headline: 6, artists: 5, year: 4, spellings: 3, genres: 3, topics: 2, text: 1 };

/** Words that tell nothing. "n" is any spelling of "and". */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  "a an as at by for from in is it its n of on or the to was with".split(" "),
);

/** Where one word stands: positions in the list of facts, ascending, and what the word counts in each. */
export interface Postings {
  readonly facts: number[];
  readonly weights: number[];
}

export interface WordIndex {
  readonly exact: ReadonlyMap<string, Postings>;
  /** The same words as a radix tree, for beginnings and misspellings. */
  readonly tree: SearchableMap<Postings>;
}

/** Indexes the words of every fact; a word that stands in several fields counts for all of them, once each. */
export function createWordIndex(facts: readonly Fact[], artists: readonly Artist[]): WordIndex {
  const exact = new Map<string, Postings>();
  const spellings = new Map(artists.map(({ name, also }) => [name, also]));
  for (const [at, fact] of facts.entries()) {
    for (const [word, weight] of weigh(fact, spellings)) {
      const postings = exact.get(word) ?? { facts: [], weights: [] };
      if (postings.facts.length === 0) exact.set(word, postings);
      postings.facts.push(at);
      postings.weights.push(weight);
    }
  }
  return { exact, tree: SearchableMap.from(exact) };
}

function weigh(fact: Fact, spellings: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const [field, words] of Object.entries(wordsOf(fact, spellings))) {
    const weight = FIELD_WEIGHTS[field as keyof typeof FIELD_WEIGHTS];
    for (const word of new Set(words)) weights.set(word, (weights.get(word) ?? 0) + weight);
  }
  return weights;
}

function wordsOf(
  fact: Fact,
  spellings: ReadonlyMap<string, readonly string[]>,
): Record<keyof typeof FIELD_WEIGHTS, string[]> {
  const prose = [fact.section, fact.text, fact.note].flatMap((text) => indexWords(text ?? ""));
  return {
    headline: indexWords(fact.headline),
    artists: fact.artists.flatMap(nameWords),
    year: fact.date ? [String(fact.date.year)] : [],
    spellings: fact.artists.flatMap((name) => spellings.get(name) ?? []).flatMap(nameWords),
    genres: fact.genres.flatMap(nameWords),
    topics: fact.topics.flatMap(nameWords),
    text: prose.filter((word) => !SMALL_WORDS.has(word)),
  };
}

/** Names are also found when typed without spaces: "ledzeppelin". */
function nameWords(name: string): string[] {
  return [...indexWords(name), nameKey(name)];
}
