import type { Log } from "../../log.ts";
import type { RealTime } from "./real-time.ts";

/** Milliseconds after which an outage that goes on is told again, when its reason is another. */
const TOLD_AGAIN = 60_000;

interface Outage {
  readonly since: number;
  /** `undefined` while nothing has failed yet. */
  why: string | undefined;
  told: { readonly at: number; readonly why: string | undefined } | undefined;
}

/** Which shards are without a session. */
export interface Outages {
  /** These are to be connected; others are forgotten. */
  expect(shards: readonly number[]): void;
  begin(shard: number, why: string): void;
  over(shard: number): void;
  /** Whether all are connected. */
  none(): boolean;
  /** @param startsIn milliseconds until Discord allows another session */
  problems(startsIn: number): string[];
  stop(): void;
}

/**
 * Keeps account of shards without a session, with a line in the log for outages of more than a moment, and one for their
 * end: those of several shards share it.
 *
 * @param patience milliseconds, the moment
 * @param onAll called when all are connected
 */
export function createOutages(log: Log, { now }: Pick<RealTime, "now">, patience: number, onAll: () => void): Outages {
  const outages = new Map<number, Outage>();
  /** Milliseconds that they took, by shard. */
  const ended = new Map<number, number>();
  let expected = 0;
  const watch = setInterval(tell, Math.min(patience, 1000)).unref();
  return {
    expect(shards) {
      outages.clear();
      expected = shards.length;
      for (const shard of shards) outages.set(shard, { since: now(), why: undefined, told: undefined });
    },
    begin(shard, why) {
      const outage = outages.get(shard) ?? { since: now(), why, told: undefined };
      outages.set(shard, outage);
      outage.why = why;
    },
    over(shard) {
      const outage = outages.get(shard);
      outages.delete(shard);
      if (outage?.told !== undefined) ended.set(shard, now() - outage.since);
      if (expected > 0 && outages.size === 0) onAll();
    },
    none: () => expected > 0 && outages.size === 0,
    problems: (startsIn) => [
      ...[...outages].map(([shard, { why }]) => `shard ${shard}: ${why ?? "it is being opened"}`),
      ...(startsIn > 0 && outages.size > 0
        ? [`Discord allows no more sessions for ${Math.ceil(startsIn / 60_000)} minutes`]
        : []),
    ],
    stop: () => clearInterval(watch),
  };

  function tell(): void {
    const news = [...outages].filter(([, outage]) => isNews(outage));
    const reasons = [...new Set(news.map(([, { why }]) => why))];
    for (const [, outage] of news) outage.told = { at: now(), why: outage.why };
    if (news.length > 0) log.warn({ shards: numbersOf(news), reasons }, "not connected to Discord; trying again");
    const seconds = Math.round(Math.max(...ended.values()) / 1000);
    if (ended.size > 0) log.info({ shards: numbersOf(ended), seconds }, "connected to Discord again");
    ended.clear();
  }

  function isNews({ since, told, why }: Outage): boolean {
    if (why === undefined || now() - since < patience) return false;
    return told === undefined || (told.why !== why && now() - told.at >= TOLD_AGAIN);
  }
}

function numbersOf(shards: Iterable<readonly [number, unknown]>): number[] {
  return [...shards].map(([shard]) => shard).sort((a, b) => a - b);
}
