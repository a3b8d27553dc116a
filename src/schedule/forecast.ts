import type { FactIndex } from "../../facts/index.ts";
import { type Choice, choosePost, type Silence } from "./choice.ts";
import { GRACE } from "./delivery.ts";
import { copyMemory, noteLead, type ServerMemory } from "./memory.ts";
import { type DailyOrder, isSkipped } from "./order.ts";
import { type Due, duePosts, inTurn, missedPosts, nextPost } from "./plan.ts";
import { poolOf } from "./pool.ts";

/** How far ahead an order's next post is looked for, in days: a year. */
const YEAR = 366;

/** What an order's next posts follow from. */
export interface Outlook {
  readonly now: Temporal.Instant;
  readonly facts: FactIndex;
  readonly memory: ServerMemory;
}

/** A day to come, and what is posted on it. */
export interface Forecast extends Due {
  readonly choice: Choice | Silence;
}

/** Whether that day has a post. */
export function isPost(day: Forecast): day is Forecast & { readonly choice: Choice } {
  return day.choice.lead !== undefined;
}

/**
 * The next days of one order, beginning with one whose post is due now; those without a post among them, those that a
 * moderator left out not. Pure, and a promise: as each post is chosen from what led before it, the server's other
 * orders are played through too, in the order of their times, with what they missed.
 *
 * A paused order is forecast as if it were resumed now.
 *
 * @param orders all of the server
 * @param count how many days
 */
export function forecastPosts(
  channelId: string,
  orders: readonly DailyOrder[],
  now: Temporal.Instant,
  count: number,
  facts: FactIndex,
  memory: ServerMemory,
): readonly Forecast[] {
  const asked = orders.find((it) => it.channelId === channelId);
  const played = copyMemory(memory);
  const playing = new Map(orders.map((it) => [it.channelId, it.channelId === channelId ? resumed(it, now) : it]));
  const running = [...playing.values()].filter((it) => it.paused === undefined);
  const missed = missedPosts(running, now, GRACE).filter(({ day, order }) => !isSkipped(order, day));
  const posts: Forecast[] = [];
  let waiting = [...missed, ...running.map((order) => comingPost(order, now))];
  while (posts.length < count) {
    const [next, ...others] = waiting.toSorted(inTurn);
    if (next === undefined) break;
    const { day, order } = next;
    const choice = choosePost(order, day, facts, played, [...playing.values()]);
    if (choice.lead !== undefined) noteLead(played, order.channelId, choice.lead.id, day);
    const served = { ...order, lastDay: day };
    playing.set(order.channelId, served);
    waiting = others;
    // Recorded at the next beat, with what would have led.
    if (missed.includes(next)) continue;
    if (order.channelId === channelId) posts.push({ ...next, order: asked ?? order, choice });
    waiting.push(nextPost(served, next.at));
  }
  return posts;
}

function resumed(order: DailyOrder, now: Temporal.Instant): DailyOrder {
  return order.paused === undefined ? order : { ...order, paused: undefined, activeSince: now };
}

/** The first day from the coming one on that has a post; `undefined` where none within a year has. Pure. */
export function nextWithPost(order: DailyOrder, { facts, memory, now }: Outlook): Due | undefined {
  let due = comingPost(order, now);
  for (let days = 0; days < YEAR; days++) {
    if (poolOf(order, due.day, facts, memory) !== undefined) return due;
    due = nextPost({ ...order, lastDay: due.day }, due.at);
  }
  return undefined;
}

/** The order's next day, with or without a post: what is due now, else what comes after `now`. */
export function comingPost(order: DailyOrder, now: Temporal.Instant): Due {
  return duePosts([order], now, GRACE).find(({ day }) => !isSkipped(order, day)) ?? nextPost(order, now);
}
