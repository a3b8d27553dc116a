import { doubling, type RealTime } from "./real-time.ts";

/** Milliseconds of a wait whose length is not said, the first time and at most. */
const UNSAID = { first: 60_000, most: 3_600_000 } as const;

/** Waits this short may follow each other a few times; whoever is refused ever again waits longer, whatever is said. */
const PATIENT = { times: 10, first: 1000, most: 600_000 } as const;

/** So many routes that are refused for so long within a minute are not refused each for itself. */
const ALIKE = { routes: 5, wait: 30_000, within: 60_000 } as const;

/** Beyond so many routes, those whose wait is over are forgotten. */
const MOST_REMEMBERED = 1000;

/** How a request was refused with 429. */
export interface Refusal {
  /** Milliseconds; `undefined` when nothing usable was said. */
  readonly wait: number | undefined;
  /** Whether it is for everything, not for one route. */
  readonly all: boolean;
}

/** What has to wait, and until when. All in milliseconds. */
export interface Holds {
  /** Until a request to that route may go; 0 now. */
  of(route: string): number;
  /** Until any request may go; 0 now. */
  ofAll(): number;
  /** Takes in a refusal. @returns how long the route, or everything, now waits */
  refuse(route: string, refusal: Refusal): { readonly all: boolean; readonly wait: number };
  /** Takes in that a request got through. */
  pass(route: string): void;
}

interface Hold {
  readonly until: number;
  /** Refusals one after another; those of requests that were under way together are one. */
  readonly times: number;
}

const EVERYTHING = "everything";

/**
 * Remembers each wait that was asked for, as discord.js does not: it forgets a `Retry-After` beside a bucket that is
 * used up, and one that it hands on instead of waiting.
 */
export function createHolds({ now }: Pick<RealTime, "now">): Holds {
  const holds = new Map<string, Hold>();
  const long = new Map<string, number>();
  const left = (route: string) => Math.max(0, (holds.get(route)?.until ?? 0) - now());

  return {
    of: (route) => Math.max(left(route), left(EVERYTHING)),
    ofAll: () => left(EVERYTHING),

    refuse(route, { all, wait }) {
      const own = hold(all ? EVERYTHING : route, wait);
      if (all || !isAlike(route, own)) return { all, wait: own };
      return { all: true, wait: hold(EVERYTHING, own) };
    },

    pass(route) {
      for (const passed of [route, EVERYTHING]) if (left(passed) === 0) holds.delete(passed);
    },
  };

  function hold(route: string, said: number | undefined): number {
    const { times = 0 } = holds.get(route) ?? {};
    const still = left(route);
    const repeated = still > 0 ? Math.max(times, 1) : times + 1;
    const wait = Math.max(still, lengthOf(said, repeated));
    if (holds.size > MOST_REMEMBERED) forgetOver();
    holds.set(route, { until: now() + wait, times: repeated });
    return wait;
  }

  function isAlike(route: string, wait: number): boolean {
    if (wait < ALIKE.wait) return false;
    long.set(route, now());
    for (const [other, at] of long) if (at + ALIKE.within < now()) long.delete(other);
    return long.size >= ALIKE.routes;
  }

  function forgetOver(): void {
    for (const route of holds.keys()) if (left(route) === 0) holds.delete(route);
  }
}

/** How long to wait, by what was said and how many refusals came one after another. Pure. */
export function lengthOf(said: number | undefined, times: number): number {
  if (said === undefined) return doubling(UNSAID.first, times - 1, UNSAID.most);
  if (times <= PATIENT.times) return said;
  return Math.max(said, doubling(PATIENT.first, times - PATIENT.times - 1, PATIENT.most));
}
