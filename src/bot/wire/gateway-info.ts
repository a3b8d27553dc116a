import * as z from "zod";
import { ConfigError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { doubling, type RealTime } from "./real-time.ts";

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

/**
 * Asks Discord for its gateway until it says, with a line in the log for each new reason why it does not.
 *
 * @param ask rejects with discord.js's errors
 * @throws {ConfigError} when Discord refuses the token; with `signal`'s reason when that breaks it off
 */
export async function askForGateway(
  ask: () => Promise<unknown>,
  log: Log,
  time: RealTime,
  signal: AbortSignal,
): Promise<GatewayInfo> {
  for (let [tries, told] = [0, ""]; ; tries += 1) {
    let wait = doubling(PAUSE.first, tries, PAUSE.most);
    try {
      const read = gatewayInfo.safeParse(await ask());
      if (read.success) return read.data;
      told = tell("what answers in Discord's place is not Discord; trying again", told);
    } catch (error) {
      signal.throwIfAborted();
      if (isTokenRefused(error)) throw tokenRefused();
      const { message, retryAfter = 0 } = error as { message?: string; retryAfter?: number };
      wait = Math.max(wait, retryAfter);
      told = tell(`Discord cannot be reached (${message}); trying again`, told);
    }
    await time.sleep(wait, signal);
  }

  function tell(sentence: string, before: string): string {
    if (sentence !== before) log.warn(sentence);
    return sentence;
  }
}

export function tokenRefused(): ConfigError {
  return new ConfigError(
    "DISCORD_TOKEN is refused by Discord; make a new one at https://discord.com/developers/applications → Bot → Reset Token",
  );
}

/** Discord's own 401 has a code; that of a proxy says nothing of the token. */
function isTokenRefused(error: unknown): boolean {
  const { code, status } = error as { code?: unknown; status?: unknown };
  return status === 401 && code === 0;
}
