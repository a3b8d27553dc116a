import { setImmediate as nextTurn } from "node:timers/promises";
import ical, { foldLines, ICalEventRepeatingFreq } from "ical-generator";
import type { Fact } from "../../facts/index.ts";
import type { Revisions } from "./revisions.ts";

/** Milliseconds of writing after which all else has its turn: a year's events take most of a second. */
const STRETCH = 5;

/** Said in full: else some programs have what happened on 29 February on the 1st of March too. */
const LEAP_DAY = { byMonth: 2, byMonthDay: 29 } as const;

/** An event on an exact day. */
type Dated = Fact & { readonly date: { readonly year: number; readonly month: number; readonly day: number } };

/**
 * Events as a calendar (RFC 5545): each on its own day, all of it, and again each year; one of 29 February in leap years.
 *
 * A fact keeps its UID; one that was corrected has a higher SEQUENCE and a later LAST-MODIFIED. The same facts and
 * revisions give the same text.
 */
export async function writeCalendar(events: readonly Fact[], name: string, revisions: Revisions): Promise<string> {
  const calendar = ical({ name, prodId: { company: "Crossfade", product: "This day", language: "EN" } });
  const written: string[] = [];
  let until = performance.now() + STRETCH;
  for (const event of events.filter(isDated)) {
    written.push(foldLines(calendar.createEvent(entryOf(event, revisions)).toString()));
    calendar.clear();
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + STRETCH;
  }
  const end = "END:VCALENDAR";
  return calendar.toString().replace(end, () => [...written, end].map((it) => it.trimEnd()).join("\r\n"));
}

function entryOf({ date, headline, id, sources, text }: Dated, revisions: Revisions) {
  const { at, times } = revisions.of(id);
  return {
    id: `${id}@crossfade`,
    sequence: times,
    stamp: at,
    lastModified: at,
    start: new Date(Date.UTC(date.year, date.month - 1, date.day)),
    allDay: true,
    repeating: { freq: ICalEventRepeatingFreq.YEARLY, ...(isLeapDay(date) && LEAP_DAY) },
    summary: `${date.year}: ${headline}`,
    description: [text, ...sources.map(({ title, url }) => `${title}: ${url}`)].join("\n"),
    url: sources[0]?.url ?? null,
  };
}

function isLeapDay({ day, month }: Dated["date"]): boolean {
  return day === 29 && month === 2;
}

function isDated(fact: Fact): fact is Dated {
  return fact.kind !== "claim" && fact.date?.month !== undefined && fact.date.day !== undefined;
}
