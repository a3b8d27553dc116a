import { type FactIndex, isOwn } from "../../facts/index.ts";
import type { Log } from "../log.ts";
import type { Look } from "../render/look.ts";
import { NO_PICTURES, type Pictures } from "../render/picture.ts";
import { renderPost } from "../render/post.ts";
import type { Choice } from "./choice.ts";
import { contentHash as contentHashOf, wordingOf } from "./content.ts";
import { deliveryId, isLate, LEASE } from "./delivery.ts";
import { backOff } from "./doubt.ts";
import type { FollowUp } from "./follow-up.ts";
import { createHold, type HoldParts } from "./hold.ts";
import type { DailyOrder } from "./order.ts";
import type { Pausing } from "./pausing.ts";
import type { Due } from "./plan.ts";
import type { DeliveryKey, DeliveryLog, Ending, Held, Outlet, Posted } from "./ports.ts";
import type { PutOffs } from "./put-offs.ts";
import type { Standstill } from "./standstill.ts";

/** What posting needs; handed in. */
export interface PostingParts extends HoldParts {
  readonly deliveries: DeliveryLog;
  readonly outlet: Outlet;
  /** What all servers know. */
  readonly facts: FactIndex;
  /** What one server knows, its own facts among it; without it, what all do. Never rejects. */
  readonly factsOf?: (guildId: string) => Promise<FactIndex>;
  readonly look: Look;
  /** Without them posts are words alone. */
  readonly pictures?: Pictures;
  readonly log: Log;
  readonly putOffs: PutOffs;
  /** Called with each own fact of a server that leads a post from now on. */
  readonly ownLed?: (factId: string, guildId: string) => Promise<void>;
  /** Called with each delivery that came to its end. `lateBy`: how long after its time, of a post sent just now. */
  readonly onEnd?: (state: Ending["state"], lateBy?: Temporal.Duration) => void;
}

const WAITS = "Discord refuses many channels alike; posting waits until that is over";
const REMOVED = "I am not in the server any more; invite me again.";

/** How an attempt stands to those before it. */
export interface Tries {
  /** With this one. */
  readonly attempts: number;
  /** After this there is no further one. */
  readonly expiresAt: Temporal.Instant;
  /** Until when the post is claimed for it. */
  readonly until: Temporal.Instant;
}

/** A post that stands, with what leads it, and in which wording where that is known. */
type Led = Posted & { readonly leadId: string; readonly contentHash: string | undefined };

/** Posts what was claimed, and records how it ended. */
export interface Posting {
  attempt(due: Due, choice: Choice, tries: Tries): Promise<void>;
  /** Records a post that stands, and does what was ordered to follow it. `at`: when Discord took it. */
  succeed(order: DailyOrder, held: Held, posted: Led, at: Temporal.Instant): Promise<void>;
  /** Records a post that Discord refused to the end, and pauses its order where that goes on for days. */
  giveUp(held: Held, order: DailyOrder, reason: string): Promise<void>;
  end(held: Held, ending: Ending, lateBy?: Temporal.Duration): Promise<boolean>;
}

/** @param standstill is asked before each attempt, and told how it ended */
export function createPosting(
  parts: PostingParts,
  followUp: FollowUp,
  { pauseIfHopeless }: Pick<Pausing, "pauseIfHopeless">,
  standstill: Pick<Standstill, "admits" | "note">,
  signal: AbortSignal,
): Posting {
  const { clock, deliveries, log, look, onEnd = () => {}, outlet, pictures = NO_PICTURES, putOffs } = parts;
  return { attempt, succeed, giveUp, end };

  async function attempt(due: Due, choice: Choice, { attempts, expiresAt, until }: Tries): Promise<void> {
    const { at, day, order } = due;
    const begun = clock();
    const { held, lost, stands } = createHold(parts, { channelId: order.channelId, day, retryAt: until });
    const id = deliveryId(order, day);
    const lateFor = isLate(at, begun) ? at : undefined;
    const picture = order.picture ? await pictures.of(choice.lead) : undefined;
    const { quiz, roleId } = order;
    const message = renderPost(choice, { deliveryId: id, roleId, lateFor, picture, quiz }, look);
    if (!standstill.admits()) return putOff(held(), begun.add(LEASE), undefined, WAITS);
    const sent = await outlet.send(order, { message, title: choice.lead.headline, deliveryId: id }, signal, stands);
    // Whoever has the post now goes on with it.
    if (lost()) return log.info({ ...named(held()), sent }, "a post waited for longer than its claim");
    standstill.note(sent);

    if (sent.outcome === "posted") {
      const leadId = sent.leadId ?? choice.lead.id;
      // A post that was sent before may stand in its place, with another lead.
      const contentHash = leadId === choice.lead.id ? contentHashOf(choice.lead) : wordingOf(leadId, parts.facts);
      const led = { ...sent, leadId, contentHash };
      return succeed(order, held(), led, clock(), at.until(clock()));
    }
    if (sent.outcome === "refused") {
      if (!sent.lasting) return void (await end(held(), { state: "failed", reason: sent.reason }));
      // It went on through all of yesterday: it is not asked again whether it lasts.
      if ((await deliveries.lastingRefusals(order.channelId, day)) > 0) return giveUp(held(), order, sent.reason);
    }
    const now = clock();
    // It may have left at the last moment.
    const unsureSince = sent.outcome === "unsure" ? now : undefined;
    const lasting = sent.outcome === "refused";
    await putOff(held(), backOff(attempts, now, expiresAt), unsureSince, sent.reason, lasting);
  }

  async function putOff(
    held: Held,
    retryAt: Temporal.Instant,
    unsureSince: Temporal.Instant | undefined,
    reason: string,
    lasting = false,
  ): Promise<void> {
    await deliveries.backOff(held, retryAt, unsureSince, reason, lasting);
    putOffs.note(held, reason, retryAt);
  }

  async function succeed(
    order: DailyOrder,
    held: Held,
    { contentHash, leadId, messageId, placeId }: Led,
    at: Temporal.Instant,
    lateBy?: Temporal.Duration,
  ): Promise<void> {
    const posted = { messageId, placeId };
    const owed = order.publish || order.thread;
    const followUpAt = clock().add(LEASE);
    const ending = { state: "posted", posted, leadId, contentHash, at, ...(owed && { followUpAt }) } as const;
    const stands = await end(held, ending, lateBy);
    // It may have been changed while the post was on its way.
    if (stands && isOwn({ id: leadId })) await parts.ownLed?.(leadId, order.guildId);
    if (!stands || !owed) return;
    const { channelId, day } = held;
    await followUp({ channelId, day, guildId: order.guildId, leadId, posted, postedAt: at, followUpAt });
  }

  async function giveUp(held: Held, order: DailyOrder, said: string): Promise<void> {
    // To a bot that was removed from the server Discord says the same as to one that may not see the channel.
    const reason = (await outlet.reaches(order.guildId, signal)) === false ? REMOVED : said;
    if (await end(held, { state: "failed", reason, lasting: true })) await pauseIfHopeless(order, held.day, reason);
  }

  async function end(held: Held, ending: Ending, lateBy?: Temporal.Duration): Promise<boolean> {
    if (!(await deliveries.end(held, ending.at ?? clock(), ending))) {
      log.info(named(held), "a delivery was taken over by another process");
      return false;
    }
    onEnd(ending.state, lateBy);
    const level = ending.state === "posted" ? "info" : "warn";
    log[level]({ ...named(held), reason: ending.reason }, `delivery ${ending.state}`);
    return true;
  }
}

function named({ channelId, day }: DeliveryKey) {
  return { channel: channelId, day: day.toString() };
}
