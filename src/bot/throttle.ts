import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds from one request to the next. Discord allows a bot 50 in any second; 49 leave room for jitter. */
const SPACING = 20.4;

/** Milliseconds of delay that are made up for: what timers are late by, but not what a busy machine is. */
const MADE_UP = 10;

/** Real time: milliseconds that never go backwards, and a way to let some pass. */
export interface RealTime {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

const realTime: RealTime = { now: () => performance.now(), sleep: (ms) => sleep(ms) };

/**
 * Holds requests back to Discord's own limit, one after the other and evenly, over all clients that share the function
 * made. Answers to interactions do not count with Discord, and do not wait.
 *
 * discord.js counts for each client apart, and p-throttle by when requests were to go: after a moment in which the
 * machine did something else, all of them go at once, and Discord refuses those above its limit.
 */
export function throttle<Init, Response>(
  request: (url: string, init: Init) => Promise<Response>,
  { now, sleep }: RealTime = realTime,
) {
  let free = now();
  let last = Promise.resolve();
  return async (url: string, init: Init): Promise<Response> => {
    if (!/\/(interactions|webhooks)\//.test(url)) {
      last = last.then(turn);
      await last;
    }
    return request(url, init);
  };

  async function turn(): Promise<void> {
    const wait = free - now();
    if (wait > 0) await sleep(wait);
    free = Math.max(free, now() - MADE_UP) + SPACING;
  }
}
