import pMap from "p-map";
import { createPosting } from "./attempt.ts";
import { type Choice, choosePost, type ServerMemory } from "./choice.ts";
import { expiryOf, GRACE, LEASE, mayStand } from "./delivery.ts";
import { createFollowUp } from "./follow-up.ts";
import { inTurn } from "./forecast.ts";
import { type DailyOrder, isSkipped } from "./order.ts";
import { createPausing, type PausingParts } from "./pausing.ts";
import { type Due, duePosts, missedPosts } from "./plan.ts";
import { createRecovery, type RecoveryParts } from "./recovery.ts";

/** Servers posted to at once: enough to fill Discord's 50 requests a second, few enough that none waits out its lease. */
const CONCURRENCY = 25;

/** Milliseconds after which one that hangs keeps no other waiting: it goes on beside them. */
const PATIENCE = 10_000;

export interface PosterParts extends RecoveryParts {
  readonly orders: PausingParts["orders"] & {
    /** Paused orders whose makers are to be told so by now. */
    untold(now: Temporal.Instant): Promise<readonly DailyOrder[]>;
    /** Every order that is not paused, a part at a time, all of a server in one part. */
    running(): AsyncIterable<readonly DailyOrder[]>;
    /** Oldest first. */
    list(guildId: string): Promise<readonly DailyOrder[]>;
  };
  /** Whether this process is the one that posts, where several share a database; without it, always. */
  readonly elected?: () => boolean;
}

/** How the poster gets on, for health and metrics. */
export interface Progress {
  /** Servers and deliveries of the round under way that have not had their turn yet. */
  readonly waiting: number;
  /** When a round last ended without failing; when the poster was made, before the first. */
  readonly roundEnded: Temporal.Instant;
  /** Whether this process is the one that posts. */
  readonly elected: boolean;
}

export interface Poster {
  /**
   * Posts all that is due now, if this process is elected; resolves when it is done. A beat during another waits for it
   * and looks again.
   */
  beat(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has ended; after `limit` it is broken off. */
  stop(limit: Temporal.Duration): Promise<void>;
  progress(): Progress;
}

/** A day to be served: posted, or recorded as missed. */
interface Task extends Due {
  readonly missed: boolean;
}

/**
 * Carries out what `plan.ts` decides: claim, post, record.
 *
 * Posts that fall due and those that were left open go in lanes of their own, so that what hangs holds up nothing new.
 */
export function createPoster(parts: PosterParts): Poster {
  const { clock, deliveries, elected = () => true, facts, log, onEnd = () => {}, orders, outlet } = parts;
  const breakOff = new AbortController();
  const followUp = createFollowUp(parts, breakOff.signal);
  const pausing = createPausing(parts, breakOff.signal);
  const posting = createPosting(parts, followUp, pausing, breakOff.signal);
  const recover = createRecovery(parts, posting, breakOff.signal);
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  let rounds: Promise<void> = Promise.resolve();
  let recoveries: Promise<void> = Promise.resolve();
  let tidied = "";
  let waiting = 0;
  const begun = clock();
  let roundEnded = begun;

  return {
    async beat() {
      const asked = clock();
      const round = rounds.then(() => serveDue(asked)).catch(tellFailed);
      rounds = round;
      const goneOn = recoveries
        .then(() => round)
        .then(goOn)
        .catch(tellFailed);
      recoveries = goneOn;
      await goneOn;
      await Promise.all(underWay);
    },
    async stop(limit) {
      stopping = true;
      const timer = setTimeout(() => breakOff.abort(), limit.total("milliseconds"));
      await Promise.all([rounds, recoveries]);
      await Promise.all(underWay);
      clearTimeout(timer);
    },
    progress: () => ({ waiting, roundEnded, elected: elected() }),
  };

  /** What is due at `asked`: a beat that had to wait for the one before it does not lose the end of a day. */
  async function serveDue(asked: Temporal.Instant): Promise<void> {
    if (elected()) {
      const tasks: Task[] = [];
      for await (const some of orders.running()) tasks.push(...tasksOf(some, asked));
      await each([...Map.groupBy(tasks, ({ order }) => order.guildId)], ([guildId, its]) => serve(guildId, its));
      tidyDaily(asked);
    }
    roundEnded = clock();
  }

  /** Unfinished ones first: their time has run longest. */
  async function goOn(): Promise<void> {
    if (!elected()) return;
    await each(await deliveries.unfinished(clock()), recover);
    await each(await deliveries.owed(clock()), followUp);
    await each(await orders.untold(clock()), pausing.tellMaker);
  }

  /** Each has its turn, so many at a time; one that hangs leaves its place to the next. */
  async function each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
    waiting += items.length;
    const one = async (item: Item) => {
      waiting -= 1;
      if (stopping || !elected()) return;
      await upTo(
        PATIENCE,
        runBeside(() => act(item)),
      );
    };
    await pMap(items, one, { concurrency: CONCURRENCY });
  }

