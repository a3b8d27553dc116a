import type { Fact } from "../../facts/index.ts";
import { careRow } from "./care.ts";
import { customId } from "./custom-id.ts";
import { besideLast, describe, factButtons, monthDay } from "./fact.ts";
import { factLine, factOption } from "./line.ts";
import type { Look } from "./look.ts";
import { pageButtons, pageOf } from "./page.ts";
import { type PictureView, pictureButton, withPicture } from "./picture.ts";
import { type Button, type Reply, reply, row, select, text } from "./reply.ts";
import { count, writeDay } from "./text.ts";

/** The others on one page, below the lead. */
const PAGE_SIZE = 9;

/** A day's events, and how they came to be shown for the day that was asked for. */
export interface DayView {
  /** The day that was asked for. */
  readonly asked: Temporal.PlainMonthDay;
  /** The day of the events: `asked`, or the nearest before it that has any. */
  readonly shown: Temporal.PlainMonthDay;
  readonly lead: Fact;
  /** The day's other events, in the order in which they are listed. */
  readonly others: readonly Fact[];
}

/**
 * The day's events as one message: the lead in full, as a daily post has it, and the others as a list to choose from.
 * Pure: the same day and facts give the same JSON.
 *
 * @param number the page wanted of the others, from 1; out of range gives the nearest
 * @param picture the lead's, at the top, or a button that asks for it; left out without
 * @param share the button that posts it for all, where one person reads it alone
 */
export function renderDay(
  { asked, lead, others, shown }: DayView,
  look: Look,
  number = 1,
  picture?: PictureView,
  share?: Button,
): Reply {
  const page = pageOf(others, number, PAGE_SIZE);
  const day = monthAndDay(shown);
  const id = monthDay(day.month, day.day);
  const elsewhere = asked.equals(shown)
    ? undefined
    : `Nothing is recorded for ${writeDay(monthAndDay(asked))}; the nearest day before it is ${writeDay(day)}.`;
  const pages = page.of > 1 ? `, page ${page.number} of ${page.of}` : "";
  const words = reply("everyone", look.colourOf(lead), [
    text(`# ${writeDay(day)} in crossover history`, elsewhere, `-# ${count(others.length + 1, "event")}`),
    ...besideLast(describe(lead), pictureButton(lead, picture)),
    row(...factButtons(lead, look)),
    careRow(lead),
    others.length === 0
      ? undefined
      : text(`### Also on this day${pages}`, ...page.items.map((fact) => `- ${factLine(fact)}`)),
    select(customId("today", "open", id), "Open one of these", page.items.map(factOption)),
    row(...pageButtons(page, (to) => customId("today", "day", id, String(to))), share),
  ]);
  return withPicture(words, picture);
}

/** Month and day as numbers, which `Temporal.PlainMonthDay` keeps as a code. */
function monthAndDay(day: Temporal.PlainMonthDay): { month: number; day: number } {
  return { month: Number(day.monthCode.slice(1)), day: day.day };
}
