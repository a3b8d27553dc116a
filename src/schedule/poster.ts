import pMap from "p-map";
import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { renderPost } from "../render/post.ts";
import { notice, type Reply } from "../render/reply.ts";
import { choosePost } from "./choice.ts";
import {
  backOff,
  type DeliveryResult,
  deliveryId,
  GRACE,
  inGrace,
  isLate,
  LEASE,
  nextStep,
  type Unfinished,
} from "./delivery.ts";
import type { DailyOrder } from "./order.ts";
import { type Due, duePosts, missedPosts } from "./plan.ts";

/** Posts under way at once: enough to fill Discord's 50 requests a second, few enough that none waits out its lease. */
const CONCURRENCY = 25;

/** An order that Discord refuses for so many days in a row is paused. */
const DAYS_UNTIL_PAUSE = 3;

/** How an attempt to post ended. */
export type Sent =
  | { readonly outcome: "posted"; readonly messageId: string }
  /** Discord will not take it however often it is asked; `lasting`: nor tomorrow, until someone mends it. */
  | { readonly outcome: "refused"; readonly reason: string; readonly lasting: boolean }
  /** It surely was not posted, but may be next time. */
  | { readonly outcome: "unsent"; readonly reason: string }
  /** It may have been posted. */
  | { readonly outcome: "unsure"; readonly reason: string };

/** Where posts go: Discord, or a stand-in. None of these throws. */
export interface Outlet {
  /** Posts once, within the attempt limit. A repeat with the same nonce, soon after, gives the first message. */
  send(channelId: string, post: Reply, nonce: string, signal: AbortSignal): Promise<Sent>;
  /** Looks for the post that carries that delivery id among the channel's messages since then. */
  find(channelId: string, since: Temporal.Instant, deliveryId: string): Promise<Found>;
  /** Tells a person by direct message; what comes of it is not known. */
  tell(userId: string, message: Reply): Promise<void>;
}

export type Found = { readonly messageId: string } | "absent" | "unreadable";

/** What the poster needs of the store. Each change is one conditional statement. */
export interface DeliveryLog {
  /** Takes a due post; false when someone has it already, or the order was changed meanwhile. */
  claim(due: Due, now: Temporal.Instant, until: Temporal.Instant): Promise<boolean>;
  /** Takes an unfinished delivery for another attempt; false when someone else did. */
  reclaim(
    unfinished: Unfinished,
    now: Temporal.Instant,
    until: Temporal.Instant,
    unsureSince: Temporal.Instant | undefined,
  ): Promise<boolean>;
  /** Claims without an end whose attempt is over, with their orders as they are now, `undefined` for a removed one. */
  unfinished(now: Temporal.Instant): Promise<readonly (Unfinished & { readonly order: DailyOrder | undefined })[]>;
  /** Leaves a claim for another attempt at that time. */
  backOff(
    key: DeliveryKey,
    retryAt: Temporal.Instant,
    unsureSince: Temporal.Instant | undefined,
    reason: string,
  ): Promise<void>;
  /** Records how a claim ended; without effect on one that has its end. */
  end(key: DeliveryKey, now: Temporal.Instant, ending: Ending): Promise<void>;
  /** Records a day as left out; without effect on one on record. */
  skip(due: Due, now: Temporal.Instant, reason: string): Promise<void>;
  /** How many of the channel's latest days, counted back without a break, Discord refused for a lasting reason. */
  lastingRefusals(channelId: string): Promise<number>;
}

export interface DeliveryKey {
  readonly channelId: string;
  readonly day: Temporal.PlainDate;
}

export interface Ending {
  readonly state: Exclude<DeliveryResult["state"], "claimed">;
  readonly messageId?: string;
  readonly factId?: string;
  readonly reason?: string;
  readonly lasting?: boolean;
}

export interface PosterParts {
  readonly orders: {
    running(): Promise<readonly DailyOrder[]>;
    change(guildId: string, channelId: string, changes: { readonly paused: string }): Promise<unknown>;
  };
  readonly deliveries: DeliveryLog;
  readonly outlet: Outlet;
  readonly facts: FactIndex;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEnd?: (state: Ending["state"]) => void;
}

