import type { Fact } from "../model/fact.ts";
import type { GenreBook } from "../model/genre.ts";
import type { FactNames } from "./names/fact-names.ts";

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

/** Those of the facts that meet all of the filter, in their order. */
export function selectFacts(
  facts: readonly Fact[],
  filter: FactFilter,
  names: FactNames,
  book: GenreBook,
): readonly Fact[] {
  const { from, genre, to } = filter;
  const tests: ((fact: Fact) => boolean)[] = [];
  if (filter.with !== undefined) tests.push(createMeeting(genre, filter.with, names, book));
  if (from !== undefined || to !== undefined) tests.push(createSpan(from, to));

  // Lists of names hold their facts in the order of all: of the shortest, few are looked at.
  const [fewest, ...others] = (["artist", "genre", "topic"] as const)
    .filter((kind) => filter[kind] !== undefined)
    .map((kind) => names(kind).facts(filter[kind] ?? ""))
    .sort((one, other) => one.size - other.size);
  for (const bearers of others) tests.push((fact) => bearers.has(fact));
  const some = fewest === undefined ? facts : [...fewest];
  return tests.length === 0 ? some : some.filter((fact) => tests.every((holds) => holds(fact)));
}

function createSpan(from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY) {
  return ({ date }: Fact): boolean => date !== undefined && date.year >= from && date.year <= to;
}

/**
 * Genres and families that meet the given one in some fact, each with the number of such facts, most first.
 *
 * @param facts those to look through
 */
export function countMeetings(
  typed: string,
  facts: readonly Fact[],
  names: FactNames,
  book: GenreBook,
): ReadonlyMap<string, number> {
  const these = membersOf(typed, names, book);
  const counts = new Map<string, number>();
  for (const { genres } of facts) {
    const met = genres.filter((that) => genres.some((it) => it !== that && these.has(it)));
    const worlds = new Set(met.flatMap((it) => [it, book.familyOf(it)?.family ?? it]));
    for (const world of worlds) counts.set(world, (counts.get(world) ?? 0) + 1);
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** Whether one of a fact's genres is of the first name and another one of the second; without a first, of the second. */
function createMeeting(one: string | undefined, other: string, names: FactNames, book: GenreBook) {
  const these = one === undefined ? undefined : membersOf(one, names, book);
  const those = membersOf(other, names, book);
  return ({ genres }: Fact): boolean =>
    genres.some((that) => those.has(that) && (!these || genres.some((it) => it !== that && these.has(it))));
}

function membersOf(typed: string, names: FactNames, book: GenreBook): ReadonlySet<string> {
  const name = names("genre").resolve(typed);
  return name === undefined ? new Set() : book.members(name);
}
