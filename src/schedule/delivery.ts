import type { DailyOrder } from "./order.ts";
import { isForum } from "./place.ts";
import type { Due } from "./plan.ts";

/** How long after its time a post is still made up for. */
export const GRACE = Temporal.Duration.from({ hours: 6 });

/** No attempt to post lasts longer; it is aborted. */
export const ATTEMPT_LIMIT = Temporal.Duration.from({ seconds: 40 });

/** After this an attempt is over, whoever made it, and another may begin. Longer than any attempt lasts. */
export const LEASE = Temporal.Duration.from({ seconds: 60 });

/** A claim that is older when its post is to leave is renewed first: it may be another's by now. */
export const FRESH = Temporal.Duration.from({ seconds: 20 });

/**
 * How long a repeated nonce is trusted to return the first message. Discord says "a few minutes"; this stays below,
 * and leaves room for an attempt that began at its end.
 */
export const NONCE_WINDOW = Temporal.Duration.from({ seconds: 150 });

/**
 * For so long after it was cut off, Discord may still carry out a request that it did not answer: 150 seconds were seen.
 * Where a nonce stands by, a repeat may come sooner than in a forum, which knows none.
 */
const CARRIED_OUT_WITHIN = Temporal.Duration.from({ minutes: 3 });
const CARRIED_OUT_IN_FORUM_WITHIN = Temporal.Duration.from({ minutes: 10 });

/** What such a request made is searched for among what was written in that time after it. */
const SEARCHED_AFTER = Temporal.Duration.from({ minutes: 15 });

const LATE = Temporal.Duration.from({ minutes: 10 });
const LONGEST_BACKOFF_MINUTES = 30;

/** How a delivery stands. `unknown`: whether the message went out could not be learnt. */
export interface DeliveryResult {
  readonly channelId: string;
  readonly day: Temporal.PlainDate;
  readonly state: "claimed" | "posted" | "skipped" | "failed" | "unknown";
  /** When it should have gone out. */
  readonly at: Temporal.Instant;
  /** When it came to its end; `undefined` while it is claimed. */
  readonly endedAt: Temporal.Instant | undefined;
  /** Where its message stands, once it is posted. */
  readonly posted: { readonly messageId: string; readonly placeId: string } | undefined;
  /** Why it was skipped or failed, in words for a moderator. */
  readonly reason: string | undefined;
  /** What came of publishing it or starting a thread, where that failed. */
  readonly remark: string | undefined;
}

/** A delivery that was claimed and has no end yet. */
export interface Unfinished {
  readonly channelId: string;
  readonly channelType: number;
  readonly guildId: string;
  /** The id of the fact that leads it. */
  readonly leadId: string;
  readonly day: Temporal.PlainDate;
  readonly at: Temporal.Instant;
  /** After this it is not posted any more. */
  readonly expiresAt: Temporal.Instant;
  readonly claimedAt: Temporal.Instant;
  /** How many times it was tried; of one that nobody is known to have tried, how many times it was looked for. */
  readonly attempts: number;
  /** Not to be touched before: an attempt may be under way, or backing off. It also names the claim's holder. */
  readonly retryAt: Temporal.Instant;
  /**
   * When the latest attempt that may have left a message ended, or began where a crash broke it off; `undefined` when
   * none may have. Before `claimedAt` where no attempt is on record: see `mayStand`.
   */
  readonly unsureSince: Temporal.Instant | undefined;
  /** Why the last attempt failed, in words; `undefined` before it ended. */
  readonly reason: string | undefined;
  /** Whether that reason lasts, by Discord's word, until someone mends it. */
  readonly lasting: boolean;
}

/** `post`: try (again); `look`: search the channel for the message first; `expire`: it is too late, give up. */
export type Step = "post" | "look" | "expire";

/** What to do with an unfinished delivery. Pure. */
export function nextStep({ expiresAt, unsureSince }: Unfinished, now: Temporal.Instant): Step {
  if (unsureSince !== undefined) return "look";
  return isAfter(now, expiresAt) ? "expire" : "post";
}

/**
 * Until when a repeat has to wait, though nothing was found in the channel: before, Discord may still be carrying out
 * the attempt that ended unsure. In the last minute before it expires at the latest. Pure.
 *
 * One that a crash broke off ends with its lease: its nonce stands by. `undefined` where no attempt is on record.
 */
export function overAt(open: Unfinished): Temporal.Instant | undefined {
  const { channelType, expiresAt, reason, unsureSince } = open;
  if (unsureSince === undefined || !wasTried(open)) return undefined;
  const brokenOff = reason === undefined && !isForum(channelType);
  if (brokenOff) return unsureSince.add(LEASE);
  const soonest = unsureSince.add(CARRIED_OUT_WITHIN);
  const over = isForum(channelType) ? unsureSince.add(CARRIED_OUT_IN_FORUM_WITHIN) : soonest;
  const last = expiresAt.subtract({ minutes: 1 });
  if (!isAfter(over, last)) return over;
  return isAfter(last, soonest) ? last : soonest;
}