export interface Poster {
  /** Posts all that is due now; resolves when it is done. A beat during another waits for it and looks again. */
  beat(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has ended; after `limit` it is broken off. */
  stop(limit: Temporal.Duration): Promise<void>;
}

/** Carries out what `plan.ts` decides: claim, post, record. */
export function createPoster({ clock, deliveries, facts, log, onEnd = () => {}, orders, outlet }: PosterParts): Poster {
  const breakOff = new AbortController();
  let stopping = false;
  let last: Promise<void> = Promise.resolve();

  return {
    beat() {
      last = last
        .then(() => round())
        .catch((error) => log.error({ err: error }, "a beat failed; the next one tries again"));
      return last;
    },
    async stop(limit) {
      stopping = true;
      const timer = setTimeout(() => breakOff.abort(), limit.total("milliseconds"));
      await last;
      clearTimeout(timer);
    },
  };

  /** Unfinished ones first: their time has run longest. */
  async function round(): Promise<void> {
    await each(await deliveries.unfinished(clock()), (it) => finish(it, it.order));
    const running = await orders.running();
    const now = clock();
    await each(missedPosts(running, now, GRACE), (due) => skip(due, "I was offline until it was too late"));
    await each(duePosts(running, now, GRACE), deliver);
  }

  async function each<Item extends { readonly day: Temporal.PlainDate }>(
    items: readonly Item[],
    act: (item: Item) => Promise<void>,
  ) {
    await pMap(
      items,
      async (item) => {
        if (stopping) return;
        await act(item).catch((error) =>
          log.error({ err: error, day: item.day.toString() }, "a delivery failed; it stays open"),
        );
      },
      { concurrency: CONCURRENCY },
    );
  }

  async function skip(due: Due, reason: string): Promise<void> {
    await deliveries.skip(due, clock(), reason);
    onEnd("skipped");
  }

  async function deliver(due: Due): Promise<void> {
    const now = clock();
    if (await deliveries.claim(due, now, now.add(LEASE))) await attempt(due, { attempts: 1, unsureBefore: undefined });
  }

  /** Goes on with a delivery that a crash, an outage or a refusal left open. */
  async function finish(open: Unfinished, order: DailyOrder | undefined): Promise<void> {
    const now = clock();
    const step = order === undefined || order.paused !== undefined ? "look" : nextStep(open, order.timeZone, now);
    if (step === "expire") return end(open, { state: "failed", reason: "Discord did not take it in time" });
    if (step === "post" && order !== undefined) return again(open, order, open.unsureSince);

    const found =
      open.unsureSince === undefined
        ? "absent"
        : await outlet.find(open.channelId, open.claimedAt, deliveryId(open, open.day));
    if (found === "unreadable")
      return end(open, { state: "unknown", reason: "whether it was posted could not be read in the channel" });
    if (found !== "absent") return end(open, { state: "posted", messageId: found.messageId });
    if (order === undefined || order.paused !== undefined)
      return end(open, { state: "skipped", reason: "the order was removed or paused" });
    if (!inGrace(open.at, open.day, order.timeZone, now))
      return end(open, { state: "failed", reason: "Discord did not take it in time" });
    return again(open, order, undefined);
  }

  async function again(open: Unfinished, order: DailyOrder, unsureBefore: Temporal.Instant | undefined): Promise<void> {
    const now = clock();
    if (!(await deliveries.reclaim(open, now, now.add(LEASE), unsureBefore))) return;
    await attempt({ order, day: open.day, at: open.at }, { attempts: open.attempts + 1, unsureBefore });
  }

  async function attempt(
    due: Due,
    { attempts, unsureBefore }: { attempts: number; unsureBefore: Temporal.Instant | undefined },
  ) {
    const { at, day, order } = due;
    const now = clock();
    const id = deliveryId(order, day);
    const choice = choosePost(order, day, facts);
    const post = renderPost(choice, {
      deliveryId: id,
      roleId: order.roleId,
      lateFor: isLate(at, now) ? at : undefined,
    });
    const sent = await outlet.send(order.channelId, post, id, breakOff.signal);

    const key = { channelId: order.channelId, day };
    switch (sent.outcome) {
      case "posted":
        return end(key, { state: "posted", messageId: sent.messageId, factId: choice.lead.id });
      case "refused":
        await end(key, { state: "failed", reason: sent.reason, lasting: sent.lasting });
        return sent.lasting ? pauseIfHopeless(order, sent.reason) : undefined;
      case "unsent":
        return deliveries.backOff(key, backOff(attempts, clock()), unsureBefore, sent.reason);
      case "unsure":
        return deliveries.backOff(key, backOff(attempts, clock()), unsureBefore ?? now, sent.reason);
    }
  }

  async function end(key: DeliveryKey, ending: Ending): Promise<void> {
    await deliveries.end(key, clock(), ending);
    onEnd(ending.state);
    const level = ending.state === "posted" ? "info" : "warn";
    log[level]({ channel: key.channelId, day: key.day.toString(), reason: ending.reason }, `delivery ${ending.state}`);
  }

  async function pauseIfHopeless(order: DailyOrder, reason: string): Promise<void> {
    if ((await deliveries.lastingRefusals(order.channelId)) < DAYS_UNTIL_PAUSE) return;
    await orders.change(order.guildId, order.channelId, {
      paused: `refused ${DAYS_UNTIL_PAUSE} days in a row: ${reason}`,
    });
    await outlet.tell(
      order.createdBy,
      notice(
        `The daily post that you ordered in <#${order.channelId}> is paused: ${reason} Mend that, then run /daily resume.`,
      ),
    );
  }
}
