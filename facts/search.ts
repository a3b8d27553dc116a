import type { Artist, Fact } from "./fact.ts";
import { type QueryGroup, type QueryWord, readQuery } from "./search-query.ts";
import { createWordIndex, type WordIndex } from "./word-index.ts";
import { matchWord } from "./word-match.ts";

/** Fewer hits than this for a single word, none for several, and they are looked up as if they were mistyped. */
const FEW = 5;

/** More than any score: a fact with one more of the words comes first, however little the word counts. */
const ONE_WORD_MORE = 1000;

/** How well each fact matches, by its position in the list; 0 for not at all. */
type Scores = Float64Array;

/** Indexes the words of the facts; the function made finds facts by what a person typed, best first. */
export function createSearch(facts: readonly Fact[], artists: readonly Artist[]) {
  // Facts with the same score stay in this order: ties are settled by weight, then by id.
  const ranked = facts.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const index = createWordIndex(ranked, artists);
  const score = (groups: readonly QueryGroup[], forgiving: boolean) =>
    groups.map((group) => scoreGroup(index, ranked.length, group, forgiving));

  return (typed: string, limit: number): readonly Fact[] => {
    const groups = readQuery(typed);
    if (groups.length === 0) return [];
    let found = best(withAll(score(groups, false)));
    if (found.length < (groups.length > 1 ? 1 : Math.min(FEW, limit))) {
      const forgiven = score(groups, true);
      found = [...new Set([...found, ...best(withAll(forgiven))])];
      if (found.length === 0) found = best(withAny(forgiven));
    }
    return found.slice(0, limit).map((at) => ranked[at]!);
  };
}

function scoreGroup(index: WordIndex, size: number, { joined, parts }: QueryGroup, forgiving: boolean): Scores {
  const whole = scoreWord(index, size, joined, forgiving);
  if (parts.length === 1) return whole;
  const apart = withAll(parts.map((part) => scoreWord(index, size, part, forgiving)));
  return whole.map((score, at) => Math.max(score, apart[at]!));
}

/** What a word counts in each fact: more where it stands in a weightier field, more if it is rare. */
function scoreWord(index: WordIndex, size: number, word: QueryWord, forgiving: boolean): Scores {
  const scores = new Float64Array(size);
  for (const { postings, likeness } of matchWord(index, word, forgiving)) {
    const factor = likeness * Math.log(1 + size / postings.facts.length);
    for (const [nth, at] of postings.facts.entries()) {
      scores[at] = Math.max(scores[at]!, factor * postings.weights[nth]!);
    }
  }
  return scores;
}

/** Sums for the facts that match every word. */
function withAll([first, ...others]: readonly Scores[]): Scores {
  const sums = Float64Array.from(first ?? []);
  for (const scores of others) {
    for (let at = 0; at < sums.length; at++) {
      sums[at] = sums[at]! > 0 && scores[at]! > 0 ? sums[at]! + scores[at]! : 0;
    }
  }
  return sums;
}

/** Sums for the facts that match some word. */
function withAny([first, ...others]: readonly Scores[]): Scores {
  const sums = (first ?? new Float64Array()).map((score) => (score > 0 ? score + ONE_WORD_MORE : 0));
  for (const scores of others) {
    for (let at = 0; at < sums.length; at++) if (scores[at]! > 0) sums[at] = sums[at]! + scores[at]! + ONE_WORD_MORE;
  }
  return sums;
}

/** Positions of the facts that match, best first. */
function best(scores: Scores): number[] {
  const found: number[] = [];
  for (let at = 0; at < scores.length; at++) if (scores[at]! > 0) found.push(at);
  return found.sort((a, b) => scores[b]! - scores[a]! || a - b);
}
