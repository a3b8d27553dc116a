import { wordGroups } from "./normalise.ts";
import { SMALL_WORDS } from "./word-index.ts";

const MAX_LETTERS = 400;
const MAX_WORDS = 12;
const MAX_WORD_LETTERS = 32;

/** One word to look for. */
export interface QueryWord {
  readonly word: string;
  /** Whether it may be only the beginning of a word. */
  readonly unfinished: boolean;
}

/** One stretch of a query between spaces, as one word and as its parts: people leave hyphens out, and put them in. */
export interface QueryGroup {
  readonly joined: QueryWord;
  /** At least one; a single one is the same as `joined`. */
  readonly parts: readonly QueryWord[];
}

/**
 * What to look for, in order and without repetition.
 *
 * Capped, so that no query is slow. Small words are looked for only where there are no others.
 *
 * @returns empty for a query without letters or digits
 */
export function readQuery(typed: string): readonly QueryGroup[] {
  const groups = wordGroups(typed.slice(0, MAX_LETTERS));
  const telling = groups.filter((words) => words.some((word) => !SMALL_WORDS.has(word)));
  const unique = new Map((telling.length > 0 ? telling : groups).map((words) => [words.join(" "), words]));
  return [...unique.values()].slice(0, MAX_WORDS).map((words, at, { length }) => readGroup(words, at === length - 1));
}

function readGroup(words: readonly string[], last: boolean): QueryGroup {
  const query = (word: string, unfinished: boolean) => ({ word: word.slice(0, MAX_WORD_LETTERS), unfinished });
  return {
    joined: query(words.join(""), last),
    parts: words.slice(0, MAX_WORDS).map((word, at, { length }) => query(word, last && at === length - 1)),
  };
}
