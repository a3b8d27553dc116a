import type { Fact, FactIndex } from "../../facts/index.ts";
import type { DailyOrder } from "./order.ts";

/** How far from its day a post may look for an event that fits, in days. */
const WEEK = 7;
const HALF_YEAR = 183;

/** What a day's post tells. */
export interface Choice {
  readonly lead: Fact;
  /** The other events of that day, strongest first. */
  readonly others: readonly Fact[];
  /** The local day that the post is for. */
  readonly day: Temporal.PlainDate;
  /** The day of the events: `day`, or a near one where that has none that fit. */
  readonly eventDay: Temporal.PlainDate;
  /** The genre that was wanted, where no event of it was near. */
  readonly missedGenre: string | undefined;
}

/**
 * What the order posts on a local day. Pure: the same order, day and facts give the same choice, so that a preview is
 * a promise and a repeated attempt the same post.
 *
 * The day's events of the order's genre; else the nearest such day within a week; else the nearest event of any
 * genre. The strongest leads, but of the two strongest the one that did not lead when that day last came round.
 *
 * @throws {Error} when the index holds no event at all
 */
export function choosePost(
  order: Pick<DailyOrder, "genre" | "createdAt" | "timeZone">,
  day: Temporal.PlainDate,
  facts: FactIndex,
): Choice {
  const ofGenre = order.genre === undefined ? undefined : new Set(facts.select({ genre: order.genre }));
  const wanted = ofGenre === undefined ? undefined : nearestEvents(facts, day, WEEK, (fact) => ofGenre.has(fact));
  const found = wanted ?? nearestEvents(facts, day, HALF_YEAR, () => true);
  if (found === undefined) throw new Error("the fact index holds no event");

  const ranked = found.events.toSorted((a, b) => b.weight - a.weight || a.id.localeCompare(b.id));
  const leadAt = timesBefore(order, day) % Math.min(2, ranked.length);
  return {
    lead: ranked[leadAt] as Fact,
    others: ranked.filter((_, at) => at !== leadAt),
    day,
    eventDay: found.day,
    missedGenre: wanted === undefined ? order.genre : undefined,
  };
}

/**
 * The events of `day`, or of the nearest day that has any that fit; of two as near, the one that has been.
 *
 * @param within how many days before and after are looked at
 */
export function nearestEvents(
  facts: FactIndex,
  day: Temporal.PlainDate,
  within: number,
  fits: (fact: Fact) => boolean,
): { readonly day: Temporal.PlainDate; readonly events: readonly Fact[] } | undefined {
  for (let distance = 0; distance <= within; distance++) {
    for (const near of [day.subtract({ days: distance }), day.add({ days: distance })]) {
      const events = facts.on(near.toPlainMonthDay()).filter(fits);
      if (events.length > 0) return { day: near, events };
    }
  }
  return undefined;
}

/** How often this day of the year has come round since the order was made: 0 in its first year. */
function timesBefore(
  { createdAt, timeZone }: Pick<DailyOrder, "createdAt" | "timeZone">,
  day: Temporal.PlainDate,
): number {
  const created = createdAt.toZonedDateTimeISO(timeZone).toPlainDate();
  return Math.max(0, created.until(day, { largestUnit: "year" }).years);
}
