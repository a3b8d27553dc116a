import type { DailyOrder } from "./order.ts";
import type { Due } from "./plan.ts";

/** How long after its time a post is still made up for. */
export const GRACE = Temporal.Duration.from({ hours: 6 });

/** No attempt to post lasts longer; it is aborted. */
export const ATTEMPT_LIMIT = Temporal.Duration.from({ seconds: 40 });

/**
 * After this an attempt is over, whoever made it, and another may begin. Longer than any attempt lasts, and short enough
 * that the beat of the next minute finds it over.
 */
export const LEASE = Temporal.Duration.from({ seconds: 55 });

/** A claim that is older when its post is to leave is renewed first: it may be another's by now. */
export const FRESH = Temporal.Duration.from({ seconds: 20 });

const LATE = Temporal.Duration.from({ minutes: 10 });

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
  /** The id of the fact that leads it, or would have; `undefined` where none was chosen. */
  readonly leadId: string | undefined;
  /** Why it was skipped or failed, in words for a moderator. */
  readonly reason: string | undefined;
  /** What came of publishing it or starting a thread, where that failed. */
  readonly remark: string | undefined;
  /** When its message was last edited, for what it told was mended or withdrawn. */
  readonly correctedAt?: Temporal.Instant | undefined;
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

/**
 * The last moment at which a due post may go out: in its grace, and on its local day; but one that is on time, though
 * its day ends, has as long as it takes to be late. One that was asked for has as long as it would have had at its time.
 */
export function expiryOf({ day, order, ...due }: Due): Temporal.Instant {
  const at = due.planned ?? due.at;
  const dayEnd = day.add({ days: 1 }).toZonedDateTime(order.timeZone).toInstant().subtract({ milliseconds: 1 });
  const graceEnd = at.add(GRACE);
  const last = isAfter(graceEnd, dayEnd) ? dayEnd : graceEnd;
  return isAfter(at.add(LATE), last) ? at.add(LATE) : last;
}

/** Whether a post at `now` should say that it is late. */
export function isLate(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return isAfter(now, at.add(LATE));
}

/** Reasons for a day without a post that are told in words of their own; as they are kept. */
export const LEFT_OUT = "by a moderator";
export const OFFLINE = "I was offline until it was too late";

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
