import { type Clock, createPassing } from "../clock.ts";
import { createPosting } from "./attempt.ts";
import { GRACE } from "./delivery.ts";
import { createFailures } from "./failures.ts";
import { createFollowUp } from "./follow-up.ts";
import { createLanes } from "./lanes.ts";
import type { DailyOrder } from "./order.ts";
import { createPausing } from "./pausing.ts";
import { duePosts, missedPosts } from "./plan.ts";
import type { OrderQueue } from "./ports.ts";
import { createPutOffs } from "./put-offs.ts";
import { createRecovery, type RecoveryParts } from "./recovery.ts";
import { createServing, type Task } from "./serving.ts";
import { createStandstill } from "./standstill.ts";
import { createTidying } from "./tidying.ts";
import { createTrust, type TrustParts } from "./trust.ts";

export interface PosterParts
  extends Omit<RecoveryParts, "passed" | "putOffs">,
    Partial<Pick<TrustParts, "witness" | "elapsed">> {
  readonly orders: OrderQueue;
  /** Whether this process is the one that posts, where several share a database; without it, always. */
  readonly elected?: () => boolean;
}

/** How the poster gets on, for health and metrics. */
export interface Progress {
  /** Servers and deliveries that have not had their turn yet. */
  readonly waiting: number;
  /** Due posts that the last round left without an owner, and since when the oldest of them is due. */
  readonly unclaimed: { readonly count: number; readonly oldest: Temporal.Instant | undefined };
  /** How many orders ran when they were read last. */
  readonly orders: number;
  /** Milliseconds of real time since a round last ended without failing; since the poster was made, before the first. */
  readonly sinceRound: number;
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
export function createPoster({ elapsed = () => performance.now(), ...given }: PosterParts): Poster {
  const { clock, deliveries, elected = () => true, log, orders } = given;
  const putOffs = createPutOffs(log);
  const parts = { ...given, passed: createPassing(clock, elapsed), putOffs };
  const breakOff = new AbortController();
  const { signal } = breakOff;
  const claiming = createFailures(log, "posting what is due");
  const goingOn = createFailures(log, "going on with what is open");
  const standstill = createStandstill(parts.passed, log);
  const trust = createTrust({ ...parts, elapsed }, signal);
  const term = createTerm(clock, elected);
  const followUp = createFollowUp(parts, signal);
  const pausing = createPausing(parts, signal);
  const posting = createPosting(parts, followUp, pausing, standstill, signal);
  const recover = createRecovery(parts, posting, term, signal);
  const serve = createServing(parts, posting, term, claiming.note);
  const lanes = createLanes(() => !stopping && elected() && !standstill.holds(), goingOn.note);
  const tidyDaily = createTidying(parts, lanes, trust.certain, () => stopping, signal);
  let stopping = false;
  let rounds: Promise<void> = Promise.resolve();
  let recoveries: Promise<void> = Promise.resolve();
  let roundEnded = elapsed();
  let running = 0;
  /** What the last round left: nobody has it. */
  let left: readonly Task[] = [];

  return {
    async beat() {
      const asked = clock();
      const round = rounds.then(() => serveDue(asked)).catch(claiming.note);
      const goneOn = recoveries
        .then(() => round.finally(claiming.settle))
        .then(goOn)
        .catch(goingOn.note)
        .finally(goingOn.settle)
        .finally(putOffs.settle);
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
    progress: () => ({
      waiting: lanes.waiting(),
      unclaimed: { count: left.length, oldest: oldestOf(left) },
      orders: running,
      sinceRound: elapsed() - roundEnded,
      elected: elected(),
    }),
  };

  /** What is due at `asked`: a beat that had to wait for the one before it does not lose the end of a day. */
  async function serveDue(asked: Temporal.Instant): Promise<void> {
    if (stopping) return;
    term();
    const readAt = clock();
    const tasks = await tasksAt(asked);
    // By a clock that was set back meanwhile it may not be due any more.
    const still = elected() ? left.filter(({ at }) => Temporal.Instant.compare(at, asked) <= 0) : [];
    const open = new Map([...still, ...tasks].map((task) => [keyOf(task), task]));
    if (elected() && (await trust.canAct(open.size > 0))) {
      const sure = tasks.some(({ missed }) => missed) && (await trust.certain());
      const acted = [...open.values()].filter(({ missed }) => sure || !missed);
      const settled = (task: Task) => void open.delete(keyOf(task));
      await lanes.each([...Map.groupBy(acted, ({ order }) => order.guildId)], ([guildId, its]) =>
        serve(guildId, its, { readAt, settled }),
      );
    }
    if (elected()) tidyDaily();
    left = [...open.values()].filter(({ missed }) => !missed);
    roundEnded = elapsed();
  }

  async function tasksAt(asked: Temporal.Instant): Promise<Task[]> {
    const tasks: Task[] = [];
    running = 0;
    for await (const some of orders.running()) {
      running += some.length;
      tasks.push(...tasksOf(some, asked));
    }
    return tasks;
  }

  async function goOn(): Promise<void> {
    if (!elected()) return;
    const open = await deliveries.unfinished(clock());
    if (open.length > 0 && (await trust.canAct(true))) {
      const certain = await trust.certain();
      await lanes.each(open, (it) => recover(it, certain));
    }
    await lanes.each(await deliveries.owed(clock()), followUp);
    await lanes.each(await orders.untold(clock()), pausing.tellMaker);
  }
}

/** Since when this process posts without a break. To be called at each beat. */
function createTerm(clock: Clock, elected: () => boolean): () => Temporal.Instant {
  let since = clock();
  let posts = true;
  return () => {
    if (!posts && elected()) since = clock();
    posts = elected();
    return since;
  };
}

function tasksOf(orders: readonly DailyOrder[], now: Temporal.Instant): Task[] {
  return [
    ...missedPosts(orders, now, GRACE).map((due) => ({ ...due, missed: true })),
    ...duePosts(orders, now, GRACE).map((due) => ({ ...due, missed: false })),
  ];
}

function keyOf({ day, order }: Task): string {
  return `${order.channelId} ${day}`;
}

function oldestOf(tasks: readonly Task[]): Temporal.Instant | undefined {
  return tasks.map(({ at }) => at).toSorted(Temporal.Instant.compare)[0];
}
