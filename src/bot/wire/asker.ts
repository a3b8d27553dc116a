import { ConfigError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { toFailure } from "../failure.ts";
import { doubling, type RealTime } from "./real-time.ts";

/** What Discord said counts for so long, where several ask. */
const FRESH = 5000;

/** Milliseconds from one question to the next. */
const PAUSE = { first: 2000, most: 60_000 } as const;

/** Asks Discord something that the bot cannot go on without, for several at once. */
export interface Asker<Told> {
  /**
   * What it says; `fresh`: now. Resolves when it says it.
   *
   * @throws {ConfigError} when Discord refuses the token; with `signal`'s reason when that breaks it off
   */
  ask(fresh: boolean): Promise<Told>;
  /** Why it does not say, in a line; none where it does. */
  unanswered(): string[];
}

/**
 * One asks at a time, and not again for some seconds.
 *
 * @param ask rejects with discord.js's errors, or where what came is not what Discord would say
 */
export function createAsker<Told>(
  ask: (signal: AbortSignal) => Promise<Told>,
  log: Log,
  time: RealTime,
  signal: AbortSignal,
): Asker<Told> {
  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>();
  broken.catch(() => undefined);
  signal.addEventListener("abort", () => breakOff(signal.reason), { once: true });
  let known: Promise<Told> | undefined;
  let askedAt = 0;
  let failure: string | undefined;
  return {
    ask(fresh) {
      if (known !== undefined && (!fresh || time.now() < askedAt + FRESH)) return known;
      askedAt = Number.POSITIVE_INFINITY;
      known = askUntilTold(() => Promise.race([ask(signal), broken]), fail, time, signal);
      known.then(end, end);
      return known;
    },
    unanswered: () => (failure === undefined ? [] : [`Discord cannot be reached (${failure})`]),
  };

  function fail(reason: string): void {
    if (reason !== failure) log.warn(`Discord cannot be reached (${reason}); trying again`);
    failure = reason;
  }

  function end(): void {
    askedAt = time.now();
    if (failure !== undefined && !signal.aborted) log.info("Discord can be reached again");
    failure = undefined;
  }
}

export function tokenRefused(): ConfigError {
  return new ConfigError(
    "DISCORD_TOKEN is refused by Discord; make a new one at https://discord.com/developers/applications → Bot → Reset Token",
  );
}

/**
 * Asks Discord until it says.
 *
 * @param onFailure called with why it did not, each time
 * @throws {ConfigError} when Discord refuses the token; with `signal`'s reason when that breaks it off
 */
async function askUntilTold<Told>(
  ask: () => Promise<Told>,
  onFailure: (reason: string) => void,
  time: RealTime,
  signal: AbortSignal,
): Promise<Told> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (isTokenRefused(error)) throw tokenRefused();
      onFailure(toFailure(error).message);
      const { retryAfter = 0 } = error as { retryAfter?: number };
      await time.sleep(Math.max(doubling(PAUSE.first, tries, PAUSE.most), retryAfter), signal);
    }
  }
}

/** Discord's own 401 has a code; that of a proxy says nothing of the token. */
function isTokenRefused(error: unknown): boolean {
  const { code, status } = error as { code?: unknown; status?: unknown };
  return status === 401 && code === 0;
}
