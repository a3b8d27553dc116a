import type { FactIndex } from "../../facts/index.ts";
import { type Choice, choosePost, type Silence } from "./choice.ts";
import { GRACE } from "./delivery.ts";
import { copyMemory, noteLead, type ServerMemory } from "./memory.ts";
import { type DailyOrder, isSkipped } from "./order.ts";
import { type Due, duePosts, inTurn, missedPosts, nextPost, scheduledAt } from "./plan.ts";
import { poolOf } from "./pool.ts";

/** How far ahead an order's next post is looked for, in days: a year. */
const YEAR = 366;

/** So many choices are made at a stretch: a few milliseconds, also in a process that has just begun. */
const AT_A_STRETCH = 8;

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

/** What a forecast is made from; `orders`: all of the server; `count`: how many days. */
type Given = readonly [
  channelId: string,
  orders: readonly DailyOrder[],
  now: Temporal.Instant,
  count: number,
  facts: FactIndex,
  memory: ServerMemory,
];

/**
 * The next days of one order, beginning with one whose post is due now; those without a post among them, those that a
 * moderator left out not. Pure, and a promise: as each post is chosen from what led before it, the server's other
 * orders are played through too, in the order of their times, with what they missed.
 *
 * A paused order is forecast as if it were resumed now.
 */
export function forecastPosts(...given: Given): readonly Forecast[] {
  const steps = foretell(...given);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, a few choices at a time: between these, others have their turn. */
export async function forecastByTurns(giveWay: () => Promise<void>, ...given: Given): Promise<readonly Forecast[]> {
  const steps = foretell(...given);
  for (let made = 1; ; made++) {
    const step = steps.next();
    if (step.done) return step.value;
    if (made % AT_A_STRETCH === 0) await giveWay();
  }
}

/** Stops after each choice. */
function* foretell(...[channelId, orders, now, count, facts, memory]: Given): Generator<void, readonly Forecast[]> {
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
    yield;
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
  const first = comingPost(order, now);
  for (let ahead = 0; ahead < YEAR; ahead++) {
    const day = first.day.add({ days: ahead });
    if (isSkipped(order, day) || poolOf(order, day, facts, memory) === undefined) continue;
    // Only now: the time in its zone costs more than all the rest.
    const at = scheduledAt(order, day);
    if (at !== undefined) return { order, day, at };
  }
  return undefined;
}

/** The order's next day, with or without a post: what is due now, else what comes after `now`. */
export function comingPost(order: DailyOrder, now: Temporal.Instant): Due {
  return duePosts([order], now, GRACE).find(({ day }) => !isSkipped(order, day)) ?? nextPost(order, now);
}
