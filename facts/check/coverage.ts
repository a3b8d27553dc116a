import type { Fact } from "../model/fact.ts";

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

/** The days with fewer than `least` events, in the order of the year, as people write them: "29 Feb". */
export function daysBelow(least: number, coverage: Coverage): readonly string[] {
  return coverage.flatMap((days, month) =>
    days.flatMap((count, at) => (count < least ? [`${at + 1} ${MONTHS[month]}`] : [])),
  );
}

/**
 * A table for people: under its head a line a month, with a mark a day ("." for none, the count, "+" for ten or more),
 * the days that have an event, those that have two or more, and the events.
 */
export function drawCoverage(coverage: Coverage): string {
  const days = Array.from({ length: 31 }, (_, at) => String((at + 1) % 10)).join("");
  return [row("", days, "days", "2+", "events"), ...coverage.map(drawMonth)].join("\n");
}

function drawMonth(days: readonly number[], month: number): string {
  const mark = (count: number) => (count === 0 ? "." : count > 9 ? "+" : String(count));
  const having = (least: number) => days.filter((count) => count >= least).length;
  const events = days.reduce((sum, count) => sum + count, 0);
  return row(MONTHS[month]!, days.map(mark).join(""), `${having(1)}/${days.length}`, `${having(2)}`, `${events}`);
}

function row(month: string, marks: string, days: string, two: string, events: string): string {
  return `${month.padEnd(4)}${marks.padEnd(31)}${days.padStart(7)}${two.padStart(4)}${events.padStart(8)}`;
}
