import { type Completion, readYears } from "../../facts/index.ts";
import { UserError } from "../errors.ts";

const FIRST_DECADE = 1900;
const LAST_DECADE = 2020;

/**
 * The years between two that people wrote: `1975`, `the 80s`, `since 1990`; a decade is meant from its first year, or to
 * its last.
 *
 * @throws {UserError} for what is no year, and when the first is after the last
 */
export function readSpan(from: string | undefined, to: string | undefined): { from?: number; to?: number } {
  const first = from === undefined ? undefined : yearsOf(from).from;
  const last = to === undefined ? undefined : yearsOf(to).to;
  if (first !== undefined && last !== undefined && first > last)
    throw new UserError(`${first} is after ${last}; ask from ${last} to ${first}.`);
  return { ...(first !== undefined && { from: first }), ...(last !== undefined && { to: last }) };
}

/** Both ends of what was written; where it leaves one open, the other. */
function yearsOf(written: string): { readonly from: number; readonly to: number } {
  const { from, to } = readYears(written.trim()) ?? {};
  const [first, last] = [from ?? to, to ?? from];
  if (first === undefined || last === undefined)
    throw new UserError(`“${written}” is not a year I can read; write it as 1986 or the 80s.`);
  return { from: first, to: last };
}

/**
 * The first year of the decade that a person wrote: `1980s`, `the 80s`, or a year of it.
 *
 * @throws {UserError} for what is no year
 */
export function readDecade(written: string): number {
  return Math.floor(yearsOf(written).from / 10) * 10;
}

/** Decades that begin as typed; at most 25. */
export function completeDecades(typed: string): readonly Completion[] {
  const asked = typed.trim().toLowerCase();
  return decades()
    .filter((it) => it.startsWith(asked) || it.slice(2).startsWith(asked))
    .map((name) => ({ name, value: name }));
}

/** Decades that begin as typed, or the year that was typed; at most 25. */
export function completeYears(typed: string): readonly Completion[] {
  const fitting = completeDecades(typed);
  const year = typed.trim();
  const isDecade = fitting.some(({ value }) => value === year.toLowerCase());
  return readYears(year.toLowerCase()) === undefined || isDecade ? fitting : [{ name: year, value: year }, ...fitting];
}

function decades(): readonly string[] {
  return Array.from({ length: (LAST_DECADE - FIRST_DECADE) / 10 + 1 }, (_, at) => `${FIRST_DECADE + at * 10}s`);
}
