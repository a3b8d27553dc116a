import type { Fact } from "../model/fact.ts";
import { wordGroups } from "../model/normalise.ts";
import type { Term } from "./query/query.ts";
import type { Matches } from "./term-match.ts";
import type { WordIndex } from "./words/word-index.ts";

/** How many words apart two words of a query may stand in a text, and still be said of each other. */
const NEAR = 16;

/** One term and how it matches. */
export interface Sought {
  readonly term: Term;
  readonly matches: Matches;
}

/**
 * Whether the words that a fact has in its text alone stand together there: "green day" is not found where a text
 * has "green" here and "day" there.
 *
 * Two rare words that were typed side by side may be as far apart as a sentence is long; others, as they were typed, and
 * so the first names of artists: "Sean Kingston" is not found where Sean Paul sings of Kingston.
 *
 * @param closely words are to stand as they were typed, rare or not
 */
export function standTogether(
  fact: number,
  facts: readonly Fact[],
  sought: readonly Sought[],
  index: WordIndex,
  closely: boolean,
): boolean {
  const loose = sought.filter(({ matches }) => matches.loose[fact] === 1);
  if (loose.length > 0 && loose.every(({ matches }) => matches.filters)) return false;
  return loose.slice(1).every((second, nth) => {
    const first = loose[nth]!;
    const typed = second.term.at - first.term.at;
    const rare =
      !first.matches.common && !second.matches.common && typed === 1 && !index.isFirstName(first.term.words[0]!);
    const most = rare && !closely ? NEAR : typed + 1;
    return (
      isNear(index.words(fact), first.matches.ids, second.matches.ids, most) ||
      inOneName(facts[fact]!, first.term.words[0]!, second.term.words[0]!)
    );
  });
}

function isNear(text: Int32Array, one: readonly number[], other: readonly number[], most: number): boolean {
  let [lastOne, lastOther] = [-Infinity, -Infinity];
  for (let at = 0; at < text.length; at++) {
    if (one.includes(text[at]!)) lastOne = at;
    if (other.includes(text[at]!)) lastOther = at;
    if (Math.abs(lastOne - lastOther) <= most) return true;
  }
  return false;
}

function inOneName({ artists }: Fact, one: string, other: string): boolean {
  return artists.some((name) => {
    const words = wordGroups(name).flat();
    return words.includes(one) && words.includes(other);
  });
}
