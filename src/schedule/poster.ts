import { createPosting } from "./attempt.ts";
import { GRACE } from "./delivery.ts";
import { createFollowUp } from "./follow-up.ts";
import { createLanes } from "./lanes.ts";
import type { DailyOrder } from "./order.ts";
import { createPausing } from "./pausing.ts";
import { duePosts, missedPosts } from "./plan.ts";
import type { OrderQueue } from "./ports.ts";
import { createRecovery, type RecoveryParts } from "./recovery.ts";
import { createServing, type Task } from "./serving.ts";

export interface PosterParts extends RecoveryParts {
  readonly orders: OrderQueue;
  /** Whether this process is the one that posts, where several share a database; without it, always. */
  readonly elected?: () => boolean;
}

/** How the poster gets on, for health and metrics. */
export interface Progress {
  /** Servers and deliveries that have not had their turn yet. */
  readonly waiting: number;
  /** When a round last ended without failing; when the poster was made, before the first. */
  readonly roundEnded: Temporal.Instant;
  /** Whether this process is the one that posts. */
  readonly elected: boolean;
}

export interface Poster {
  /**
   * Posts all that is due now and goes on with what was left open, if this process is elected; resolves when that is
   * done. During another beat it waits for that one's round, and looks again.
   */
  beat(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has ended; after `limit` it is broken off. */
  stop(limit: Temporal.Duration): Promise<void>;
  progress(): Progress;
}

/**
 * Carries out what `plan.ts` decides: claim, post, record.
 *
 * Posts that fall due and those that were left open go in lanes of their own, so that what hangs holds up nothing new.
 */
export function createPoster(parts: PosterParts): Poster {
  const { clock, deliveries, elected = () => true, log, orders, outlet } = parts;
  const breakOff = new AbortController();
  const begun = clock();
  const followUp = createFollowUp(parts, breakOff.signal);
  const pausing = createPausing(parts, breakOff.signal);
  const posting = createPosting(parts, followUp, pausing, breakOff.signal);
  const recover = createRecovery(parts, posting, begun, breakOff.signal);
  const serve = createServing(parts, posting, begun, tellOpen);
  const lanes = createLanes(() => !stopping && elected(), tellOpen);
  let stopping = false;
  let rounds: Promise<void> = Promise.resolve();
  let recoveries: Promise<void> = Promise.resolve();
  let roundEnded = begun;
  let tidied = "";

  return {
    async beat() {
      const asked = clock();
      const round = rounds.then(() => serveDue(asked)).catch(tellFailed);
      const goneOn = recoveries
        .then(() => round)
        .then(goOn)
        .catch(tellFailed);
      [rounds, recoveries] = [round, goneOn];
      await goneOn;
      await lanes.ended();
    },
    async stop(limit) {
      stopping = true;
      const timer = setTimeout(() => breakOff.abort(), limit.total("milliseconds"));
      await Promise.all([rounds, recoveries]);
      await lanes.ended();
      clearTimeout(timer);
    },
    progress: () => ({ waiting: lanes.waiting(), roundEnded, elected: elected() }),
  };

  /** What is due at `asked`: a beat that had to wait for the one before it does not lose the end of a day. */
  async function serveDue(asked: Temporal.Instant): Promise<void> {
    if (elected()) {
      const tasks: Task[] = [];
      for await (const some of orders.running()) tasks.push(...tasksOf(some, asked));
      await lanes.each([...Map.groupBy(tasks, ({ order }) => order.guildId)], ([guildId, its]) => serve(guildId, its));
      tidyDaily(asked);
    }
    roundEnded = clock();
  }

  async function goOn(): Promise<void> {
    if (!elected()) return;
    await lanes.each(await deliveries.unfinished(clock()), recover);
    await lanes.each(await deliveries.owed(clock()), followUp);
    await lanes.each(await orders.untold(clock()), pausing.tellMaker);
  }

  /** Once a day and at the first beat, beside the posts; again at the next beat where it failed. */
  function tidyDaily(now: Temporal.Instant): void {
    const today = now.toZonedDateTimeISO("UTC").toPlainDate();
    if (tidied === today.toString()) return;
    tidied = today.toString();
    lanes.beside(() =>
      tidy(today).catch((error) => {
        tidied = "";
        log.error({ err: error }, "what had its time could not be forgotten; the next beat tries again");
      }),
    );
  }

  async function tidy(today: Temporal.PlainDate): Promise<void> {
    await deliveries.tidy(today);
    for (const guildId of await deliveries.silentServers(today)) {
      if (stopping) return;
      const reached = await outlet.reaches(guildId, breakOff.signal);
      if (reached !== undefined) await deliveries.noteReach(guildId, reached, today);
    }
  }

  function tellOpen(error: unknown): void {
    log.error({ err: error }, "a part of a beat failed; it is tried again");
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
