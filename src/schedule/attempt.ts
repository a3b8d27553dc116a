import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { renderPost } from "../render/post.ts";
import type { Choice } from "./choice.ts";
import { backOff, deliveryId, isLate, LEASE } from "./delivery.ts";
import type { FollowUp } from "./follow-up.ts";
import type { Pausing } from "./pausing.ts";
import type { Due } from "./plan.ts";
import type { DeliveryKey, DeliveryLog, Ending, Outlet, Posted, Sent } from "./ports.ts";

/** What posting needs; handed in. */
export interface PostingParts {
  readonly deliveries: DeliveryLog;
  readonly outlet: Outlet;
  readonly facts: FactIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with each delivery that came to its end. `lateBy`: how long after its time, of a post sent just now. */
  readonly onEnd?: (state: Ending["state"], lateBy?: Temporal.Duration) => void;
}

const REMOVED = "I am not in the server any more; invite me again.";

/** How an attempt stands to those before it. */
export interface Tries {
  /** With this one. */
  readonly attempts: number;
  /** After this there is no further one. */
  readonly expiresAt: Temporal.Instant;
  /** Since when an earlier one may have left a message; `undefined` when none did. */
  readonly unsureBefore: Temporal.Instant | undefined;
}

/** Posts what was claimed, and records how it ended. */
export interface Posting {
  attempt(due: Due, choice: Choice, tries: Tries): Promise<void>;
  /** Records a post that stands, and does what was ordered to follow it. `at`: when Discord took it. */
  succeed(due: Omit<Due, "at">, leadId: string, posted: Posted, at: Temporal.Instant): Promise<void>;
  end(key: DeliveryKey, ending: Ending, lateBy?: Temporal.Duration): Promise<void>;
}

export function createPosting(
  parts: PostingParts,
  followUp: FollowUp,
  { pauseIfHopeless }: Pick<Pausing, "pauseIfHopeless">,
  signal: AbortSignal,
): Posting {
  const { clock, deliveries, log, onEnd = () => {}, outlet } = parts;
  return { attempt, succeed, end };

  async function attempt(due: Due, choice: Choice, { attempts, expiresAt, unsureBefore }: Tries): Promise<void> {
    const { at, day, order } = due;
    const now = clock();
    const id = deliveryId(order, day);
    const lateFor = isLate(at, now) ? at : undefined;
    const message = renderPost(choice, { deliveryId: id, roleId: order.roleId, lateFor });
    const sent = await outlet.send(order, { message, title: choice.lead.headline, deliveryId: id }, signal);

    if (sent.outcome === "posted") return succeed(due, choice.lead.id, sent, clock(), at.until(clock()));
    // A refusal says nothing of the attempts before it: what may stand in the channel is looked for first.
    if (sent.outcome === "refused" && unsureBefore === undefined) return fail(due, sent);
    const unsureSince = sent.outcome === "unsure" ? (unsureBefore ?? now) : unsureBefore;
    const retryAt = backOff(attempts, clock(), expiresAt);
    await deliveries.backOff({ channelId: order.channelId, day }, retryAt, unsureSince, sent.reason);
  }

  async function succeed(
    { day, order }: Omit<Due, "at">,
    leadId: string,
    { messageId, placeId }: Posted,
    at: Temporal.Instant,
    lateBy?: Temporal.Duration,
  ): Promise<void> {
    const key = { channelId: order.channelId, day };
    const posted = { messageId, placeId };
    const owed = order.publish || order.thread;
    await end(key, { state: "posted", posted, at, ...(owed && { followUpAt: clock().add(LEASE) }) }, lateBy);
    if (owed) await followUp({ ...key, guildId: order.guildId, leadId, posted, postedAt: at });
  }

  async function fail({ day, order }: Due, refusal: Extract<Sent, { outcome: "refused" }>): Promise<void> {
    const { lasting } = refusal;
    // To a bot that was removed from the server Discord says the same as to one that may not see the channel.
    const reason = !lasting || (await outlet.reaches(order.guildId, signal)) !== false ? refusal.reason : REMOVED;
    await end({ channelId: order.channelId, day }, { state: "failed", reason, lasting });
    if (lasting) await pauseIfHopeless(order, day, reason);
  }

  async function end(key: DeliveryKey, ending: Ending, lateBy?: Temporal.Duration): Promise<void> {
    await deliveries.end(key, ending.at ?? clock(), ending);
    onEnd(ending.state, lateBy);
    const level = ending.state === "posted" ? "info" : "warn";
    log[level]({ channel: key.channelId, day: key.day.toString(), reason: ending.reason }, `delivery ${ending.state}`);
  }
}
