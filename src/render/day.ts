import type { Fact } from "../../facts/index.ts";
import { dayButtonId, describe } from "./fact.ts";
import { pageButtons, pageOf } from "./page.ts";
import { linkButton, type Reply, reply, row, section, text } from "./reply.ts";
import { count, writeDay } from "./text.ts";

const PAGE_SIZE = 2;

/** A day's events, and how they came to be shown for the day that was asked for. */
export interface DayView {
  /** The day that was asked for. */
  readonly asked: Temporal.PlainMonthDay;
  /** The day of the events: `asked`, or the nearest that has any. */
  readonly shown: Temporal.PlainMonthDay;
  /** Oldest first, not empty. */
  readonly events: readonly Fact[];
}

/**
 * The day's events as one message, a few a page. Pure: the same day and facts give the same JSON.
 *
 * @param number the page wanted, from 1; out of range gives the nearest
 */
export function renderDay({ asked, shown, events }: DayView, number = 1): Reply {
  const page = pageOf(events, number, PAGE_SIZE);
  const elsewhere = asked.equals(shown)
    ? undefined
    : `Nothing is recorded for ${dayName(asked)}; this is the nearest day.`;
  const pages = page.of > 1 ? ` · page ${page.number} of ${page.of}` : "";
  return reply("everyone", "event", [
    text(`# ${dayName(shown)} in crossover history`, elsewhere, `-# ${count(events.length, "event")}${pages}`),
    ...page.items.map(entry),
    row(...pageButtons(page, (to) => dayButtonId(monthAndDay(shown), to))),
  ]);
}

function entry(fact: Fact) {
  const lines = text(...describe(fact, "###"));
  const source = fact.sources.map(({ url }) => linkButton("Source", url)).find((it) => it !== undefined);
  return source === undefined ? lines : section(lines, source);
}

/** Month and day as numbers, which `Temporal.PlainMonthDay` keeps as a code. */
export function monthAndDay(day: Temporal.PlainMonthDay): { month: number; day: number } {
  return { month: Number(day.monthCode.slice(1)), day: day.day };
}

function dayName(day: Temporal.PlainMonthDay): string {
  return writeDay(monthAndDay(day));
}