/** Whether a repeat has to wait at `now`: see `overAt`. One that began after `now` did so by a clock that was ahead. */
export function isUnderWay(open: Unfinished, now: Temporal.Instant): boolean {
  const over = overAt(open);
  if (over === undefined || open.unsureSince === undefined) return false;
  return !isAfter(open.unsureSince, now) && isAfter(over, now);
}

/** The stretch of time in which a message that may stand unrecorded was made; without `until`, up to now. Pure. */
export function searchedTime({ claimedAt, unsureSince = claimedAt }: Unfinished): {
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant | undefined;
} {
  const tried = wasTried({ claimedAt, unsureSince });
  return { since: tried ? claimedAt : unsureSince, until: tried ? unsureSince.add(SEARCHED_AFTER) : undefined };
}

/** Whether an attempt is on record that may have left a message. */
export function wasTried({ claimedAt, unsureSince }: Pick<Unfinished, "claimedAt" | "unsureSince">): boolean {
  return unsureSince !== undefined && !isAfter(claimedAt, unsureSince);
}

/**
 * Whether a post that is first tried at `now` may stand in the channel though no record tells of it: later than a nonce
 * counts, or in a forum, which knows none, due before `begun`. Its record may be lost, as it is when an older copy of the
 * database is put back, or by a failover.
 *
 * @param begun since when this process posts
 */
export function mayStand(
  { at, channelType }: Pick<Unfinished, "at" | "channelType">,
  begun: Temporal.Instant,
  now: Temporal.Instant,
): boolean {
  return isAfter(now, at.add(NONCE_WINDOW)) || (isForum(channelType) && isAfter(begun, at));
}

/**
 * An open delivery that was surely refused, as far as is known, but before this process began: see `mayStand` for why a
 * message may stand there.
 */
export function doubted(open: Unfinished, begun: Temporal.Instant, now: Temporal.Instant): Unfinished {
  if (open.unsureSince !== undefined || !isAfter(begun, open.at) || !mayStand(open, begun, now)) return open;
  return { ...open, unsureSince: open.at.subtract({ milliseconds: 1 }) };
}

/**
 * The last moment at which a due post may go out: in its grace, and on its local day; but one that is on time, though
 * its day ends, has as long as it takes to be late.
 */
export function expiryOf({ at, day, order }: Due): Temporal.Instant {
  const dayEnd = day.add({ days: 1 }).toZonedDateTime(order.timeZone).toInstant().subtract({ milliseconds: 1 });
  const graceEnd = at.add(GRACE);
  const last = isAfter(graceEnd, dayEnd) ? dayEnd : graceEnd;
  return isAfter(at.add(LATE), last) ? at.add(LATE) : last;
}

/** Whether a post at `now` should say that it is late. */
export function isLate(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return isAfter(now, at.add(LATE));
}

/**
 * When to go on after so many attempts: 1, 2, 4 … minutes on, at most half an hour; but once in the minute before it
 * expires, and as soon as it has.
 */
export function backOff(attempts: number, now: Temporal.Instant, expiresAt: Temporal.Instant): Temporal.Instant {
  return later(2 ** Math.max(0, attempts - 1), now, expiresAt);
}

/**
 * When to look again for what an attempt may have left: less and less often, but once it must be over, for it can be
 * repeated then. Pure.
 */
export function lookAgainAt(open: Unfinished, now: Temporal.Instant): Temporal.Instant {
  const { attempts, expiresAt, unsureSince } = open;
  const over = overAt(open);
  if (over === undefined || unsureSince === undefined) return backOff(attempts, now, expiresAt);
  const next = later(Math.max(1, unsureSince.until(now).total("minutes")), now, expiresAt);
  return isUnderWay(open, now) && isAfter(next, over) ? over : next;
}

function later(minutes: number, now: Temporal.Instant, expiresAt: Temporal.Instant): Temporal.Instant {
  const next = now.add({ milliseconds: Math.round(Math.min(minutes, LONGEST_BACKOFF_MINUTES) * 60_000) });
  const last = expiresAt.subtract({ minutes: 1 });
  if (!isAfter(next, last) || isAfter(now, expiresAt)) return next;
  return isAfter(last, now) ? last : expiresAt.add({ seconds: 1 });
}

/**
 * The delivery's name on the wire: nonce of the message and part of its buttons' ids.
 *
 * Derived, so that it survives a restart; the same for each attempt, different for each channel and day. At most 25
 * characters, as Discord allows a nonce, and without `/`.
 */
export function deliveryId({ channelId }: Pick<DailyOrder, "channelId">, day: Due["day"]): string {
  return `${BigInt(channelId).toString(36)}-${day.toString().replaceAll("-", "")}`;
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}
