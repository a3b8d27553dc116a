import { type DailyOrder, isSkipped } from "./order.ts";

/** How far back days are recorded as missed after a long outage. */
const MISSED_DAYS = 14;

const MILLISECONDS_A_DAY = 86_400_000;

/** A post that should go out now. */
export interface Due {
  readonly order: DailyOrder;
  /** The local day it is for. */
  readonly day: Temporal.PlainDate;
  /** When it should have gone out. */
  readonly at: Temporal.Instant;
  /** Of a post that a moderator asked for at that moment: its own time, where that is later, else the same again. */
  readonly planned?: Temporal.Instant;
}

/**
 * Posts due at `now`, at most one an order, in the order given.
 *
 * A wall-clock time that daylight saving skips runs just after the gap; one that it repeats runs on its first
 * occurrence. A post missed on the same local day is caught up inside `grace`; an older one is `missedPosts`'.
 */
export function duePosts(
  orders: readonly DailyOrder[],
  now: Temporal.Instant,
  grace: Temporal.Duration,
): readonly Due[] {
  const timetable = createTimetable();
  return orders.flatMap((order) => {
    const day = timetable.localDay(order.timeZone, now);
    // The usual case, and the cheapest: its day is done.
    if (order.lastDay?.equals(day)) return [];
    const at = timetable.scheduledAt(order, day);
    return at !== undefined && isOpen(order, day, at, now) && !isPast(at.add(grace), now) ? [{ order, day, at }] : [];
  });
}

/**
 * Posts that can no longer be made up for: their grace or their local day is over. Oldest day first for each order;
 * days more than two weeks back are left out.
 */
export function missedPosts(
  orders: readonly DailyOrder[],
  now: Temporal.Instant,
  grace: Temporal.Duration,
): readonly Due[] {
  const timetable = createTimetable();
  return orders.flatMap((order) => {
    const today = timetable.localDay(order.timeZone, now);
    return daysSince(order, today, now).flatMap((ago) => {
      const day = timetable.dayBefore(today, ago);
      const at = timetable.scheduledAt(order, day);
      const over = at !== undefined && (!day.equals(today) || isPast(at.add(grace), now));
      return over && isOpen(order, day, at, now) ? [{ order, day, at }] : [];
    });
  });
}

/**
 * When the order posts next, strictly after `now`, and for which day; days that were left out are passed over. Looks
 * past a pause: what a resume would bring.
 */
export function nextPost(order: DailyOrder, now: Temporal.Instant): Due {
  let day = now.toZonedDateTimeISO(order.timeZone).toPlainDate();
  for (;;) {
    const at = isAwaited(order, day) ? scheduledAt(order, day) : undefined;
    if (at !== undefined && Temporal.Instant.compare(at, now) > 0) return { order, day, at };
    day = day.add({ days: 1 });
  }
}

/**
 * Until when nothing of an order falls due but what is due at `now`: its next time, whatever is on record or left out.
 * Pure.
 *
 * It may have passed, where the clocks were put back over midnight: that day's post is due once the day begins again.
 */
export function quietUntil(order: Pick<DailyOrder, "time" | "timeZone">, now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO(order.timeZone).toPlainDate();
  const at = scheduledAt(order, today);
  if (at !== undefined && Temporal.Instant.compare(at, now) > 0) return at;
  for (let ahead = 1; ; ahead++) {
    const next = scheduledAt(order, today.add({ days: ahead }));
    if (next !== undefined) return next;
  }
}

/** Whether a day may still have its post: neither it nor a later one is on record, and nobody left it out. */
export function isAwaited(order: Pick<DailyOrder, "lastDay" | "skips">, day: Temporal.PlainDate): boolean {
  return isAfter(day, order.lastDay) && !isSkipped(order, day);
}

/**
 * Whether a day goes by without a post, for the order did not run at its time: it was made, resumed or moved after it.
 * One that is paused runs from `now` at best.
 */
