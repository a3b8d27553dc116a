import { type Chance, shuffle } from "./chance.ts";

/** Wrong options to each right one. */
export const WRONG = 3;

/** So long is a button's label at most. */
export const LONGEST_OPTION = 80;

/** The options in an order drawn by chance, and where the right one stands. */
export function mix(right: string, wrong: readonly string[], chance: Chance) {
  return place(right, [...shuffle([right, ...wrong], chance)]);
}

/** The options in that order, and where the right one stands. */
export function place(right: string, options: readonly string[]) {
  return { options, right: options.indexOf(right) };
}
