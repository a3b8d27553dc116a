import { dayAt } from "../local-day.ts";

/** Points of one person. */
export interface Score {
  readonly userId: string;
  readonly points: number;
}

/** A score among others; those with as many points share a rank. */
export interface RankedScore extends Score {
  /** From 1. */
  readonly rank: number;
}

/** A point to be counted. */
export interface Point {
  readonly guildId: string;
  readonly userId: string;
  /** The Monday of its week. */
  readonly week: Temporal.PlainDate;
  /** Names what it is given for, among all that this person may earn one by there. */
  readonly earnedBy: string;
}

/** The point of somebody who was right at that moment; `undefined` in direct messages, as points are a server's. */
export function pointFor(
  who: { readonly guildId: string | undefined; readonly userId: string; readonly timeZone: string },
  now: Temporal.Instant,
  earnedBy: string,
): Point | undefined {
  const { guildId, timeZone, userId } = who;
  return guildId === undefined ? undefined : { guildId, userId, week: weekOf(now, timeZone), earnedBy };
}

/** The Monday with which the week of that moment begins, in that zone. */
export function weekOf(now: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  const day = dayAt(now, timeZone);
  return day.subtract({ days: day.dayOfWeek - 1 });
}
