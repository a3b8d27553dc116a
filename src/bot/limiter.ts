import { notice, type Reply } from "../render/reply.ts";
import { count } from "../render/text.ts";
import type { Caller } from "./tools.ts";

/**
 * Requests in `WINDOW`: commands, buttons and choices that are asked for, far more than anyone reads; and lists that
 * appear as one types, far more than anyone's fingers bring about. Both far less than it takes to be in others' way.
 */
const LIMITS = { asked: { person: 30, server: 300 }, typed: { person: 150, server: 1500 } } as const;

/** The most that one request may weigh: all that a person has in one window. */
export const HEAVIEST = LIMITS.asked.person;

/** Milliseconds. */
const WINDOW = 30_000;

/** Beyond so many people or servers in one window, the tenth that has been quiet longest is forgotten. */
const MOST_REMEMBERED = 100_000;

/** Milliseconds. The idle are looked for now and then: a Map that just lost many entries is slow to begin to read. */
const SWEEP_EVERY = 1000;

/** A request that comes too soon after others: whose limit it is, and how long until there is room, in milliseconds. */
export interface TooMany {
  readonly who: "person" | "server";
  readonly wait: number;
}

/**
 * Counts a request that is within the limits, and lets it pass: `undefined`. One beyond them does not count.
 *
 * @param weight as how many requests it counts
 * @param kind what it is: those that are asked for and those that come with typing are counted apart
 */
export type Limiter = (
  caller: Pick<Caller, "userId" | "guildId">,
  weight: number,
  kind: keyof typeof LIMITS,
) => TooMany | undefined;

/**
 * Limits what a person, and all people of a server, can ask of the bot: in no window of 30 seconds more than that.
 *
 * @param now milliseconds that never go backwards
 */
export function createLimiter(now: () => number): Limiter {
  const windowsOf = ({ person, server }: (typeof LIMITS)[keyof typeof LIMITS]) => ({
    people: createWindows(person),
    servers: createWindows(server),
  });
  const kinds = { asked: windowsOf(LIMITS.asked), typed: windowsOf(LIMITS.typed) };
  return ({ guildId, userId }, weight, kind) => {
    const at = now();
    const { people, servers } = kinds[kind];
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
      const times = timesBy.get(key) ?? [];
      const past = times.findIndex((it) => it + WINDOW > at);
      times.splice(0, past === -1 ? times.length : past);
      times.push(...Array<number>(weight).fill(at));
      timesBy.delete(key);
      timesBy.set(key, times);
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
