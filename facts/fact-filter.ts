import type { Fact } from "./fact.ts";
import type { FactNames } from "./fact-names.ts";

/** Facts must meet every condition given; one left out, or `undefined`, holds for all. */
export interface FactFilter {
  /** Any spelling of an artist's name. */
  readonly artist?: string | undefined;
  readonly genre?: string | undefined;
  readonly topic?: string | undefined;
  /** First year, inclusive. Facts without a date never match a year. */
  readonly from?: number | undefined;
  /** Last year, inclusive. */
  readonly to?: number | undefined;
}

/** The filter as a test of one fact; its names are looked up once. */
export function createTest(filter: FactFilter, names: FactNames): (fact: Fact) => boolean {
  const { from, to } = filter;
  const bearers = (["artist", "genre", "topic"] as const)
    .filter((kind) => filter[kind] !== undefined)
    .map((kind) => names(kind).facts(filter[kind] ?? ""));

  return (fact) => {
    if (!bearers.every((facts) => facts.has(fact))) return false;
    if (from === undefined && to === undefined) return true;
    return fact.date !== undefined && fact.date.year >= (from ?? -Infinity) && fact.date.year <= (to ?? Infinity);
  };
}
