import { LRUCache } from "lru-cache";

/** Of so many zones the day is remembered. */
const KEPT = 200;

/** A day, and milliseconds of the epoch between which it is known to be that day. */
interface KnownDay {
  readonly day: Temporal.PlainDate;
  readonly from: number;
  readonly until: number;
}

const known = new LRUCache<string, KnownDay>({ max: KEPT });

/**
 * The day that it is at that moment, by that zone. Pure: each day of a zone is worked out once, which takes longer than
 * rendering what happened on it.
 *
 * @throws {RangeError} for a zone that there is not
 */
export function dayAt(at: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  const now = at.epochMilliseconds;
  const kept = known.get(timeZone);
  if (kept !== undefined && now >= kept.from && now < kept.until) return kept.day;
  const local = at.toZonedDateTimeISO(timeZone);
  const day = local.toPlainDate();
  const ends = day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  // Where the clocks change, a day may end early, and come back.
  const change = local.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  known.set(timeZone, { day, from: now, until: Math.min(ends, change) });
  return day;
}
