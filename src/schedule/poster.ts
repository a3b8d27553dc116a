import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, createPassing } from "../clock.ts";
import { createPosting } from "./attempt.ts";
import { createCorrections } from "./corrections.ts";
import type { Unfinished } from "./delivery.ts";
import { createPostToday, type PostToday } from "./early.ts";
import { createFailures } from "./failures.ts";
import { createFollowUp } from "./follow-up.ts";
import { createEachOnce } from "./hand.ts";
import { createLanes, PATIENCE, upTo } from "./lanes.ts";
import { createPausing } from "./pausing.ts";
import type { DeliveryKey, DeliveryLog, EditLog, OrderQueue } from "./ports.ts";
import { createPutOffs } from "./put-offs.ts";
import { createRecovery, type RecoveryParts } from "./recovery.ts";
import { createReporting, type ReportingParts } from "./reporting.ts";
import { createRounds } from "./rounds.ts";
import { createServing } from "./serving.ts";
import { createStandstill } from "./standstill.ts";
import type { Task } from "./task.ts";
import { createTidying } from "./tidying.ts";
import { createTrust, type TrustParts } from "./trust.ts";

/** Milliseconds after which a round that the database ended is tried once more. */
const AGAIN_AFTER = 250;

export interface PosterParts
  extends Omit<RecoveryParts, "passed" | "putOffs">,
    Partial<Pick<TrustParts, "witness" | "elapsed">> {
  readonly orders: OrderQueue;
  /** Without them, posts stay as they were. */
  readonly edits?: EditLog | undefined;
  /** Without it, what people report is told nobody; it is kept all the same. */
  readonly reports?: ReportingParts["reports"] | undefined;
  /** Whether this process is the one that posts, where several share a database; without it, always. */
  readonly elected?: () => boolean;
  /** Whether the database failed in a way that all feel, and that may be over soon; without it, never. */
  readonly isBusy?: (error: unknown) => boolean;
}

/** How the poster gets on, for health and metrics. */
export interface Progress {
  /** Servers and deliveries that have not had their turn yet. */
  readonly waiting: number;
  /** Due posts that the last round left without an owner, and since when the oldest of them is due. */
  readonly unclaimed: { readonly count: number; readonly oldest: Temporal.Instant | undefined };
  /** How many orders ran when they were counted last. */
  readonly orders: number;
  /** Milliseconds of real time since a round last ended without failing; since the poster was made, before the first. */
  readonly sinceRound: number;
  /** Whether this process is the one that posts. */
  readonly elected: boolean;
}

export interface Poster {
  /**
   * Posts all that is due now and goes on with what was left open, if this process is elected; resolves when that is
   * done. During another beat's round it goes on beside that, with what that one does not have in hand.
   */
  beat(): Promise<void>;
  /** Posts today's post of a channel ahead of its time, whether this process is elected or not. */
  readonly postToday: PostToday;
  /** To be told of a server's own fact that was changed: posts that tell it are corrected. */
  changed(factId: string, guildId: string): Promise<void>;
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
  const { clock, deliveries, elected = () => true, isBusy = () => false, log, orders } = given;
  const putOffs = createPutOffs(log);
  const ownLed = async (factId: string, guildId: string) => corrections?.changed(factId, guildId);
  const parts = { ...given, passed: createPassing(clock, elapsed), putOffs, ownLed };
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
  const mayBegin = () => !stopping && elected() && !standstill.holds();
  const lanes = createLanes(mayBegin, claiming.note);
  const openLanes = createLanes(mayBegin, goingOn.note);
  const eachOnce = createEachOnce(openLanes);
  const serve = createServing(parts, posting, term);
  const rounds = createRounds({ ...parts, elected, isBusy, lanes, trust, serve, tell: claiming.note });
  const tidyDaily = createTidying(parts, openLanes, trust.certain, () => stopping, signal);
  const reports = given.reports && createReporting({ ...parts, reports: given.reports }, signal);
  const quiet = () => lanes.waiting() + openLanes.waiting() === 0;
  const corrections =
    given.edits &&
    createCorrections(
      { ...parts, edits: given.edits },
      () => mayBegin() && quiet(),
      goingOn.note,
      trust.certain,
      signal,
    );
  const postToday = createPostToday({ ...parts, serve, trust, stopping: () => stopping });
  const beats = new Set<Promise<unknown>>();
  let stopping = false;
  let roundEnded = elapsed();

