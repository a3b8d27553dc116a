import type { Fact } from "./fact.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Events a day: twelve lists, each as long as its month, February with 29 days. */
export type Coverage = readonly (readonly number[])[];

/** Counts the events of each day of the year; facts without an exact day, and claims, are left out. */
export function countDays(facts: readonly Fact[]): Coverage {
  const counts = DAYS.map((days) => new Array<number>(days).fill(0));
  for (const { kind, date } of facts) {
    if (kind === "claim" || date?.month === undefined || date.day === undefined) continue;
    counts[date.month - 1]![date.day - 1]!++;
  }
  return counts;
}

/** A table for people: a line a month, a mark a day: "." for none, the count, "+" for ten or more. */
export function drawCoverage(coverage: Coverage): string {
  const mark = (count: number) => (count === 0 ? "." : count > 9 ? "+" : String(count));
  return coverage
    .map((days, month) => {
      const covered = days.filter((count) => count > 0).length;
      return `${MONTHS[month]} ${days.map(mark).join("").padEnd(31)} ${covered}/${days.length}`;
    })
    .join("\n");
}
