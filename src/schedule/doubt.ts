import { minutesOn } from "./beat-time.ts";
import { ATTEMPT_LIMIT, LEASE, type Unfinished } from "./delivery.ts";
import { isForum } from "./place.ts";
import type { MadeWithin } from "./ports.ts";

// What may stand in a channel though no record tells of it, and when to go on with a delivery that was left open. Pure.

/**
 * How long a repeated nonce is trusted to return the first message. Discord says "a few minutes"; this stays below,
 * and leaves room for an attempt that began at its end.
 */
export const NONCE_WINDOW = Temporal.Duration.from({ seconds: 150 });

/** A forum's post that is first tried by the beat of its minute is on time: no other can have been. */
const ON_TIME = Temporal.Duration.from({ seconds: 55 });

/**
 * For so long after it was cut off, Discord may still carry out a request that it did not answer: 150 seconds were seen.
 * Where a nonce stands by, a repeat may come sooner than in a forum, which knows none.
 */
const CARRIED_OUT_WITHIN = Temporal.Duration.from({ minutes: 3 });
const CARRIED_OUT_IN_FORUM_WITHIN = Temporal.Duration.from({ minutes: 10 });

/** What such a request made is searched for among what was written in that time after it. */
const SEARCHED_AFTER = Temporal.Duration.from({ minutes: 15 });

const LONGEST_BACKOFF_MINUTES = 30;

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

/** When a message that may stand unrecorded was made. Pure. */
export function searchedTime({ claimedAt, unsureSince = claimedAt }: Unfinished): MadeWithin {
  if (!wasTried({ claimedAt, unsureSince })) return { since: unsureSince, until: undefined, likely: unsureSince };
  // An attempt that ended unsure began that long before at the most.
  const begun = unsureSince.subtract(ATTEMPT_LIMIT);
  const likely = isAfter(claimedAt, begun) ? claimedAt : begun;
  return { since: claimedAt, until: unsureSince.add(SEARCHED_AFTER), likely };
}

/** Whether an attempt is on record that may have left a message. */
export function wasTried({ claimedAt, unsureSince }: Pick<Unfinished, "claimedAt" | "unsureSince">): boolean {
  return unsureSince !== undefined && !isAfter(claimedAt, unsureSince);
}

/**
 * Whether a post that is first tried at `now` may stand in the channel though no record tells of it: later than a nonce
 * counts, or in a forum, which knows none, later than on time or due before `begun`. Its record may be lost, as it is when an older copy of the
 * database is put back, or by a failover.
 *
 * @param begun since when this process posts
 */
export function mayStand(
  { at, channelType }: Pick<Unfinished, "at" | "channelType">,
  begun: Temporal.Instant,
  now: Temporal.Instant,
): boolean {
  if (isForum(channelType)) return isAfter(now, at.add(ON_TIME)) || isAfter(begun, at);
  return isAfter(now, at.add(NONCE_WINDOW));
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
  const next = minutesOn(Math.min(minutes, LONGEST_BACKOFF_MINUTES), now);
  const last = expiresAt.subtract({ minutes: 1 });
  if (!isAfter(next, last) || isAfter(now, expiresAt)) return next;
  return isAfter(last, now) ? last : expiresAt.add({ seconds: 1 });
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}
