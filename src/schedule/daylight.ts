import type { DailyOrder } from "./order.ts";
import { isAwaited, scheduledAt } from "./plan.ts";

/** How far ahead clock changes are looked for. */
const DAYS_AHEAD = 400;

/** A day on which a change of the clocks moves an order's post, or would repeat it. */
export interface Shift {
  readonly day: Temporal.PlainDate;
  /** `moved`: its time is left out that day; `repeated`: its time comes twice, and the first one counts. */
  readonly kind: "moved" | "repeated";
  /** The wall-clock time at which it goes out that day. */
  readonly runsAt: Temporal.PlainTime;
  readonly at: Temporal.Instant;
}

/**
 * The next such day after `now` that is to have its post, within about a year; `undefined` where the order's time is
 * never touched. Pure.
 */
export function nextShift(order: DailyOrder, now: Temporal.Instant): Shift | undefined {
  const end = now.add({ hours: 24 * DAYS_AHEAD });
  let change = now.toZonedDateTimeISO(order.timeZone).getTimeZoneTransition("next");
  while (change !== null && Temporal.Instant.compare(change.toInstant(), end) <= 0) {
    const before = change.subtract({ nanoseconds: 1 }).toPlainDate();
    const after = change.toPlainDate();
    const shift = shiftOn(order, before) ?? (after.equals(before) ? undefined : shiftOn(order, after));
    const ahead = shift !== undefined && Temporal.Instant.compare(shift.at, now) > 0;
    if (ahead && isAwaited(order, shift.day)) return shift;
    change = change.getTimeZoneTransition("next");
  }
  return undefined;
}

function shiftOn(order: Pick<DailyOrder, "time" | "timeZone">, day: Temporal.PlainDate): Shift | undefined {
  const at = scheduledAt(order, day);
  if (at === undefined) return undefined;
  const runsAt = at.toZonedDateTimeISO(order.timeZone).toPlainTime();
  if (!runsAt.equals(order.time)) return { day, kind: "moved", runsAt, at };
  const written = day.toPlainDateTime(order.time);
  const later = written.toZonedDateTime(order.timeZone, { disambiguation: "later" });
  return later.toInstant().equals(at) ? undefined : { day, kind: "repeated", runsAt, at };
}
