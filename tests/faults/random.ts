import { randomFrom } from "../../bench/made-facts.ts";

/** Choices that look made by chance, always the same for the same seed. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function createChance(seed: number): Chance {
  const random = randomFrom(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    between,
    oneIn: (times) => random() * times < 1,
    pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number],
  };
}
