import type { QueryWord } from "./search-query.ts";
import type { Postings, WordIndex } from "./word-index.ts";

/** What a word counts beside the word as typed: the longer the part that is missing, the less. */
const UNFINISHED = 0.6;

/** What a word with one error counts beside the word as typed; with two, half of it. */
const MISTYPED = 0.3;

/** A word of the index that a typed word may stand for, and how well it does: above 0, 1 for the word itself. */
export interface Match {
  readonly postings: Postings;
  readonly likeness: number;
}

/**
 * Words of the index that a typed word may stand for: itself, words that it begins, if it is unfinished, and, if
 * `forgiving`, words with one error in four letters or more, two in eight or more. Figures are never forgiven.
 */
export function matchWord(index: WordIndex, { word, unfinished }: QueryWord, forgiving: boolean): Iterable<Match> {
  const matches = new Map<Postings, Match>();
  const add = (postings: Postings | undefined, likeness: number) => {
    if (postings && !matches.has(postings)) matches.set(postings, { postings, likeness });
  };
  add(index.exact.get(word), 1);
  if (unfinished) {
    for (const [whole, postings] of index.tree.atPrefix(word)) add(postings, UNFINISHED * (word.length / whole.length));
  }
  const errors = forgiving ? errorsForgiven(word) : 0;
  if (errors === 1) for (const swapped of swaps(word)) add(index.exact.get(swapped), MISTYPED);
  if (errors > 0) {
    for (const [postings, distance] of index.tree.fuzzyGet(word, errors).values()) add(postings, MISTYPED / distance);
  }
  return matches.values();
}

function errorsForgiven(word: string): 0 | 1 | 2 {
  if (word.length < 4 || !/\p{L}/u.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** The word with each two neighbours swapped: one typing error, which plain edit distance counts as two. */
function swaps(word: string): string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  );
}
