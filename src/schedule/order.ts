import { dayAt } from "../local-day.ts";

/** Stands for the maker of an order who wanted to be forgotten. */
export const NOBODY = "0";

/** What a moderator ordered: a post a day in one channel. The channel is its key, so there is one a channel. */
export interface DailyOrder {
  readonly channelId: string;
  /** Discord's number for the kind of channel: it decides how a post is made there. */
  readonly channelType: number;
  readonly guildId: string;
  /** Wall-clock time in `timeZone`, to the minute. */
  readonly time: Temporal.PlainTime;
  /** IANA name, canonical. */
  readonly timeZone: string;
  /** Events of this genre, or of this family of genres, come first. */
  readonly genre: string | undefined;
  /** What a day without such an event gets: one of `any` genre, or no post. */
  readonly otherwise: Otherwise;
  /** The role to ping with each post. */
  readonly roleId: string | undefined;
  /** Publish each post to the channels that follow this one; in announcement channels only. */
  readonly publish: boolean;
  /** Start a thread for talk under each post. */
  readonly thread: boolean;
  /** Show the lead's picture at the top of each post. */
  readonly picture: boolean;
  /** Show a button under each post that opens the question of the day. */
  readonly quiz: boolean;
  /** The moderator who made it. */
  readonly createdBy: string;
  readonly createdAt: Temporal.Instant;
  /** Times up to this are not due: when it was made, resumed, or its time was changed. */
  readonly activeSince: Temporal.Instant;
  /** Why it is paused, in words; `undefined` while it runs. */
  readonly paused: string | undefined;
  /** The day whose refusal by Discord paused it; `undefined` when a moderator did, or nobody. */
  readonly refusedSince: Temporal.PlainDate | undefined;
  /** The latest local day that was delivered, left out or failed; none before the first. */
  readonly lastDay: Temporal.PlainDate | undefined;
  /** Local days that a moderator left out. */
  readonly skips: readonly Temporal.PlainDate[];
}

export type Otherwise = "any" | "none";

/** Orders that one server may have. */
export const MAX_ORDERS = 10;

/** Whether the order's time or zone is another than it was. */
export function isMoved(
  { time, timeZone }: Pick<DailyOrder, "time" | "timeZone">,
  before: Pick<DailyOrder, "time" | "timeZone">,
): boolean {
  return !time.equals(before.time) || timeZone !== before.timeZone;
}

/** Days left out, as they are written: a year of them is asked about thousands of times. */
const WRITTEN = new WeakMap<DailyOrder["skips"], ReadonlySet<string>>();

/** Whether a moderator left that day out. */
export function isSkipped({ skips }: Pick<DailyOrder, "skips">, day: Temporal.PlainDate): boolean {
  if (skips.length === 0) return false;
  const written = WRITTEN.get(skips) ?? new Set(skips.map(String));
  WRITTEN.set(skips, written);
  return written.has(day.toString());
}

/** The days to come that a moderator left out, the next one first; today is one of them until it is on record. */
export function skipsAhead(
  { lastDay, skips, timeZone }: Pick<DailyOrder, "lastDay" | "skips" | "timeZone">,
  now: Temporal.Instant,
): readonly Temporal.PlainDate[] {
  const today = dayAt(now, timeZone);
  const { compare } = Temporal.PlainDate;
  return skips
    .filter((day) => compare(day, today) >= 0 && (lastDay === undefined || compare(day, lastDay) > 0))
    .toSorted(compare);
}
