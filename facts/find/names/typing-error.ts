import { editDistance } from "./edit-distance.ts";

/** Shorter words that were mistyped could be anything. */
export const SHORTEST = 4;
const SHORTEST_FOR_TWO = 8;

/** From here on a wrong last letter makes no other name. */
const LONG = 10;

/** "Ne-Yo" is not "Nemo". */
const LONGEST_OF_FEW = 5;

/**
 * Whether one error is likely one: "Muse" is neither "Mase" nor "Mouse", nor "Lorde" "Lordi", nor "The Strokes"
 * "The Stroke".
 */
export function isSlip(key: string, name: string): boolean {
  if (isSwap(key, name)) return true;
  if (key.length === SHORTEST)
    return name.length > SHORTEST && (!hasVowel(key) || key.replace(VOWELS, "") !== name.replace(VOWELS, ""));
  const lastWrong = key.length === name.length && key.slice(0, -1) === name.slice(0, -1);
  const plural = key === `${name}s` || name === `${key}s`;
  return !plural && !(lastWrong && key.length < LONG);
}

const VOWELS = /[aeiouy]/g;

function hasVowel(word: string): boolean {
  return /[aeiou]/.test(word);
}

/** "Fall of Troy" is not "Fall Out Boy": each word may have the errors of its own length. */
export function fitWordByWord(typed: readonly string[], name: readonly string[], distance: number): boolean {
  if (distance === 1 && typed.join("").length >= SHORTEST_FOR_TWO) return true;
  if (typed.length !== name.length) return distance === 1 && typed.join("").length > LONGEST_OF_FEW;
  return typed.every((word, nth) => editDistance(word, name[nth]!, 2) <= errorsIn(word));
}

/** How many errors are forgiven in a word. */
export function errorsIn(word: string): number {
  if (word.length < SHORTEST) return 0;
  return word.length < SHORTEST_FOR_TWO ? 1 : 2;
}

/** Whether they have the same letters in another order. */
export function isSwap(a: string, b: string): boolean {
  return [...a].sort().join("") === [...b].sort().join("");
}

/** The word with each two neighbours swapped: one typing error, which plain edit distance counts as two. */
export function swaps(word: string): string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  );
}
