import type { Log } from "../../log.ts";
import type { GatewayInfo } from "./gateway-info.ts";
import { doubling, type RealTime } from "./real-time.ts";

/** Milliseconds from one start to the next of shards that Discord counts together. */
const SPACING = 5250;

/** So many starts of a shard within `WITHIN` come without a pause; the others keep ever longer ones. */
const PAUSE = { free: 3, first: 10_000, most: 600_000, within: 3_600_000 } as const;

/** Lets shards begin sessions: Discord allows 1,000 a day or so, and resets the token of who needs more. */
export interface SessionStarts {
  /** Resolves when the shard may begin a session, and counts it. Rejects when `signal` breaks it off. */
  take(shard: number, signal: AbortSignal): Promise<void>;
  /** Takes in what Discord says of those that are left. */
  learn(info: GatewayInfo): void;
  /** Milliseconds until Discord allows more; 0 while it does. */
  wait(): number;
}

/**
 * @param ask what Discord says now, asked when those that were left are used up
 */
export function createSessionStarts(
  ask: () => Promise<GatewayInfo>,
  log: Log,
  { now, sleep }: RealTime,
  spacing = SPACING,
): SessionStarts {
  let left = 1;
  let resetAt = now();
  let together = 1;
  let told = false;
  const freeAt = new Map<number, number>();
  const startsOf = new Map<number, readonly number[]>();
  const starts: SessionStarts = {
    async take(shard, signal) {
      const recent = (startsOf.get(shard) ?? []).filter((at) => at + PAUSE.within > now());
      await sleep(pauseAfter(recent, now()), signal);
      await waitForSlot(shard % together, signal);
      while (left <= 0) await waitForMore(signal);
      left -= 1;
      startsOf.set(shard, [...recent, now()]);
    },
    learn({ session_start_limit: limit }) {
      left = limit.remaining;
      if (left > 0) told = false;
      resetAt = now() + limit.reset_after;
      together = limit.max_concurrency;
    },
    wait: () => (left > 0 ? 0 : untilMore()),
  };
  return starts;

  async function waitForSlot(key: number, signal: AbortSignal): Promise<void> {
    const at = Math.max(now(), freeAt.get(key) ?? 0);
    freeAt.set(key, at + spacing);
    await sleep(at - now(), signal);
  }

  /** At least a minute, for Discord counts by its own clock. */
  function untilMore(): number {
    return Math.max(resetAt - now(), 60_000);
  }

  async function waitForMore(signal: AbortSignal): Promise<void> {
    const wait = untilMore();
    const minutes = Math.ceil(wait / 60_000);
    if (!told) log.warn({ minutes }, "Discord allows no more sessions for now; none is begun until it does");
    told = true;
    await sleep(wait, signal);
    starts.learn(await ask());
  }
}

/** Milliseconds that a shard waits before it begins a session, by when it began others, oldest first. Pure. */
export function pauseAfter(recent: readonly number[], now: number): number {
  const last = recent.at(-1);
  if (last === undefined || recent.length < PAUSE.free) return 0;
  return Math.max(0, last + doubling(PAUSE.first, recent.length - PAUSE.free, PAUSE.most) - now);
}
