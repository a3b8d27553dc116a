import type { DeliveryLog } from "./schedule/ports.ts";
import type { Progress } from "./schedule/poster.ts";

/** Milliseconds; longer than a flood of 10,000 posts takes at Discord's limit. A round begins each minute. */
const LONGEST_ROUND = 300_000;

/** After this a post calls itself late. */
export const LONGEST_WAIT = Temporal.Duration.from({ minutes: 10 });

/** A process that stands by leaves the one that posts as long as a flood takes. */
const LEFT_TO_OTHERS = Temporal.Duration.from({ milliseconds: LONGEST_ROUND });

/** Fewer posts in trouble than one in so many orders are their channels' matter: the bot does its work. */
const TROUBLED_SHARE = 20;

/** Why the bot cannot do its work, in words by kind. */
export type Problems = ReadonlyMap<Problem, string>;

export type Problem = "line" | "database" | "writing" | "round" | "election" | "answers" | "unclaimed" | "late";

export type Unfinished = Awaited<ReturnType<DeliveryLog["open"]>>;

/** What readiness is judged by. */
export interface Signs extends Progress {
  readonly connected: boolean;
  readonly someoneElected: boolean;
  /** `undefined` when the database does not answer. */
  readonly unfinished: Unfinished | undefined;
  /** Why nothing can be written; `undefined` when it can. */
  readonly unwritten: string | undefined;
  /** Whether Discord answers; `undefined` where it was not asked. */
  readonly answers: boolean | undefined;
}

/** Why the bot cannot do its work, by kind. Pure. */
export function problemsOf(signs: Signs, now: Temporal.Instant): Problems {
  const { answers, connected, elected, orders, sinceRound, someoneElected, unclaimed, unfinished, unwritten } = signs;
  const late = unfinished?.late ?? 0;
  const behind = elected || isOver(unclaimed.oldest, LEFT_TO_OTHERS, now);
  const problems: [Problem, string | false][] = [
    ["line", !connected && "not connected to Discord"],
    ["database", unfinished === undefined && "the database does not answer"],
    ["writing", unfinished !== undefined && unwritten !== undefined && `the database cannot be written: ${unwritten}`],
    [
      "round",
      sinceRound > LONGEST_ROUND && `no round of posts has ended for ${Math.floor(sinceRound / 60_000)} minutes`,
    ],
    ["election", !someoneElected && "it is not known that any process posts"],
    ["answers", answers === false && "Discord does not answer requests"],
    ["unclaimed", behind && isMuch(unclaimed.count, orders) && `${count(unclaimed)} not begun`],
    ["late", isMuch(late, orders) && `${count({ count: late, oldest: unfinished?.oldest })} not gone out`],
  ];
  return new Map(problems.filter((it): it is [Problem, string] => it[1] !== false));
}

function isMuch(troubled: number, orders: number): boolean {
  return troubled > 0 && troubled * TROUBLED_SHARE >= orders;
}

function count({ count, oldest }: Progress["unclaimed"]): string {
  return count === 1 ? `a post due at ${oldest} has` : `${count} posts, the oldest due at ${oldest}, have`;
}

function isOver(since: Temporal.Instant | undefined, limit: Temporal.Duration, now: Temporal.Instant): boolean {
  return since !== undefined && Temporal.Instant.compare(now, since.add(limit)) > 0;
}
