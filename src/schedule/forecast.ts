import type { FactIndex } from "../../facts/index.ts";
import { type Choice, choosePost, type ServerMemory } from "./choice.ts";
import { GRACE } from "./delivery.ts";
import { type DailyOrder, isSkipped } from "./order.ts";
import { type Due, duePosts, missedPosts, nextPost } from "./plan.ts";

/** A post to come. */
export interface Forecast extends Due {
  readonly choice: Choice;
}

/**
 * The next posts of one order, beginning with one that is due now. Pure, and a promise: as each post is chosen from
 * what led before it, the server's other orders are played through too, in the order of their times, with what they
 * missed.
 *
 * A paused order is forecast as if it were resumed now.
 *
 * @param orders all of the server
 * @param count how many posts
 */
export function forecastPosts(
  channelId: string,
  orders: readonly DailyOrder[],
  now: Temporal.Instant,
  count: number,
  facts: FactIndex,
  memory: ServerMemory,
): readonly Forecast[] {
  const led = new Map(memory.led);
  const posts: Forecast[] = [];
  const missed = missedPosts(orders, now, GRACE).filter(({ day, order }) => !isSkipped(order, day));
  const coming = orders
    .filter((it) => it.paused === undefined || it.channelId === channelId)
    .map((order) => comingPost(order, now));
  let waiting = [...missed, ...coming];
  while (posts.length < count) {
    const [next, ...others] = waiting.toSorted(inTurn);
    if (next === undefined) break;
    const choice = choosePost(next.order, next.day, facts, { ...memory, led });
    led.set(choice.lead.id, next.day);
    waiting = others;
    // Recorded at the next beat, with what would have led.
    if (missed.includes(next)) continue;
    if (next.order.channelId === channelId) posts.push({ ...next, choice });
    waiting.push(nextPost({ ...next.order, lastDay: next.day }, next.at));
  }
  return posts;
}

/** What the order posts next: what is due now, else what comes after `now`. */
export function comingPost(order: DailyOrder, now: Temporal.Instant): Due {
  return duePosts([order], now, GRACE).find(({ day }) => !isSkipped(order, day)) ?? nextPost(order, now);
}

/** Orders due posts as they are chosen: by time, then by the age of the order. */
export function inTurn(a: Due, b: Due): number {
  return (
    Temporal.Instant.compare(a.at, b.at) ||
    Temporal.Instant.compare(a.order.createdAt, b.order.createdAt) ||
    (a.order.channelId < b.order.channelId ? -1 : 1)
  );
}
