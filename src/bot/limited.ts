import { ATTEMPT_LIMIT } from "../schedule/delivery.ts";

/**
 * Acts within the attempt limit, or until `signal` breaks it off: rejects then, whatever goes on in what was begun.
 *
 * discord.js sleeps out a rate limit whatever the signal says that it is given.
 */
export async function limited<Result>(
  signal: AbortSignal,
  act: (limit: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_LIMIT.total("milliseconds"))]);
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(limit.reason);
  if (limit.aborted) giveUp();
  limit.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([act(limit), promise]);
  } finally {
    limit.removeEventListener("abort", giveUp);
  }
}
