import type { Clock, Elapsed } from "./clock.ts";
import type { Log } from "./log.ts";
import { createProbe } from "./probe.ts";
import { LONGEST_WAIT, type Problem, type Problems, problemsOf, type Signs, type Unfinished } from "./problems.ts";
import type { DeliveryLog } from "./schedule/ports.ts";
import type { Poster } from "./schedule/poster.ts";

/** Milliseconds that the database or Discord may take, so that health is answered within two seconds. */
const ANSWER_LIMIT = 1500;

/** Milliseconds of real time for which an answer of Discord's, or a write that went well, says that the next will too. */
const FRESH_FOR = 60_000;
const WRITTEN_FOR = 10_000;

/** How the running bot does, for health and metrics. */
export interface Vitals {
  connected(): boolean;
  /** Whether this process is the one that posts, where several share a database. */
  elected(): boolean;
  /** Due posts that have not had their turn. */
  waiting(): number;
  /** Due posts that a round left without an owner. */
  unclaimed(): number;
  /** Posts that were begun and have no end. Rejects when the database does not answer. */
  unfinished(): Promise<Unfinished>;
  /** Why the bot cannot do its work, a line each; empty when it can. Answers within two seconds. */
  problems(): Promise<readonly string[]>;
  /** Looks for problems without asking Discord, and tells the log of new ones and of those that are over. */
  watch(): Promise<void>;
  /** Looks at these from now on; until then it counts as starting, not connected. */
  attend(parts: Attended): void;
}

/** What of the bot is looked at. */
export interface Attended {
  readonly line: {
    connected(): boolean;
    /** What is amiss with it, a line each. */
    problems(): readonly string[];
  };
  readonly poster: Pick<Poster, "progress">;
  /** Whether it is known that some process posts: this one, or another that holds the office. */
  readonly someoneElected: () => boolean;
  /** Whether Discord answers a request. */
  readonly answers: () => Promise<boolean>;
}

/** What vitals need; handed in. */
export interface VitalsParts {
  readonly clock: Clock;
  readonly elapsed: Elapsed;
  readonly log: Log;
  readonly deliveries: Pick<DeliveryLog, "open">;
  /** Writes something to the database; rejects with the reason where that fails. */
  readonly write: () => Promise<void>;
}

export function createVitals({ clock, deliveries, elapsed, log, write }: VitalsParts): Vitals {
  const unfinished = createProbe(() => deliveries.open(clock().subtract(LONGEST_WAIT)), ANSWER_LIMIT);
  const written = createKnown(write, WRITTEN_FOR, elapsed);
  const answered = createKnown(() => ask(), FRESH_FOR, elapsed);
  const tell = createTelling(log);
  let parts: Attended = STARTING;
  return {
    connected: () => parts.line.connected(),
    elected: () => parts.poster.progress().elected,
    waiting: () => parts.poster.progress().waiting,
    unclaimed: () => parts.poster.progress().unclaimed.count,
    unfinished,
    attend(others) {
      parts = others;
    },
    async watch() {
      tell(problemsOf({ ...(await look()), answers: undefined }, clock()), "answers");
    },
    async problems() {
      const [signs, answers] = await Promise.all([look(), answered().then(isFine, () => false)]);
      const problems = problemsOf({ ...signs, answers }, clock());
      tell(problems);
      return [...problems.values(), ...parts.line.problems()];
    },
  };

  async function look(): Promise<Omit<Signs, "answers">> {
    const [open, unwritten] = await Promise.all([
      unfinished().catch(() => undefined),
      written().then(isFine, messageOf),
    ]);
    return {
      ...parts.poster.progress(),
      connected: parts.line.connected(),
      someoneElected: parts.someoneElected(),
      unfinished: open,
      unwritten: unwritten === true ? undefined : unwritten,
    };
  }

  async function ask(): Promise<void> {
    if (!(await parts.answers())) throw new Error("no answer");
  }
}

const STARTING: Attended = {
  line: { connected: () => false, problems: () => [] },
  poster: {
    progress: () => ({
      waiting: 0,
      unclaimed: { count: 0, oldest: undefined },
      orders: 0,
      sinceRound: 0,
      elected: false,
    }),
  },
  someoneElected: () => true,
  answers: async () => true,
};

const isFine = () => true as const;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A probe that is not asked again for so many milliseconds of real time after it went well. */
function createKnown(ask: () => Promise<void>, freshFor: number, elapsed: Elapsed): () => Promise<void> {
  let well = Number.NEGATIVE_INFINITY;
  const probe = createProbe(async () => {
    await ask();
    well = elapsed();
  }, ANSWER_LIMIT);
  return async () => {
    if (elapsed() - well >= freshFor) await probe();
  };
}

/**
 * Tells the log of each problem once, and once more when it is over; of the line others tell. `unasked`: problems of
 * which nothing was learnt.
 */
function createTelling(log: Log): (problems: Problems, unasked?: Problem) => void {
  const told = new Set<Problem>();
  return (problems, unasked) => {
    for (const [kind, problem] of problems) {
      if (kind === "line" || told.has(kind)) continue;
      told.add(kind);
      log.warn({ problem }, "not ready");
    }
    for (const kind of told) {
      if (problems.has(kind) || kind === unasked) continue;
      told.delete(kind);
      log.info({ problem: kind }, "no problem any more");
    }
  };
}
