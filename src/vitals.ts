import type { Clock } from "./clock.ts";
import { createProbe } from "./probe.ts";
import type { DeliveryLog } from "./schedule/ports.ts";
import type { Poster } from "./schedule/poster.ts";

/** Milliseconds that the database may take, so that health is answered within two seconds. */
const DATABASE_LIMIT = 1500;

/** Longer than a flood of 10,000 posts takes at Discord's limit. A round begins each minute. */
const LONGEST_ROUND = Temporal.Duration.from({ minutes: 5 });

/** After this a post calls itself late. */
const LONGEST_WAIT = Temporal.Duration.from({ minutes: 10 });

/** How the running bot does, for health and metrics. */
export interface Vitals {
  connected(): boolean;
  /** Whether this process is the one that posts, where several share a database. */
  elected(): boolean;
  /** Due posts that have not had their turn. */
  waiting(): number;
  /** Posts that were begun and have no end. Rejects when the database does not answer. */
  unfinished(): Promise<Unfinished>;
  /** Why the bot cannot do its work, a line each; empty when it can. Answers within two seconds. */
  problems(): Promise<readonly string[]>;
  /** Looks at these from now on; until then it counts as starting, not connected. */
  attend(line: Line, poster: Pick<Poster, "progress">): void;
}

/** The connection to Discord. */
interface Line {
  connected(): boolean;
  /** What is amiss with it, a line each. */
  problems(): readonly string[];
}

type Unfinished = Awaited<ReturnType<DeliveryLog["open"]>>;

export function createVitals(clock: Clock, deliveries: Pick<DeliveryLog, "open">): Vitals {
  const unfinished = createProbe(() => deliveries.open(), DATABASE_LIMIT);
  const started = clock();
  let line: Line = { connected: () => false, problems: () => [] };
  let progress: Poster["progress"] = () => ({ waiting: 0, roundEnded: started, elected: false });
  return {
    connected: () => line.connected(),
    elected: () => progress().elected,
    waiting: () => progress().waiting,
    unfinished,
    attend(its, poster) {
      line = its;
      progress = poster.progress;
    },
    async problems() {
      const answer = await unfinished().catch(() => undefined);
      const { roundEnded } = progress();
      const signs = { connected: line.connected(), roundEnded, unfinished: answer };
      return [...problemsOf(signs, clock()), ...line.problems()];
    },
  };
}

/** What readiness is judged by. */
interface Signs {
  readonly connected: boolean;
  readonly roundEnded: Temporal.Instant;
  /** `undefined` when the database does not answer. */
  readonly unfinished: Unfinished | undefined;
}

/** Why the bot cannot do its work. Pure. */
export function problemsOf({ connected, roundEnded, unfinished }: Signs, now: Temporal.Instant): string[] {
  const oldest = unfinished?.oldest;
  return [
    !connected && "not connected to Discord",
    unfinished === undefined && "the database does not answer",
    isOver(roundEnded, LONGEST_ROUND, now) && `no round of posts has ended since ${roundEnded}`,
    oldest !== undefined && isOver(oldest, LONGEST_WAIT, now) && `a post due at ${oldest} has not gone out`,
  ].filter((it) => it !== false);
}

function isOver(since: Temporal.Instant, limit: Temporal.Duration, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, since.add(limit)) > 0;
}
