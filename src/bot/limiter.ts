import { notice, type Reply } from "../render/reply.ts";
import { count } from "../render/text.ts";
import type { Caller } from "./command.ts";

/** Commands, buttons and choices in `WINDOW`: far more than anyone reads, far less than it takes to be in others' way. */
const LIMITS = { person: 30, server: 300 } as const;

/** Milliseconds. */
const WINDOW = 30_000;

/** Beyond so many people or servers in one window, the tenth that has been quiet longest is forgotten. */
const MOST_REMEMBERED = 100_000;

/** Milliseconds. The idle are looked for now and then: a Map that just lost many entries is slow to begin to read. */
const SWEEP_EVERY = 1000;

/** A request that comes too soon after others: whose limit it is, and how long until there is room, in milliseconds. */
export interface TooMany {
  readonly who: keyof typeof LIMITS;
  readonly wait: number;
}

/**
 * Counts a request that is within the limits, and lets it pass: `undefined`. One beyond them does not count.
 *
 * @param weight as how many requests it counts
 */
export type Limiter = (caller: Pick<Caller, "userId" | "guildId">, weight: number) => TooMany | undefined;

/**
 * Limits what a person, and all people of a server, can ask of the bot: in no window of 30 seconds more than that.
 *
 * @param now milliseconds that never go backwards
 */
export function createLimiter(now: () => number): Limiter {
  const people = createWindows(LIMITS.person);
  const servers = createWindows(LIMITS.server);
  return ({ guildId, userId }, weight) => {
    const at = now();
    const person = people.wait(userId, at, weight);
    if (person > 0) return { who: "person", wait: person };
    const server = guildId === undefined ? 0 : servers.wait(guildId, at, weight);
    if (server > 0) return { who: "server", wait: server };
    people.count(userId, at, weight);
    if (guildId !== undefined) servers.count(guildId, at, weight);
    return undefined;
  };
}

/** A kind word for the asker alone. */
export function askToWait({ wait, who }: TooMany): Reply {
  const asked = who === "person" ? "You asked" : "People here asked";
  return notice(`${asked} me a lot in a short time; try again in ${count(Math.ceil(wait / 1000), "second")}.`);
}

/**
 * The times of the latest requests by key. Keys stand in the order of their last request, so the idle ones are first.
 */
export function createWindows(limit: number, mostRemembered = MOST_REMEMBERED) {
  const timesBy = new Map<string, number[]>();
  let sweepAt = 0;
  return {
    /** How many keys are remembered. */
    get size() {
      return timesBy.size;
    },
    /** Milliseconds until `weight` more are within the limit, where that is as many at most; 0 when they are now. */
    wait(key: string, at: number, weight = 1): number {
      const times = timesBy.get(key) ?? [];
      const first = times.at(-(limit - weight + 1));
      return first === undefined ? 0 : Math.max(0, first + WINDOW - at);
    },
    count(key: string, at: number, weight = 1): void {
      const times = (timesBy.get(key) ?? []).filter((it) => it + WINDOW > at);
      timesBy.delete(key);
      timesBy.set(key, [...times, ...Array<number>(weight).fill(at)]);
      forgetIdle(at);
    },
  };

  function forgetIdle(at: number): void {
    if (at < sweepAt && timesBy.size <= mostRemembered) return;
    sweepAt = at + SWEEP_EVERY;
    const most = timesBy.size > mostRemembered ? mostRemembered * 0.9 : mostRemembered;
    for (const [key, times] of timesBy) {
      const idle = (times.at(-1) ?? 0) + WINDOW <= at;
      if (!idle && timesBy.size <= most) return;
      timesBy.delete(key);
    }
  }
}
