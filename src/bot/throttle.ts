import pThrottle from "p-throttle";

/** Discord allows a bot 50 requests in any second, answers to interactions not counted; one less leaves room for jitter. */
const LIMIT = { limit: 49, interval: 1005, strict: true } as const;

/**
 * Holds requests back to Discord's own limit, over all clients that share the function made.
 *
 * discord.js counts by itself, but for each client apart and in seconds of its own, which drift against Discord's.
 */
export function throttle<Init, Response>(request: (url: string, init: Init) => Promise<Response>) {
  const turn = pThrottle(LIMIT)(async () => {});
  return async (url: string, init: Init): Promise<Response> => {
    if (!/\/(interactions|webhooks)\//.test(url)) await turn();
    return request(url, init);
  };
}
