import { setTimeout as sleep } from "node:timers/promises";

/** Asks something once. @returns milliseconds to the answer; rejects when none came */
export type Ask = (number: number) => Promise<number>;

/** How long answers took, in milliseconds, and how many did not come. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly missed: number;
}

/** One question after the other. @param pause milliseconds between two, of which an answer does not take away */
export async function askInTurn(ask: Ask, times: number, pause = 0): Promise<number[]> {
  const answers: number[] = [];
  for (let number = 0; number < times; number++) {
    answers.push(await ask(number).catch(() => Number.POSITIVE_INFINITY));
    if (pause > 0) await sleep(pause);
  }
  return answers;
}

/** So many questions a second, whether those before were answered or not. */
export async function askSteadily(ask: Ask, perSecond: number, seconds: number): Promise<number[]> {
  const answers: Promise<number>[] = [];
  const began = performance.now();
  for (let number = 0; number < perSecond * seconds; number++) {
    const due = began + (number * 1000) / perSecond;
    // All that are due are asked at once: else those that come late would ask for less.
    if (performance.now() < due) await sleep(due - performance.now());
    answers.push(ask(number).catch(() => Number.POSITIVE_INFINITY));
  }
  return Promise.all(answers);
}

export function timesOf(answers: readonly number[]): Times {
  const sorted = answers.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: rank(0.5), p99: rank(0.99), missed: answers.filter((it) => it === Number.POSITIVE_INFINITY).length };
}
