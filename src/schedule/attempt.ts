import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { renderPost } from "../render/post.ts";
import { notice } from "../render/reply.ts";
import type { Choice } from "./choice.ts";
import { backOff, deliveryId, isLate } from "./delivery.ts";
import type { DailyOrder } from "./order.ts";
import type { Due } from "./plan.ts";
import type { DeliveryKey, DeliveryLog, Ending, Outlet, Posted } from "./ports.ts";

/** An order that Discord refuses for so many days in a row is paused. */
const DAYS_UNTIL_PAUSE = 3;

/** What posting needs; handed in. */
export interface PostingParts {
  readonly orders: {
    change(
      guildId: string,
      channelId: string,
      changes: { readonly paused: string; readonly refusedSince: Temporal.PlainDate },
    ): Promise<unknown>;
  };
  readonly deliveries: DeliveryLog;
  readonly outlet: Outlet;
  readonly facts: FactIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with each delivery that came to its end. `lateBy`: how long after its time, of a post sent just now. */
  readonly onEnd?: (state: Ending["state"], lateBy?: Temporal.Duration) => void;
}

/** How an attempt stands to those before it. */
export interface Tries {
  /** With this one. */
  readonly attempts: number;
  /** Since when an earlier one may have left a message; `undefined` when none did. */
  readonly unsureBefore: Temporal.Instant | undefined;
}

/** Posts what was claimed, and records how it ended. */
export interface Posting {
  attempt(due: Due, choice: Choice, tries: Tries): Promise<void>;
  /** Publishes and starts a thread, where that was ordered: apart, so that the post stands where they fail. */
  followUp(due: Pick<Due, "day" | "order">, title: string, posted: Posted): Promise<void>;
  end(key: DeliveryKey, ending: Ending, lateBy?: Temporal.Duration): Promise<void>;
}

export function createPosting(parts: PostingParts, signal: AbortSignal): Posting {
  const { clock, deliveries, log, onEnd = () => {}, orders, outlet } = parts;
  return { attempt, followUp, end };

  async function attempt(due: Due, choice: Choice, { attempts, unsureBefore }: Tries): Promise<void> {
    const { at, day, order } = due;
    const now = clock();
    const id = deliveryId(order, day);
    const lateFor = isLate(at, now) ? at : undefined;
    const message = renderPost(choice, { deliveryId: id, roleId: order.roleId, lateFor });
    const sent = await outlet.send(order, { message, title: choice.lead.headline, deliveryId: id }, signal);

    const key = { channelId: order.channelId, day };
    switch (sent.outcome) {
      case "posted":
        await end(key, { state: "posted", posted: sent }, at.until(clock()));
        return followUp(due, choice.lead.headline, sent);
      case "refused":
        await end(key, { state: "failed", reason: sent.reason, lasting: sent.lasting });
        return sent.lasting ? pauseIfHopeless(order, day, sent.reason) : undefined;
      case "unsent":
        return deliveries.backOff(key, backOff(attempts, clock()), unsureBefore, sent.reason);
      case "unsure":
        return deliveries.backOff(key, backOff(attempts, clock()), unsureBefore ?? now, sent.reason);
    }
  }

  async function followUp({ day, order }: Pick<Due, "day" | "order">, title: string, posted: Posted): Promise<void> {
    const problems: string[] = [];
    const note = (step: string, problem: string | undefined) =>
      problem !== undefined && problems.push(`${step}: ${problem}`);
    if (order.publish) note("not published", await outlet.publish(posted));
    if (order.thread) note("no thread", await outlet.startThread(posted, title));
    if (problems.length > 0) await deliveries.remark({ channelId: order.channelId, day }, problems.join("; "));
  }

  async function end(key: DeliveryKey, ending: Ending, lateBy?: Temporal.Duration): Promise<void> {
    await deliveries.end(key, clock(), ending);
    onEnd(ending.state, lateBy);
    const level = ending.state === "posted" ? "info" : "warn";
    log[level]({ channel: key.channelId, day: key.day.toString(), reason: ending.reason }, `delivery ${ending.state}`);
  }

  async function pauseIfHopeless(order: DailyOrder, day: Temporal.PlainDate, reason: string): Promise<void> {
    if ((await deliveries.lastingRefusals(order.channelId)) < DAYS_UNTIL_PAUSE) return;
    const paused = `refused ${DAYS_UNTIL_PAUSE} days in a row: ${reason}`;
    await orders.change(order.guildId, order.channelId, { paused, refusedSince: day });
    const told = `The daily post that you ordered in <#${order.channelId}> is paused, ${paused} Once that is mended, /daily resume goes on.`;
    await outlet.tell(order.createdBy, notice(told));
  }
}