  return {
    async beat() {
      const beat = beatOnce().finally(() => {
        putOffs.settle();
        beats.delete(beat);
      });
      beats.add(beat);
      await beat;
    },
    async postToday(...asked) {
      const posting = postToday(...asked).finally(() => {
        putOffs.settle();
        beats.delete(posting);
      });
      beats.add(posting);
      return posting;
    },
    changed: async (factId, guildId) => corrections?.changed(factId, guildId),
    async stop(limit) {
      stopping = true;
      const timer = setTimeout(() => breakOff.abort(), limit.total("milliseconds"));
      await Promise.allSettled(beats);
      clearTimeout(timer);
    },
    progress() {
      const left = rounds.left();
      return {
        waiting: lanes.waiting() + openLanes.waiting(),
        unclaimed: { count: left.length, oldest: oldestOf(left) },
        orders: rounds.running(),
        sinceRound: elapsed() - roundEnded,
        elected: elected(),
      };
    },
  };

  async function beatOnce(): Promise<void> {
    const round = serveDue(clock()).finally(claiming.settle);
    // What is due goes first, but for a round that is long.
    await upTo(PATIENCE, round);
    await goOn().catch(goingOn.note).finally(goingOn.settle);
    await round;
    if (elected()) await corrections?.beat().catch(goingOn.note).finally(goingOn.settle);
    await Promise.all([lanes.ended(), openLanes.ended()]);
  }

  /** What is due at `asked`: a beat that had to wait for another to have read does not lose the end of a day. */
  async function serveDue(asked: Temporal.Instant): Promise<void> {
    if (stopping) return;
    term();
    if ((await rounds.serveDue(asked)) || (await again(asked))) roundEnded = elapsed();
    if (elected()) tidyDaily();
  }

  /** A line to the database that broke is a new one soon; else the next beat tries. */
  async function again(asked: Temporal.Instant): Promise<boolean> {
    claiming.settle();
    await sleep(AGAIN_AFTER);
    return !stopping && (await rounds.serveDue(asked));
  }

  async function goOn(): Promise<void> {
    if (!elected()) return;
    let certain = false;
    const open = async function* () {
      for await (const some of openParts(deliveries, clock())) {
        if (!(await trust.canAct(true))) return;
        certain = await trust.certain();
        yield some;
      }
    };
    await eachOnce(open(), keyOf, (it) => recover(it, certain));
    const now = clock();
    // Side by side: what fails in one keeps nobody from the others.
    const rest = [
      async () => eachOnce([await deliveries.owed(now)], (it) => `owed ${keyOf(it)}`, followUp),
      async () => eachOnce([await orders.untold(now)], ({ channelId }) => `untold ${channelId}`, pausing.tellMaker),
      async () => reports && eachOnce([await reports.untold()], reports.keyOf, reports.tell),
    ];
    await Promise.all(rest.map((act) => act().catch(goingOn.note)));
  }
}

/** What is unfinished, a part at a time. */
async function* openParts(deliveries: DeliveryLog, now: Temporal.Instant): AsyncGenerator<readonly Unfinished[]> {
  let some = await deliveries.unfinished(now);
  while (some.length > 0) {
    yield some;
    some = await deliveries.unfinished(now, some.at(-1));
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

function keyOf({ channelId, day }: DeliveryKey): string {
  return `${channelId} ${day}`;
}

function oldestOf(tasks: readonly Task[]): Temporal.Instant | undefined {
  return tasks.map(({ at }) => at).toSorted(Temporal.Instant.compare)[0];
}
