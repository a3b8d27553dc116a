import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import { choosePost } from "./choice.ts";
import { type DailyOrder, isSkipped } from "./order.ts";
import { type Due, scheduledAt } from "./plan.ts";
import type { DeliveryLog, OrderQueue } from "./ports.ts";
import type { Serve } from "./serving.ts";
import type { Trust } from "./trust.ts";

/**
 * What became of a post that was asked for ahead of its time: it was `begun`, and the record tells the rest, or why not.
 * `served`: the day is on record already. `untimely`: the clock jumped, and what day it is is not known for sure.
 */
export type Early =
  | { readonly outcome: "begun" | "served"; readonly day: Temporal.PlainDate }
  | { readonly outcome: "silent"; readonly reason: string }
  | { readonly outcome: "gone" | "paused" | "skipped" | "untimely" };

/**
 * Posts at once what a channel's order has for today. It is the day's own post: claimed like any, so that the day has one
 * whoever asks how often, and recorded, so that none comes at its time. Resolves when the attempt has ended.
 */
export type PostToday = (guildId: string, channelId: string) => Promise<Early>;

/** What posting early needs; handed in. */
export interface EarlyParts {
  readonly clock: Clock;
  readonly deliveries: Pick<DeliveryLog, "memory">;
  readonly facts: FactIndex;
  readonly factsOf?: (guildId: string) => Promise<FactIndex>;
  readonly orders: Pick<OrderQueue, "list">;
  readonly serve: Serve;
  readonly trust: Pick<Trust, "canAct">;
  /** Whether nothing more is to be begun. */
  readonly stopping: () => boolean;
}

export function createPostToday(parts: EarlyParts): PostToday {
  const { clock, deliveries, factsOf = async () => parts.facts, orders, serve, stopping, trust } = parts;
  return async (guildId, channelId) => {
    if (!(await trust.canAct(true))) return { outcome: "untimely" };
    const all = await orders.list(guildId);
    const order = all.find((it) => it.channelId === channelId);
    if (order === undefined) return { outcome: "gone" };
    const now = clock();
    const due = dueToday(order, now);
    const { day } = due;
    if (order.lastDay !== undefined && Temporal.PlainDate.compare(order.lastDay, day) >= 0)
      return { outcome: "served", day };
    if (order.paused !== undefined) return { outcome: "paused" };
    if (isSkipped(order, day)) return { outcome: "skipped" };
    const choice = choosePost(order, day, await factsOf(guildId), await deliveries.memory(guildId), all);
    // Its time may bring one yet, if a moderator allows it until then: the day is not put on record.
    if (choice.lead === undefined) return { outcome: "silent", reason: choice.reason };

    const failures: unknown[] = [];
    const failed = (error: unknown) => void failures.push(error);
    await serve(guildId, [{ ...due, missed: false }], { readAt: now, over: stopping, settled: () => {}, failed });
    if (failures.length > 0) throw failures[0];
    return { outcome: "begun", day };
  };
}

/**
 * The post of the order's own day, as it is due now. Pure.
 *
 * Where its time is still ahead, it is tried for as long as it would be then; where that passed while the order ran, it
 * is due since then.
 */
export function dueToday(order: DailyOrder, now: Temporal.Instant): Due {
  const day = now.toZonedDateTimeISO(order.timeZone).toPlainDate();
  const planned = scheduledAt(order, day);
  const runs = planned !== undefined && isAfter(planned, order.activeSince);
  if (runs && !isAfter(planned, now)) return { order, day, at: planned };
  return { order, day, at: now, planned: runs ? planned : now };
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}
