import SearchableMap from "minisearch/SearchableMap";
import { wordGroups } from "../../model/normalise.ts";
import { beginAlike } from "../names/sound.ts";
import { errorsIn, fitWordByWord, isSlip, isSwap, SHORTEST, swaps } from "../names/typing-error.ts";
import type { Spelling, Vocabulary } from "./vocabulary.ts";

/** Finds names by what is like them. */
export interface NameTree {
  /**
   * The name that words most likely misspell; `undefined` where none is near.
   *
   * @param alone they are all of the query
   */
  misspelt(words: readonly string[], alone: boolean): Spelling | undefined;
  /** Words by which an artist is called, last words of names, that a word most likely misspells. */
  misspeltLast(word: string): readonly string[];
  /** Words of names that a word begins, where it is long enough or of a script without spaces. */
  begunBy(word: string): readonly string[];
  /** Whether it is a word of some artist's name. */
  hasPart(word: string): boolean;
}

const SHORTEST_LAST = 5;
const SHORTEST_TITLE = 7;

/** Gathers the names and indexes them, step by step. */
export function* growNameTree(vocabulary: Vocabulary): Generator<void, NameTree> {
  const byKey = new Map<string, Spelling>();
  const last = new Map<string, string>();
  const parts = new Set<string>();
  for (const it of vocabulary.spellings()) {
    if (!byKey.has(it.key)) byKey.set(it.key, it);
    if (it.kind !== "artist") continue;
    const words = wordGroups(it.spelling).flat();
    for (const word of words) parts.add(word);
    const called = words.at(-1) ?? "";
    if (words.length > 1 && called.length >= SHORTEST_LAST) last.set(called, called);
  }
  yield;
  const tree = SearchableMap.from(byKey);
  yield;
  const lastTree = SearchableMap.from(last);

  return {
    misspelt(words, alone) {
      const near = nearKeys(tree, words.join(""))
        .map(([it, distance]) => ({ name: byKey.get(it)!, distance }))
        .filter(({ name, distance }) => fits(words, name, distance, alone));
      const [best] = near.sort((a, b) => a.distance - b.distance || rankOf(a.name) - rankOf(b.name));
      const key = words.join("");
      // Two letters swapped are likelier than a wrong one: "rocyk" is A$AP Rocky, not rock.
      const swapped =
        words.length === 1 && best && !isSwap(key, best.name.key) && swaps(key).some((it) => last.has(it));
      return swapped ? undefined : best?.name;
    },
    misspeltLast: (word) =>
      nearKeys(lastTree, word)
        .filter(([it, distance]) => (distance === 1 ? isSlip(word, it) : beginAlike(word, it)))
        .map(([it]) => it),
    begunBy: (word) => {
      const names = word.length < SHORTEST && isLatin(word) ? [] : [...tree.atPrefix(word).values()];
      const first = names
        .filter(({ kind }) => kind !== "title")
        .flatMap(({ spelling }) => wordGroups(spelling).flat()[0]!);
      return [...new Set([...first, ...(word.length < SHORTEST_LAST ? [] : lastTree.atPrefix(word).keys())])];
    },
    hasPart: (word) => parts.has(word),
  };
}

/**
 * Keys one error away from a word of four letters or more, two from one of eight or more, each with its distance;
 * figures are never wrong.
 */
export function nearKeys(
  tree: SearchableMap<unknown>,
  key: string,
): readonly (readonly [key: string, distance: number])[] {
  if (key.length < SHORTEST || !/\p{L}/u.test(key)) return [];
  const near = new Map(swaps(key).flatMap((swapped) => (tree.has(swapped) ? [[swapped, 1] as const] : [])));
  for (const [it, [, distance]] of tree.fuzzyGet(key, errorsIn(key))) {
    if (!near.has(it) && digitsOf(it) === digitsOf(key)) near.set(it, distance as 1);
  }
  return [...near];
}

function fits(
  words: readonly string[],
  { key: name, kind, spelling }: Spelling,
  distance: number,
  alone: boolean,
): boolean {
  const key = words.join("");
  if (kind === "title")
    return distance === 1 && key.length >= SHORTEST_TITLE && beginAlike(key, name) && isSlip(key, name);
  if (words.length > 1) return beginAlike(key, name) && fitWordByWord(words, wordGroups(spelling).flat(), distance);
  if (distance > 1 || kind === "genre") return beginAlike(key, name) && isSlip(key, name);
  return isSlip(key, name) && (alone || (key.length > SHORTEST && beginAlike(key, name)));
}

function rankOf({ kind }: Spelling): number {
  return ["artist", "genre", "title"].indexOf(kind);
}

function isLatin(word: string): boolean {
  return /^[\p{sc=Latin}\p{N}]+$/u.test(word);
}

/** @returns figures alone */
function digitsOf(key: string): string {
  return key.replace(/\P{N}/gu, "");
}
