import pMap from "p-map";
import { createPosting, type PostingParts } from "./attempt.ts";
import { type Choice, choosePost, type ServerMemory } from "./choice.ts";
import { GRACE, inGrace, isLate, LEASE, mayStand } from "./delivery.ts";
import { inTurn } from "./forecast.ts";
import { type DailyOrder, isSkipped } from "./order.ts";
import { type Due, duePosts, missedPosts } from "./plan.ts";
import { createRecovery } from "./recovery.ts";

/** Servers posted to at once: enough to fill Discord's 50 requests a second, few enough that none waits out its lease. */
const CONCURRENCY = 25;

/** A server that cannot be reached for so many days is forgotten. */
const UNREACHABLE_DAYS = 30;

export interface PosterParts extends PostingParts {
  readonly orders: PostingParts["orders"] & {
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

/** Carries out what `plan.ts` decides: claim, post, record. */
export function createPoster(parts: PosterParts): Poster {
  const { clock, deliveries, elected = () => true, facts, log, onEnd = () => {}, orders, outlet } = parts;
  const breakOff = new AbortController();
  const posting = createPosting(parts, breakOff.signal);
  const recover = createRecovery(parts, posting);
  let stopping = false;
  let last: Promise<void> = Promise.resolve();
  let tidied = "";
  let waiting = 0;
  const begun = clock();
  let roundEnded = begun;

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
    progress: () => ({ waiting, roundEnded, elected: elected() }),
  };

  async function round(): Promise<void> {
    if (elected()) await post();
    roundEnded = clock();
  }

  /** Unfinished ones first: their time has run longest. */
  async function post(): Promise<void> {
    await goOn();
    const now = clock();
    const { due, missed } = await plan(now);
    await eachServer(missed, skipMissed);
    await eachServer(due, deliver);
    // Those that may stand in their channel already are claimed, and looked for like any that was left open.
    if (due.some((it) => mayStand(it, begun, now))) await goOn();
    await tidy(now);
  }

  async function goOn(): Promise<void> {
    await each(await deliveries.unfinished(clock()), (it) => recover(it, it.order));
  }

  async function plan(now: Temporal.Instant): Promise<{ due: readonly Due[]; missed: readonly Due[] }> {
    const due: Due[] = [];
    const missed: Due[] = [];
    for await (const some of orders.running()) {
      missed.push(...missedPosts(some, now, GRACE));
      due.push(...duePosts(some, now, GRACE));
    }
    return { due, missed };
  }

  /** Within a server one is chosen after the other, for what led one post does not lead the next. */
  async function eachServer(dues: readonly Due[], act: (dues: readonly Due[], memory: ServerMemory) => Promise<void>) {
    await each([...Map.groupBy(dues, ({ order }) => order.guildId)], async ([guildId, its]) => {
      const [memory, asItIs] = [await deliveries.memory(guildId), await orders.list(guildId)];
      await act(refresh(its, asItIs).toSorted(inTurn), memory);
    });
  }

  async function each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
    const one = async (item: Item) => {
      if (!stopping && elected()) await act(item).catch(tellOpen);
      waiting -= 1;
    };
    waiting += items.length;
    await pMap(items, one, { concurrency: CONCURRENCY });
  }

  function tellOpen(error: unknown): void {
    log.error({ err: error }, "a delivery failed; it stays open");
  }

  async function skipMissed(dues: readonly Due[], memory: ServerMemory): Promise<void> {
    for (const due of dues) {
      const asOrdered = isSkipped(due.order, due.day);
      const choice = asOrdered ? undefined : choose(due, memory);
      await skip(due, asOrdered ? "by a moderator" : "I was offline until it was too late", choice);
    }
  }

  async function deliver(dues: readonly Due[], memory: ServerMemory): Promise<void> {
    const claimed: { due: Due; choice: Choice }[] = [];
    for (const due of dues) {
      if (isSkipped(due.order, due.day)) {
        await skip(due, "by a moderator");
        continue;
      }
      const now = clock();
      if (!mayGo(due, now)) continue;
      const choice = choose(due, memory);
      if (mayStand(due, begun, now)) await deliveries.claim(due, choice.lead.id, now, now, due.at);
      else if (await deliveries.claim(due, choice.lead.id, now, now.add(LEASE))) claimed.push({ due, choice });
    }
    const first = { attempts: 1, unsureBefore: undefined };
    await Promise.all(claimed.map(({ choice, due }) => posting.attempt(due, choice, first).catch(tellOpen)));
  }

  /** Chooses, and lets the server remember it for the posts that are chosen next. */
  function choose({ day, order }: Due, memory: ServerMemory): Choice {
    const choice = choosePost(order, day, facts, memory);
    memory.led.set(choice.lead.id, day);
    return choice;
  }

  async function skip(due: Due, reason: string, choice?: Choice): Promise<void> {
    await deliveries.skip(due, clock(), reason, choice?.lead.id);
    onEnd("skipped");
  }

  /** Once a day, and at the first beat. */
  async function tidy(now: Temporal.Instant): Promise<void> {
    const today = now.toZonedDateTimeISO("UTC").toPlainDate();
    if (tidied === today.toString()) return;
    await deliveries.tidy(today);
    for (const guildId of await deliveries.refusedServers(today.subtract({ days: UNREACHABLE_DAYS }))) {
      if (!(await outlet.reaches(guildId))) await deliveries.forgetServer(guildId);
    }
    tidied = today.toString();
  }
}

/**
 * Dues with their orders as they are now, without those that are due no more: in a long round a moderator may have
 * changed one since it was read.
 */
function refresh(dues: readonly Due[], orders: readonly DailyOrder[]): Due[] {
  const byChannel = new Map(orders.map((order) => [order.channelId, order]));
  return dues.flatMap((due) => {
    const order = byChannel.get(due.order.channelId);
    if (order === undefined || order.paused !== undefined) return [];
    const moved = !order.time.equals(due.order.time) || order.timeZone !== due.order.timeZone;
    const begunLater = Temporal.Instant.compare(order.activeSince, due.at) >= 0;
    return moved || begunLater ? [] : [{ ...due, order }];
  });
}

/** In a long round the day may have ended since it began: a post on time still goes out, one to be made up for does not. */
function mayGo({ at, day, order }: Due, now: Temporal.Instant): boolean {
  return !isLate(at, now) || inGrace(at, day, order.timeZone, now);
}