export function isPassedOver(order: DailyOrder, day: Temporal.PlainDate, now: Temporal.Instant): boolean {
  const at = scheduledAt(order, day);
  const since = order.paused === undefined ? order.activeSince : now;
  return at === undefined || Temporal.Instant.compare(at, since) <= 0;
}

/**
 * The instant of the order's time on that local day; `undefined` where the zone left the whole day out.
 *
 * In a gap of daylight saving: just after it, unless that is already the next day; then just before it.
 */
export function scheduledAt(
  { time, timeZone }: Pick<DailyOrder, "time" | "timeZone">,
  day: Temporal.PlainDate,
): Temporal.Instant | undefined {
  const written = day.toPlainDateTime(time);
  for (const disambiguation of ["compatible", "earlier"] as const) {
    const zoned = written.toZonedDateTime(timeZone, { disambiguation });
    if (zoned.toPlainDate().equals(day)) return zoned.toInstant();
  }
  return undefined;
}

/**
 * Days that may lack their post, as how many before today, the oldest first: since the last one on record, or since the
 * order began; two weeks at most.
 */
function daysSince({ activeSince, lastDay }: DailyOrder, today: Temporal.PlainDate, now: Temporal.Instant): number[] {
  // One day more than has passed in any zone; which of them count is looked at later.
  const age = Math.floor((now.epochMilliseconds - activeSince.epochMilliseconds) / MILLISECONDS_A_DAY) + 2;
  const length = Math.min(MISSED_DAYS + 1, lastDay === undefined ? age : lastDay.until(today).days);
  return Array.from({ length: Math.max(0, length) }, (_, at) => length - 1 - at);
}

/** Orders due posts as they are chosen: by time, then by the age of the order. */
export function inTurn(a: Due, b: Due): number {
  return (
    // As numbers: a preview of several channels compares thousands of times.
    a.at.epochMilliseconds - b.at.epochMilliseconds ||
    a.order.createdAt.epochMilliseconds - b.order.createdAt.epochMilliseconds ||
    (a.order.channelId < b.order.channelId ? -1 : 1)
  );
}

/** The order runs, its time on that day has come since it was active, and the day is not on record yet. */
function isOpen(order: DailyOrder, day: Temporal.PlainDate, at: Temporal.Instant, now: Temporal.Instant): boolean {
  const started = Temporal.Instant.compare(at, order.activeSince) > 0;
  return order.paused === undefined && started && Temporal.Instant.compare(at, now) <= 0 && isAfter(day, order.lastDay);
}

function isPast(end: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(end, now) < 0;
}

/** A day is never served twice, nor one before it: moving an order west gives no day a second time. */
function isAfter(day: Temporal.PlainDate, last: Temporal.PlainDate | undefined): boolean {
  return last === undefined || Temporal.PlainDate.compare(day, last) > 0;
}

/**
 * Calendar arithmetic shared by the orders of one call: a zone's day, those before it and a time's instant are worked out
 * once. It is not the time alone that counts: what is due may wait in its tens of thousands, and each value of Temporal
 * weighs on V8's collector for as long as it is held.
 */
function createTimetable() {
  const days = new Map<string, Temporal.PlainDate>();
  const before = new Map<string, Temporal.PlainDate>();
  const instants = new Map<string, Temporal.Instant | undefined>();
  return {
    localDay(timeZone: string, now: Temporal.Instant): Temporal.PlainDate {
      return remember(days, timeZone, () => now.toZonedDateTimeISO(timeZone).toPlainDate());
    },
    dayBefore(today: Temporal.PlainDate, ago: number): Temporal.PlainDate {
      return remember(before, `${today} ${ago}`, () => today.subtract({ days: ago }));
    },
    scheduledAt(order: DailyOrder, day: Temporal.PlainDate): Temporal.Instant | undefined {
      return remember(instants, `${order.timeZone} ${day} ${order.time}`, () => scheduledAt(order, day));
    },
  };
}

function remember<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as Value;
}
