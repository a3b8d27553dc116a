import type { Fact, FactIndex } from "../../facts/index.ts";
import type { DailyOrder } from "./order.ts";

/** How far from its day a post may look for an event that fits, in days. */
const WEEK = 7;
const HALF_YEAR = 183;

/** A fact that led within so many days does not lead again: a year, and some more so that last year's counts too. */
export const REPEAT_AFTER = 370;

/** A fact that led so long ago may lead again on its own day: last year's anniversary. */
const DAYS_OF_REST = 363;

/** What a day's post tells. */
export interface Choice {
  readonly lead: Fact;
  /** The other events of that day, strongest first. */
  readonly others: readonly Fact[];
  /** The local day that the post is for. */
  readonly day: Temporal.PlainDate;
  /** The day of the events: `day`, or a near one where that has none that fit. */
  readonly eventDay: Temporal.PlainDate;
  /** The genre that was wanted, where the lead is of another. */
  readonly missedGenre: string | undefined;
}

/** What a server remembers. */
export interface ServerMemory {
  /** Facts that moderators never want to see here. */
  readonly blocked: ReadonlySet<string>;
  /** Facts that led a post here, each with the latest day it did. */
  readonly led: Map<string, Temporal.PlainDate>;
}

type Wish = Pick<DailyOrder, "genre">;

/**
 * What the order posts on a local day. Pure: the same order, day, facts and memory give the same choice, so that a
 * preview is a promise.
 *
 * The strongest of the day's events of the order's genre; else one of the nearest such day within a week; else the
 * day's strongest of any genre; else the nearest. One that led here within a year leads again only where nothing else
 * fits; of those, last year's own anniversary first.
 *
 * @throws {Error} when the index holds no event at all that is not blocked
 */
export function choosePost(order: Wish, day: Temporal.PlainDate, facts: FactIndex, memory: ServerMemory): Choice {
  const allowed = (fact: Fact) => !memory.blocked.has(fact.id);
  const ledBefore = (fact: Fact, days: number) => ledSince(memory.led.get(fact.id), day) > days;
  const fresh = (fact: Fact) => allowed(fact) && ledBefore(fact, REPEAT_AFTER);
  const rested = (fact: Fact) => allowed(fact) && ledBefore(fact, DAYS_OF_REST);
  const wanted = order.genre === undefined ? undefined : new Set(facts.select({ genre: order.genre }));
  const ofGenre = (fits: (fact: Fact) => boolean) => (fact: Fact) => fits(fact) && (wanted?.has(fact) ?? true);

  const lead =
    strongest(facts, day, 0, ofGenre(fresh)) ??
    strongest(facts, day, 0, ofGenre(rested)) ??
    strongest(facts, day, WEEK, ofGenre(fresh)) ??
    strongest(facts, day, 0, fresh) ??
    strongest(facts, day, 0, ofGenre(allowed)) ??
    strongest(facts, day, HALF_YEAR, fresh) ??
    strongest(facts, day, HALF_YEAR, allowed);
  if (lead === undefined) throw new Error("the fact index holds no event that may be posted here");
  return choiceOf(lead, order, day, facts, memory);
}

/** The whole choice when its lead is settled: a post that is tried again keeps its lead. */
export function choiceOf(
  lead: Fact,
  { genre }: Wish,
  day: Temporal.PlainDate,
  facts: FactIndex,
  memory: ServerMemory,
): Choice {
  const eventDay = nearestEvents(facts, day, HALF_YEAR, (fact) => fact === lead)?.day ?? day;
  const ofGenre = genre === undefined ? undefined : new Set(facts.select({ genre }));
  const fits = ofGenre?.has(lead) ? ofGenre : undefined;
  const others = facts
    .on(eventDay.toPlainMonthDay())
    .filter((fact) => fact !== lead && !memory.blocked.has(fact.id) && (fits?.has(fact) ?? true));
  return { lead, others: byStrength(others), day, eventDay, missedGenre: fits === undefined ? genre : undefined };
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

function strongest(
  facts: FactIndex,
  day: Temporal.PlainDate,
  within: number,
  fits: (fact: Fact) => boolean,
): Fact | undefined {
  return byStrength(nearestEvents(facts, day, within, fits)?.events ?? [])[0];
}

/** Strongest first, then by id. */
export function byStrength(events: readonly Fact[]): readonly Fact[] {
  // By code unit, not by the machine's language, in which a restart elsewhere would choose otherwise.
  return events.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

/** Days since a fact led; endless for one that never did. */
function ledSince(led: Temporal.PlainDate | undefined, day: Temporal.PlainDate): number {
  return led === undefined ? Number.POSITIVE_INFINITY : led.until(day).days;
}
