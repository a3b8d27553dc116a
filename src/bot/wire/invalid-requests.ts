import type { RealTime } from "./real-time.ts";

/** Discord shuts out an address after 10,000 answers of 401, 403 and 429 in ten minutes. */
const WINDOW = 600_000;

/** Milliseconds that are counted together. */
const STEP = 10_000;

/** So many in ten minutes are let through: answers to people come last to be held back. */
const MOST = { request: 3000, answer: 6000 } as const;

/** Counts requests that Discord calls invalid. */
export interface InvalidRequests {
  count(): void;
  /** Milliseconds until there is room for one more; 0 now. */
  wait(kind: keyof typeof MOST): number;
}

export function createInvalidRequests({ now }: Pick<RealTime, "now">): InvalidRequests {
  /** Oldest first. */
  const steps: { readonly from: number; count: number }[] = [];
  return {
    count() {
      const last = steps.at(-1);
      if (last !== undefined && last.from + STEP > now()) last.count += 1;
      else steps.push({ from: now(), count: 1 });
    },
    wait(kind) {
      while (steps[0] !== undefined && steps[0].from + WINDOW <= now()) steps.shift();
      let over = steps.reduce((sum, { count }) => sum + count, 0) - MOST[kind];
      if (over < 0) return 0;
      const last = steps.find(({ count }) => {
        over -= count;
        return over < 0;
      });
      return (last?.from ?? now()) + WINDOW - now();
    },
  };
}
