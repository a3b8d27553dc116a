import SearchableMap from "minisearch/SearchableMap";
import type { Artist, Fact } from "../../model/fact.ts";
import { createWordReader, nameKey, wordGroups } from "../../model/normalise.ts";
import { once, onceFor } from "../../model/once.ts";
import { spellArtist } from "../../model/spelling.ts";
import { SMALL_WORDS } from "./query-words.ts";

/** What a word counts by the field it stands in: a name in the headline beats a word in the text. */
const FIELD_WEIGHTS = { headline: 6, artists: 5, year: 4, spellings: 3, genres: 3, topics: 2, text: 1 };

type Field = keyof typeof FIELD_WEIGHTS;

/** Longer spellings are not called by a part of them: "boston" does not find whoever are the bad boys from there. */
const LONGEST_SPELLING = 3;

/** So many facts are read at a stretch, which takes some two milliseconds. */
const AT_A_STRETCH = 16;

/** Two errors short of the shortest word whose misspelling is looked for. */
const SHORTEST_IN_TREE = 6;

/** Where one word stands: positions in the list of facts, ascending, and what the word counts in each. */
export interface Postings {
  /** Stands for the word in what `words` gives. */
  readonly id: number;
  readonly facts: readonly number[];
  readonly weights: readonly number[];
}

export interface WordIndex {
  /** Small words stand in no fact here. */
  readonly exact: ReadonlyMap<string, Postings>;
  /** The longer ones of these words as a radix tree, for misspellings; grown when there is one. */
  readonly tree: SearchableMap<Postings>;
  /** The words of headline, text and note in their order, small ones too, as the ids of their postings. */
  words(fact: number): Int32Array;
  /** Whether it is the first word of some artist's name of several words. */
  isFirstName(word: string): boolean;
}

/**
 * Indexes the words of every fact; a word that stands in several fields counts for all of them, once each. Stops after
 * some of the facts, each time.
 */
export function* indexWords(facts: readonly Fact[], artists: readonly Artist[]): Generator<void, WordIndex> {
  const reader = createReader(artists);
  yield;
  const ids: number[] = [];
  const starts = [0];
  for (const [at, fact] of facts.entries()) {
    weigh(at, fact, reader, ids);
    starts.push(ids.length);
    if (at % AT_A_STRETCH === AT_A_STRETCH - 1) yield;
  }
  // One list of numbers for all texts is small.
  const stream = Int32Array.from(ids);
  const exact = new Map([...reader.exact].map(([word, it]) => [word, fitted(it)]));
  const tree = once(() => SearchableMap.from([...exact].filter(([word]) => word.length >= SHORTEST_IN_TREE)));
  return {
    exact,
    get tree() {
      return tree();
    },
    words: (fact) => stream.subarray(starts[fact], starts[fact + 1]),
    isFirstName: (word) => wordsOfNames(artists).first.has(word),
  };
}

/** Without what only its making needed: lists that grow keep room for more, which in all is half of the index. */
function fitted({ facts, id, weights }: Growing): Postings {
  return { id, facts: facts.slice(), weights: weights.slice() };
}

/** First words of names of several words, and last words of all spellings; once for all indexes of the same artists. */
const wordsOfNames = onceFor((artists: readonly Artist[]) => {
  const names = artists.map(({ name }) => wordGroups(name).flat());
  const also = artists.flatMap((it) => it.also.map((spelling) => wordGroups(spelling).flat()));
  return {
    first: new Set(names.filter(({ length }) => length > 1).map(([word]) => word)),
    last: new Set([...names, ...also].map((words) => words.at(-1))),
  };
});

/** Adds what each word of a fact counts to its postings, and the ids of the words that it tells to `ids`, in order. */
function weigh(at: number, fact: Fact, reader: Reader, ids: number[]): void {
  const { artists, date, genres, headline, note, section, text, topics } = fact;
  const tell = (told: string, field: Field) => {
    for (const group of told.split(" ")) {
      const { parts, indexed } = reader.readGroup(group);
      for (const { id } of parts) ids.push(id);
      count(indexed, at, field);
    }
  };
  tell(headline, "headline");
  for (const name of artists) count(reader.readName(name), at, "artists");
  if (date) count(reader.readName(String(date.year)), at, "year");
  for (const name of artists) count(reader.readSpellings(name), at, "spellings");
  for (const name of genres) count(reader.readName(name), at, "genres");
  for (const name of topics) count(reader.readName(name), at, "topics");
  for (const it of [text, note, section]) if (it !== undefined) tell(it, "text");
}

/** A posting list in the making, which knows the last field that was counted. */
interface Growing {
  readonly id: number;
  readonly facts: number[];
  readonly weights: number[];
  countedAt: number;
  countedIn: Field | undefined;
}

function count(words: readonly Growing[], at: number, field: Field): void {
  const weight = FIELD_WEIGHTS[field];
  for (const it of words) {
    const known = it.countedAt === at;
    if (known && it.countedIn === field) continue;
    it.countedIn = field;
    it.countedAt = at;
    if (known) it.weights[it.weights.length - 1]! += weight;
    else {
      it.facts.push(at);
      it.weights.push(weight);
    }
  }
}

/** Reads texts to postings. It remembers the groups and names that it met: most come again. */
interface Reader {
  readonly exact: ReadonlyMap<string, Growing>;
  /** A stretch between spaces: its words as they are read, and those by which it is found, "ac", "dc" and "acdc". */
  readGroup(group: string): { readonly parts: readonly Growing[]; readonly indexed: readonly Growing[] };
  /** Names are also found when typed without spaces: "ledzeppelin". */
  readName(name: string): readonly Growing[];
  /** An artist's other spellings. */
  readSpellings(name: string): readonly Growing[];
}

function createReader(artists: readonly Artist[]): Reader {
  const exact = new Map<string, Growing>();
  const postingsOf = (word: string): Growing => {
    const known = exact.get(word);
    if (known) return known;
    const postings = { id: exact.size, facts: [], weights: [], countedAt: -1, countedIn: undefined };
    exact.set(word, postings);
    return postings;
  };
  const indexed = (words: readonly string[]) => words.filter((word) => !SMALL_WORDS.has(word)).map(postingsOf);
  // "Jung Kook's" is Kook with an ending, and no word of The Kooks.
  const isOwner = ([name, ending]: readonly string[]) => ending === "s" && wordsOfNames(artists).last.has(name);
  const withJoined = (words: readonly string[]) =>
    words.length > 1 && !isOwner(words) ? [...words, words.join("")] : words;
  const wordsOf = createWordReader();
  const readName = remember((name) => indexed([...wordsOf(name), nameKey(name)]));
  return {
    exact,
    readGroup: remember((group) => {
      const words = wordGroups(group).flat();
      return { parts: words.map(postingsOf), indexed: indexed(withJoined(words)) };
    }),
    readName,
    readSpellings: remember((name) => spellArtist(artists, name).spellings.slice(1).filter(isShort).flatMap(readName)),
  };
}

function isShort(name: string): boolean {
  return wordGroups(name).flat().length <= LONGEST_SPELLING;
}

/** The same function, asked once for each text. */
function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
}
