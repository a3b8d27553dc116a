import type { FactIndex } from "../../facts/index.ts";
import type { Posting, PostingParts } from "./attempt.ts";
import { type Choice, choosePost, type Silence } from "./choice.ts";
import { expiryOf, LEASE, LEFT_OUT, OFFLINE } from "./delivery.ts";
import { mayStand } from "./doubt.ts";
import { noteLead, type ServerMemory } from "./memory.ts";
import { type DailyOrder, isMoved, isSkipped } from "./order.ts";
import { type Due, inTurn, isPassedOver } from "./plan.ts";
import type { OrderQueue } from "./ports.ts";
import type { Task } from "./task.ts";

const MOVED = "it was moved, while it waited, to a time that had passed";

/** Longer than a flood of 10,000 posts takes. In a round nobody else has posted what was not on record as it began. */
const LONGEST_ROUND = Temporal.Duration.from({ minutes: 5 });

/** What serving needs; handed in. */
export interface ServingParts extends PostingParts {
  readonly orders: Pick<OrderQueue, "list">;
}

/** A round, as far as a server's turn depends on it. */
export interface Round {
  /** When its orders were read. */
  readonly readAt: Temporal.Instant;
  /** Whether it came to its end meanwhile: nothing more is taken. */
  over(): boolean;
  /** Takes each task that is claimed or on record now, or is none any more. */
  settled(task: Task): void;
  /** Takes what failed; its task stays open. */
  failed(error: unknown): void;
}

/**
 * Serves a server: one task after the other, for what led one post does not lead the next. Each post goes out as soon as
 * it is claimed.
 */
export type Serve = (guildId: string, tasks: readonly Task[], round: Round) => Promise<void>;

/** @param begun since when this process posts: see `mayStand` */
export function createServing(
  { clock, deliveries, facts: shipped, factsOf = async () => shipped, log, onEnd = () => {}, orders }: ServingParts,
  posting: Pick<Posting, "attempt">,
  begun: () => Temporal.Instant,
): Serve {
  const oneAtATime = createQueues();
  return async (guildId, tasks, round) => {
    const sending: Promise<void>[] = [];
    const send = (taken: Claimed) => void sending.push(post(taken).catch(round.failed));
    // In two rounds at once a server's posts would be chosen without knowing of each other.
    await oneAtATime(guildId, () => takeAll(guildId, tasks, round, send));
    await Promise.all(sending);
  };

  async function takeAll(guildId: string, tasks: readonly Task[], round: Round, send: (taken: Claimed) => void) {
    const { failed, over, readAt, settled } = round;
    const facts = await factsOf(guildId);
    let memory = await deliveries.memory(guildId);
    let asItIs = await orders.list(guildId);
    for (const task of tasks.toSorted(inTurn)) {
      if (over()) return;
      try {
        const { channelId } = task.order;
        const order = asItIs.find((it) => it.channelId === channelId);
        const current = refresh(task, order);
        const taken =
          current === undefined ? await drop(task, order) : await take(current, [facts, memory, asItIs], readAt);
        // Nothing was chosen by this process, and perhaps something else by another.
        if (taken === "lost") memory = await deliveries.memory(guildId);
        else if (taken !== "settled") send(taken);
        if (current !== undefined) {
          asItIs = asItIs.map((it) => (it.channelId === channelId ? { ...it, lastDay: task.day } : it));
        }
        settled(task);
      } catch (error) {
        failed(error);
      }
    }
  }

  /**
   * Claims a task, or records it as left out.
   *
   * @returns what is to be posted now; `lost` where someone else has it or its order was changed meanwhile
   */
  async function take(
    task: Task,
    its: readonly [FactIndex, ServerMemory, readonly DailyOrder[]],
    readAt: Temporal.Instant,
  ): Promise<Claimed | "settled" | "lost"> {
    const now = clock();
    if (isSkipped(task.order, task.day)) return skip(task, LEFT_OUT);
    // In a long round its time may have run out: the next one finds it missed.
    if (!task.missed && Temporal.Instant.compare(now, expiryOf(task)) > 0) return "settled";

    const choice = choose(task, ...its);
    if (choice.lead === undefined) return skip(task, choice.reason);
    if (task.missed) return skip(task, OFFLINE, choice);
    const stoodStill = Temporal.Instant.compare(now, readAt.add(LONGEST_ROUND)) > 0;
    if (mayStand({ at: task.at, channelType: task.order.channelType }, begun(), stoodStill ? now : readAt)) {
      // Claimed only, it is looked for like any that was left open.
      return (await deliveries.claim(task, choice.lead.id, now, now, task.at)) ? "settled" : "lost";
    }
    const until = now.add(LEASE);
    return (await deliveries.claim(task, choice.lead.id, now, until)) ? { task, choice, until } : "lost";
  }

  function post({ choice, task, until }: Claimed): Promise<void> {
    return posting.attempt(task, choice, { attempts: 1, expiresAt: expiryOf(task), until });
  }

  /** One that waited while its order was moved to a time that had passed leaves a line in the history. */
  async function drop(task: Task, order: DailyOrder | undefined): Promise<"settled"> {
    const moved = !task.missed && order !== undefined && isMoved(order, task.order);
    const passed = moved && isPassedOver(order, task.day, order.activeSince);
    if (passed && (await deliveries.passOver({ ...task, order }, clock(), MOVED))) tellSkipped(task, MOVED);
    return "settled";
  }

  /** Chooses, and lets the server remember it for the posts that are chosen next. */
  function choose(
    { day, order }: Due,
    facts: FactIndex,
    memory: ServerMemory,
    all: readonly DailyOrder[],
  ): Choice | Silence {
    const choice = choosePost(order, day, facts, memory, all);
    if (choice.lead !== undefined) noteLead(memory, order.channelId, choice.lead.id, day);
    return choice;
  }

  async function skip(due: Due, reason: string, choice?: Choice): Promise<"settled" | "lost"> {
    if (!(await deliveries.skip(due, clock(), reason, choice?.lead.id))) return "lost";
    tellSkipped(due, reason);
    return "settled";
  }

  function tellSkipped({ day, order }: Due, reason: string): void {
    onEnd("skipped");
    log.warn({ channel: order.channelId, day: day.toString(), reason }, "delivery skipped");
  }
}

/** A task that was claimed, what it posts, and until when it is held. */
interface Claimed {
  readonly task: Task;
  readonly choice: Choice;
  readonly until: Temporal.Instant;
}

/** Has what is done under one key done one after the other. */
function createQueues(): (key: string, act: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (key, act) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(act);
    const ended = mine.catch(() => {});
    last.set(key, ended);
    await ended;
    if (last.get(key) === ended) last.delete(key);
    await mine;
  };
}

/**
 * A task with its order as it is now, for a moderator may have changed it since it was read; `undefined` where it is none
 * any more.
 */
function refresh(task: Task, order: DailyOrder | undefined): Task | undefined {
  if (order === undefined || order.paused !== undefined || isMoved(order, task.order)) return undefined;
  const since = Temporal.Instant.compare(order.activeSince, task.at);
  // One that was asked for may have an order of this very moment.
  return since > 0 || (since === 0 && task.planned === undefined) ? undefined : { ...task, order };
}
