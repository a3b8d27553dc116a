import { setTimeout as sleep } from "node:timers/promises";

/** Real time: milliseconds that never go backwards, and a way to let some pass. */
export interface RealTime {
  now(): number;
  /** Rejects when `signal` breaks it off. */
  sleep(ms: number, signal?: AbortSignal): Promise<unknown>;
}

/** Milliseconds. A longer one rings at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const realTime: RealTime = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(Math.min(Math.max(ms, 0), LONGEST_TIMER), undefined, { signal }),
};

/** `first`, doubled with each time, and never more than `most`. Pure. @param times how often before, from 0 */
export function doubling(first: number, times: number, most: number): number {
  return Math.min(first * 2 ** Math.min(times, 30), most);
}