  function runBeside(act: () => Promise<void>): Promise<void> {
    const work = act()
      .catch(tellOpen)
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }

  /** Within a server one is chosen after the other, for what led one post does not lead the next. */
  async function serve(guildId: string, its: readonly Task[]): Promise<void> {
    const [memory, asItIs] = [await deliveries.memory(guildId), await orders.list(guildId)];
    const claimed: { due: Due; choice: Choice }[] = [];
    for (const task of refresh(its, asItIs).toSorted(inTurn)) {
      const choice = await take(task, memory).catch(tellOpen);
      if (choice !== undefined) claimed.push({ due: task, choice });
    }
    await Promise.all(claimed.map(({ choice, due }) => attempt(due, choice).catch(tellOpen)));
  }

  /** Claims a task, or records it as left out. @returns what is to be posted now */
  async function take(task: Task, memory: ServerMemory): Promise<Choice | undefined> {
    const now = clock();
    if (isSkipped(task.order, task.day)) return skip(task, "by a moderator");
    if (task.missed) return skip(task, "I was offline until it was too late", choose(task, memory));
    // In a long round its time may have run out: the next one finds it missed.
    if (Temporal.Instant.compare(now, expiryOf(task)) > 0) return undefined;

    const choice = choose(task, memory);
    if (mayStand(task, begun, now)) {
      // Claimed only, it is looked for like any that was left open.
      await deliveries.claim(task, choice.lead.id, now, now, task.at);
      return undefined;
    }
    return (await deliveries.claim(task, choice.lead.id, now, now.add(LEASE))) ? choice : undefined;
  }

  function attempt(due: Due, choice: Choice): Promise<void> {
    return posting.attempt(due, choice, { attempts: 1, expiresAt: expiryOf(due), unsureBefore: undefined });
  }

  /** Chooses, and lets the server remember it for the posts that are chosen next. */
  function choose({ day, order }: Due, memory: ServerMemory): Choice {
    const choice = choosePost(order, day, facts, memory);
    memory.led.set(choice.lead.id, day);
    return choice;
  }

  async function skip(due: Due, reason: string, choice?: Choice): Promise<undefined> {
    await deliveries.skip(due, clock(), reason, choice?.lead.id);
    onEnd("skipped");
  }

  /** Once a day and at the first beat, beside the posts. */
  function tidyDaily(now: Temporal.Instant): void {
    const today = now.toZonedDateTimeISO("UTC").toPlainDate();
    if (tidied === today.toString()) return;
    tidied = today.toString();
    void runBeside(() => tidy(today));
  }

  async function tidy(today: Temporal.PlainDate): Promise<void> {
    await deliveries.tidy(today);
    for (const guildId of await deliveries.silentServers(today)) {
      if (stopping) return;
      const reached = await outlet.reaches(guildId, breakOff.signal);
      if (reached !== undefined) await deliveries.noteReach(guildId, reached, today);
    }
  }

  function tellOpen(error: unknown): undefined {
    log.error({ err: error }, "a delivery failed; it stays open");
  }

  function tellFailed(error: unknown): void {
    log.error({ err: error }, "a beat failed; the next one tries again");
  }
}

function tasksOf(orders: readonly DailyOrder[], now: Temporal.Instant): Task[] {
  return [
    ...missedPosts(orders, now, GRACE).map((due) => ({ ...due, missed: true })),
    ...duePosts(orders, now, GRACE).map((due) => ({ ...due, missed: false })),
  ];
}

/** Resolves with the work, or before it once so many milliseconds are over. */
async function upTo(ms: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
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
    const moved = !order.time.equals(task.order.time) || order.timeZone !== task.order.timeZone;
    const begunLater = Temporal.Instant.compare(order.activeSince, task.at) >= 0;
    return moved || begunLater ? [] : [{ ...task, order }];
  });
}
