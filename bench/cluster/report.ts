import { timesOf } from "../beside/asking.ts";
import { writeTable } from "../beside/table.ts";
import type { Row } from "../row.ts";
import type { Tally } from "./asking.ts";

/** Seconds within which another process posts. */
const TAKEOVER_LIMIT = 10;

/** How it all went. */
export interface Outcome {
  readonly tallies: readonly Tally[];
  /** Where another process had to take over the posts, and the seconds until its first one. */
  readonly takeovers: readonly { readonly name: string; readonly seconds: number }[];
  /** `seconds`: from when they were due until the last. */
  readonly posts: {
    readonly missing: number;
    readonly doubled: number;
    readonly taken: number;
    readonly seconds: number;
  };
}

/**
 * Seconds from a moment until a process that was elected after it had posted; where no post was left, until it was
 * elected. Not a number where none was elected.
 *
 * @param elections when processes were elected, and `posts` when posts were taken, in order
 */
export function takeover(from: number, elections: readonly number[], posts: readonly number[]): number {
  const elected = elections.find((it) => it >= from);
  if (elected === undefined) return Number.NaN;
  return ((posts.find((it) => it >= elected) ?? elected) - from) / 1000;
}

/** How commands fared in each phase. */
export function writeOutcome({ tallies }: Outcome): string {
  return writeTable(
    ["phase", "sent", "answered", "put off", "p50", "p99", "lost", "failed"],
    tallies.map((tally) => {
      const { p50, p99 } = timesOf(tally.times);
      const answered = tally.times.length - tally.putOff - tally.failed;
      const counts = [tally.sent, answered, tally.putOff].map((it) => it.toLocaleString("en"));
      const times = [p50, p99].map((it) => `${it.toFixed(1)} ms`);
      return [tally.phase, ...counts, ...times, writeLost(tally), String(tally.failed)];
    }),
  );
}

/** Such as `3 (502: 2, nothing: 1)`. */
function writeLost({ causes, lost }: Tally): string {
  if (lost === 0) return "0";
  const silent = lost - causes.values().reduce((sum, it) => sum + it, 0);
  const all = [...causes, ...(silent > 0 ? [["nothing", silent] as const] : [])];
  return `${lost} (${all.map(([cause, times]) => `${cause}: ${times}`).join(", ")})`;
}

export function rowsOf({ posts, takeovers, tallies }: Outcome): Row[] {
  const sum = (count: (tally: Tally) => number) => tallies.reduce((all, it) => all + count(it), 0);
  return [
    { name: "cluster: commands sent", value: sum(({ sent }) => sent), unit: "requests" },
    { name: "cluster: commands without an answer", value: sum(({ lost }) => lost), unit: "requests", limit: 0 },
    { name: "cluster: commands that failed", value: sum(({ failed }) => failed), unit: "requests", limit: 0 },
    { name: "cluster: posts missing", value: posts.missing, unit: "posts", limit: 0 },
    { name: "cluster: posts made twice", value: posts.doubled, unit: "posts", limit: 0 },
    { name: "cluster: from due until the last post", value: posts.seconds, unit: "s" },
    { name: "cluster: posts each second", value: posts.taken / posts.seconds, unit: "posts" },
    ...takeovers.map(
      ({ name, seconds }): Row => ({
        name: `cluster: ${name}, until another process posts`,
        value: seconds,
        unit: "s",
        limit: TAKEOVER_LIMIT,
      }),
    ),
  ];
}
