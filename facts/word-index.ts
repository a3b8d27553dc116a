import SearchableMap from "minisearch/SearchableMap";
import type { Artist, Fact } from "./fact.ts";
import { createWordReader, nameKey } from "./normalise.ts";

/** What a word counts by the field it stands in: a name in the headline beats a word in the text. */
const FIELD_WEIGHTS = { headline: 6, artists: 5, year: 4, spellings: 3, genres: 3, topics: 2, text: 1 };

const FIELDS = Object.keys(FIELD_WEIGHTS) as (keyof typeof FIELD_WEIGHTS)[];

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
  const fieldsOf = createFieldReader(artists);
  for (const [at, fact] of facts.entries()) {
    for (const [word, weight] of weigh(fieldsOf(fact))) {
      const postings = exact.get(word) ?? { facts: [], weights: [] };
      if (postings.facts.length === 0) exact.set(word, postings);
      postings.facts.push(at);
      postings.weights.push(weight);
    }
  }
  return { exact, tree: SearchableMap.from(exact) };
}

type Fields = Readonly<Record<keyof typeof FIELD_WEIGHTS, readonly string[]>>;

function weigh(fields: Fields): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const countedIn = new Map<string, string>();
  for (const field of FIELDS) {
    for (const word of fields[field]) {
      if (countedIn.get(word) === field) continue;
      countedIn.set(word, field);
      weights.set(word, (weights.get(word) ?? 0) + FIELD_WEIGHTS[field]);
    }
  }
  return weights;
}

/** Reads the words of a fact by the field that they stand in. */
function createFieldReader(artists: readonly Artist[]): (fact: Fact) => Fields {
  const wordsOf = createWordReader();
  // Names are also found when typed without spaces: "ledzeppelin".
  const nameWords = remember((name) => [...wordsOf(name), nameKey(name)]);
  const spellings = new Map(artists.map(({ name, also }) => [name, also.flatMap(nameWords)]));
  return ({ artists: names, date, genres, headline, note = "", section = "", text, topics }) => ({
    headline: wordsOf(headline),
    artists: names.flatMap(nameWords),
    year: date ? [String(date.year)] : [],
    spellings: names.flatMap((name) => spellings.get(name) ?? []),
    genres: genres.flatMap(nameWords),
    topics: topics.flatMap(nameWords),
    text: wordsOf(`${section} ${text} ${note}`).filter((word) => !SMALL_WORDS.has(word)),
  });
}

/** The same function, asked once for each name. */
function remember(read: (name: string) => string[]): (name: string) => string[] {
  const known = new Map<string, string[]>();
  return (name) => {
    const words = known.get(name) ?? read(name);
    known.set(name, words);
    return words;
  };
}
