import type { Posting, PostingParts } from "./attempt.ts";
import { type Choice, choosePost, type Silence } from "./choice.ts";
import { expiryOf, LEASE, mayStand } from "./delivery.ts";
import { noteLead, type ServerMemory } from "./memory.ts";
import { type DailyOrder, isMoved, isSkipped } from "./order.ts";
import { type Due, inTurn } from "./plan.ts";
import type { OrderQueue } from "./ports.ts";

/** A day to be served: posted, or recorded as missed. */
export interface Task extends Due {
  readonly missed: boolean;
}

/** What serving needs; handed in. */
export interface ServingParts extends PostingParts {
  readonly orders: Pick<OrderQueue, "list">;
}

/**
 * Serves a server: one task after the other, for what led one post does not lead the next; then all of its posts go out
 * at once.
 */
export type Serve = (guildId: string, tasks: readonly Task[]) => Promise<void>;

/**
 * @param begun when this process began: see `mayStand`
 * @param tell takes what failed; it stays open
 */
export function createServing(
  { clock, deliveries, facts, log, onEnd = () => {}, orders }: ServingParts,
  posting: Pick<Posting, "attempt">,
  begun: Temporal.Instant,
  tell: (error: unknown) => void,
): Serve {
  return async (guildId, tasks) => {
    let memory = await deliveries.memory(guildId);
    let asItIs = await orders.list(guildId);
    const claimed: { due: Due; choice: Choice }[] = [];
    for (const task of refresh(tasks, asItIs).toSorted(inTurn)) {
      try {
        const taken = await take(task, memory, asItIs);
        // Nothing was chosen by this process, and perhaps something else by another.
        if (taken === "lost") memory = await deliveries.memory(guildId);
        else if (taken !== "settled") claimed.push({ due: task, choice: taken });
        asItIs = asItIs.map((it) => (it.channelId === task.order.channelId ? { ...it, lastDay: task.day } : it));
      } catch (error) {
        tell(error);
      }
    }
    await Promise.all(claimed.map(({ choice, due }) => post(due, choice).catch(tell)));
  };

  /**
   * Claims a task, or records it as left out.
   *
   * @returns what is to be posted now; `lost` where someone else has it or its order was changed meanwhile
   */
  async function take(
    task: Task,
    memory: ServerMemory,
    all: readonly DailyOrder[],
  ): Promise<Choice | "settled" | "lost"> {
    const now = clock();
    if (isSkipped(task.order, task.day)) return skip(task, "by a moderator");
    // In a long round its time may have run out: the next one finds it missed.
    if (!task.missed && Temporal.Instant.compare(now, expiryOf(task)) > 0) return "settled";

    const choice = choose(task, memory, all);
    if (choice.lead === undefined) return skip(task, choice.reason);
    if (task.missed) return skip(task, "I was offline until it was too late", choice);
    if (mayStand({ at: task.at, channelType: task.order.channelType }, begun, now)) {
      // Claimed only, it is looked for like any that was left open.
      return (await deliveries.claim(task, choice.lead.id, now, now, task.at)) ? "settled" : "lost";
    }
    return (await deliveries.claim(task, choice.lead.id, now, now.add(LEASE))) ? choice : "lost";
  }

  function post(due: Due, choice: Choice): Promise<void> {
    return posting.attempt(due, choice, { attempts: 1, expiresAt: expiryOf(due), unsureBefore: undefined });
  }

  /** Chooses, and lets the server remember it for the posts that are chosen next. */
  function choose({ day, order }: Due, memory: ServerMemory, all: readonly DailyOrder[]): Choice | Silence {
    const choice = choosePost(order, day, facts, memory, all);
    if (choice.lead !== undefined) noteLead(memory, order.channelId, choice.lead.id, day);
    return choice;
  }

  async function skip(due: Due, reason: string, choice?: Choice): Promise<"settled" | "lost"> {
    if (!(await deliveries.skip(due, clock(), reason, choice?.lead.id))) return "lost";
    onEnd("skipped");
    log.warn({ channel: due.order.channelId, day: due.day.toString(), reason }, "delivery skipped");
    return "settled";
  }
}

/**
 * Tasks with their orders as they are now, without those that are none any more: in a long round a moderator may have
 * changed one since it was read.
 */
function refresh(tasks: readonly Task[], orders: readonly DailyOrder[]): Task[] {
  const byChannel = new Map(orders.map((order) => [order.channelId, order]));
  return tasks.flatMap((task) => {
    const order = byChannel.get(task.order.channelId);
    if (order === undefined || order.paused !== undefined) return [];
    const begunLater = Temporal.Instant.compare(order.activeSince, task.at) >= 0;
    return isMoved(order, task.order) || begunLater ? [] : [{ ...task, order }];
  });
}
