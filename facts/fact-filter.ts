import type { Fact } from "./fact.ts";
import type { FactNames } from "./fact-names.ts";
import type { GenreBook } from "./genre.ts";

/** Facts must meet every condition given; one left out, or `undefined`, holds for all. */
export interface FactFilter {
  /** Any spelling of an artist's name. */
  readonly artist?: string | undefined;
  /** A genre or a family of genres, in any spelling. */
  readonly genre?: string | undefined;
  /** A second genre or family, which another genre of the fact must be of. */
  readonly with?: string | undefined;
  readonly topic?: string | undefined;
  /** First year, inclusive. Facts without a date never match a year. */
  readonly from?: number | undefined;
  /** Last year, inclusive. */
  readonly to?: number | undefined;
}

/** The filter as a test of one fact; its names are looked up once. */
export function createTest(filter: FactFilter, names: FactNames, book: GenreBook): (fact: Fact) => boolean {
  const { from, genre, to } = filter;
  const meets = filter.with === undefined ? undefined : createMeeting(genre, filter.with, names, book);
  const bearers = (["artist", "genre", "topic"] as const)
    .filter((kind) => filter[kind] !== undefined)
    .map((kind) => names(kind).facts(filter[kind] ?? ""));

  return (fact) => {
    if (!bearers.every((facts) => facts.has(fact)) || meets?.(fact) === false) return false;
    if (from === undefined && to === undefined) return true;
    return fact.date !== undefined && fact.date.year >= (from ?? -Infinity) && fact.date.year <= (to ?? Infinity);
  };
}

/** Whether one of a fact's genres is of the first name and another one of the second; without a first, of the second. */
function createMeeting(one: string | undefined, other: string, names: FactNames, book: GenreBook) {
  const members = (typed: string) => {
    const name = names("genre").resolve(typed);
    return name === undefined ? new Set<string>() : book.members(name);
  };
  const [these, those] = [one === undefined ? undefined : members(one), members(other)];
  return ({ genres }: Fact): boolean =>
    genres.some((that) => those.has(that) && (!these || genres.some((it) => it !== that && these.has(it))));
}
