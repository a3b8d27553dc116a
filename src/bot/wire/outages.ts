import type { Log } from "../../log.ts";
import type { RealTime } from "./real-time.ts";

/** Milliseconds after which an outage that goes on is told again, when its reason is another. */
const TOLD_AGAIN = 60_000;

interface Outage {
  readonly since: number;
  /** `undefined` while nothing has failed yet. */
  why: string | undefined;
  told: { readonly at: number; readonly why: string } | undefined;
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
 * Keeps account of shards without a session, with a line in the log for each outage of more than a moment, and one for
 * its end.
 *
 * @param patience milliseconds, the moment
 * @param onAll called when all are connected
 */
export function createOutages(log: Log, { now }: Pick<RealTime, "now">, patience: number, onAll: () => void): Outages {
  const outages = new Map<number, Outage>();
  let expected = 0;
  const watch = setInterval(() => outages.forEach(tell), Math.min(patience, 1000)).unref();
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
      tell(outage, shard);
    },
    over(shard) {
      const outage = outages.get(shard);
      outages.delete(shard);
      if (outage?.told !== undefined)
        log.info({ shard, seconds: Math.round((now() - outage.since) / 1000) }, "connected to Discord again");
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

  function tell(outage: Outage, shard: number): void {
    const { since, told, why } = outage;
    if (why === undefined || now() - since < patience) return;
    if (told !== undefined && (told.why === why || now() - told.at < TOLD_AGAIN)) return;
    outage.told = { at: now(), why };
    log.warn({ shard, reason: why }, "not connected to Discord; trying again");
  }
}
