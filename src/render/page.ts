import type { Button } from "./reply.ts";
import { button } from "./reply.ts";

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** From 1. */
  readonly number: number;
  /** At least 1, also for an empty list. */
  readonly of: number;
}

/** The page of that number; one out of range gives the nearest that there is. */
export function pageOf<Item>(items: readonly Item[], number: number, size: number): Page<Item> {
  const of = Math.max(1, Math.ceil(items.length / size));
  const real = Math.min(Math.max(1, Number.isSafeInteger(number) ? number : 1), of);
  return { items: items.slice((real - 1) * size, real * size), number: real, of };
}

/** Buttons to the pages before and after; none where all is on one page. */
export function pageButtons(page: Page<unknown>, idOf: (number: number) => string): Button[] {
  if (page.of === 1) return [];
  return [
    button("‹ Previous", idOf(page.number - 1), page.number === 1),
    button("Next ›", idOf(page.number + 1), page.number === page.of),
  ];
}
