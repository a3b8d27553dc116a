import { type RealTime, realTime } from "./real-time.ts";

/** Milliseconds from one request to the next. Discord allows a bot 50 in any second; 49 leave room for jitter. */
const SPACING = 20.4;

/** Milliseconds of delay that are made up for: what timers are late by, but not what a busy machine is. */
const MADE_UP = 10;

/**
 * Gives requests their turns by Discord's own limit, one after the other and evenly, over all clients that share it.
 *
 * discord.js counts for each client apart, and p-throttle by when requests were to go: after a moment in which the
 * machine did something else, all of them go at once, and Discord refuses those above its limit.
 */
export function createTurns({ now, sleep }: RealTime = realTime): () => Promise<void> {
  let free = now();
  let last = Promise.resolve();
  return () => {
    last = last.then(turn);
    return last;
  };

  async function turn(): Promise<void> {
    const wait = free - now();
    if (wait > 0) await sleep(wait);
    free = Math.max(free, now() - MADE_UP) + SPACING;
  }
}
