/** Real time: milliseconds that never go backwards, and a way to let some pass. */
export interface RealTime {
  now(): number;
  /** Rejects when `signal` breaks it off. */
  sleep(ms: number, signal?: AbortSignal): Promise<unknown>;
}

/** The same, for what is mostly over before the time is: breaking off a sleep takes several times as long. */
export interface Timers extends RealTime {
  /** Acts once so many milliseconds have passed. @returns has it not act any more */
  after(ms: number, act: () => void): () => void;
}

/** Milliseconds. A longer one rings at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const realTime: Timers = {
  now: () => performance.now(),
  sleep: (ms, signal) => rest(Math.min(Math.max(ms, 0), LONGEST_TIMER), signal),
  after(ms, act) {
    const timer = setTimeout(act, Math.min(Math.max(ms, 0), LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};

/** Node's own makes an error with its stack for each that is broken off. */
function rest(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const breakOff = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", breakOff);
      resolve();
    }, ms);
    signal?.addEventListener("abort", breakOff, { once: true });
  });
}

/** `first`, doubled with each time, and never more than `most`. Pure. @param times how often before, from 0 */
export function doubling(first: number, times: number, most: number): number {
  return Math.min(first * 2 ** Math.min(times, 30), most);
}
