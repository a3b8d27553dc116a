import * as z from "zod";
import { ConfigError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { StrangerError, toFailure } from "../failure.ts";
import { doubling, type RealTime } from "./real-time.ts";

/** What Discord said counts for so long, where several shards ask. */
const FRESH = 5000;

/** Milliseconds from one question to the next. */
const PAUSE = { first: 2000, most: 60_000 } as const;

const gatewayUrl = z.url({ protocol: /^wss?$/ });

const gatewayInfo = z.object({
  url: gatewayUrl,
  shards: z.int().min(1).max(100_000),
  session_start_limit: z
    .object({
      total: z.int().min(0).default(1000),
      remaining: z.int().min(0),
      reset_after: z.number().min(0).default(0),
      max_concurrency: z.int().min(1).default(1),
    })
    .default({ total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 }),
});

/** What Discord says of its gateway. */
export type GatewayInfo = z.output<typeof gatewayInfo>;

/** Whether it is the address of a gateway. */
export function isGatewayUrl(text: unknown): text is string {
  return gatewayUrl.safeParse(text).success;
}

/** Asks what Discord says of its gateway, for several at once. */
export interface Asker {
  /**
   * What it says; `fresh`: now. Resolves when it says it.
   *
   * @throws {ConfigError} when Discord refuses the token; with `signal`'s reason when that breaks it off
   */
  ask(fresh: boolean): Promise<GatewayInfo>;
  /** Why it does not say, in a line; none where it does. */
  unanswered(): string[];
}

/** One asks at a time, and not again for some seconds. */
export function createAsker(
  ask: (signal: AbortSignal) => Promise<unknown>,
  log: Log,
  time: RealTime,
  signal: AbortSignal,
): Asker {
  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>();
  broken.catch(() => undefined);
  signal.addEventListener("abort", () => breakOff(signal.reason), { once: true });
  let known: Promise<GatewayInfo> | undefined;
  let askedAt = 0;
  let failure: string | undefined;
  return {
    ask(fresh) {
      if (known !== undefined && (!fresh || time.now() < askedAt + FRESH)) return known;
      askedAt = Number.POSITIVE_INFINITY;
      known = askForGateway(() => Promise.race([ask(signal), broken]), fail, time, signal);
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
 * Asks Discord for its gateway until it says.
 *
 * @param ask rejects with discord.js's errors
 * @param onFailure called with why it did not, each time
 * @throws {ConfigError} when Discord refuses the token; with `signal`'s reason when that breaks it off
 */
async function askForGateway(
  ask: () => Promise<unknown>,
  onFailure: (reason: string) => void,
  time: RealTime,
  signal: AbortSignal,
): Promise<GatewayInfo> {
  for (let tries = 0; ; tries += 1) {
    try {
      return readInfo(await ask());
    } catch (error) {
      signal.throwIfAborted();
      if (isTokenRefused(error)) throw tokenRefused();
      onFailure(toFailure(error).message);
      const { retryAfter = 0 } = error as { retryAfter?: number };
      await time.sleep(Math.max(doubling(PAUSE.first, tries, PAUSE.most), retryAfter), signal);
    }
  }
}

function readInfo(answer: unknown): GatewayInfo {
  const { data, success } = gatewayInfo.safeParse(answer);
  if (!success) throw new StrangerError();
  return data;
}

/** Discord's own 401 has a code; that of a proxy says nothing of the token. */
function isTokenRefused(error: unknown): boolean {
  const { code, status } = error as { code?: unknown; status?: unknown };
  return status === 401 && code === 0;
}
