/** How many requests are let through. */
export interface Limits {
  /** Requests a second over all routes that count: interaction callbacks and webhooks do not. */
  readonly perSecond: number;
  /** New messages in one channel in 5 seconds. */
  readonly messagesPerChannel: number;
}

/** Discord's own. */
const discordLimits: Limits = { perSecond: 50, messagesPerChannel: 5 };

/** Never reached by a test that does not mean to. */
const roomyLimits: Limits = { perSecond: 10_000, messagesPerChannel: 1_000 };

export type LimitsOption = "discord" | "roomy" | Limits;

export function readLimits(option: LimitsOption = "roomy"): Limits {
  if (option === "discord") return discordLimits;
  return option === "roomy" ? roomyLimits : option;
}

/** Requests of one route for one channel, server or webhook, that share a count. */
export interface Bucket {
  readonly name: string;
  readonly limit: number;
  /** Seconds. */
  readonly window: number;
}

interface Verdict {
  /** Rate-limit headers for the answer, whatever it is. */
  readonly headers: Record<string, string>;
  /** Present when the request must be refused. */
  readonly refused?: { readonly retryAfter: number; readonly global: boolean };
}

export interface Meter {
  /** Counts one request. A request over either limit counts in neither. */
  count(bucket: Bucket, global: boolean): Verdict;
}

/** Counts in real time, because the bot's REST client waits in real time. */
export function createMeter(perSecond: number, now: () => number = Date.now): Meter {
  const windows = new Map<string, { ends: number; used: number }>();
  const windowOf = (name: string, seconds: number) => {
    const known = windows.get(name);
    if (known !== undefined && known.ends > now()) return known;
    const fresh = { ends: now() + seconds * 1000, used: 0 };
    windows.set(name, fresh);
    return fresh;
  };
  return {
    count(bucket, global) {
      const all = windowOf("global", 1);
      if (global && all.used >= perSecond) return refuse((all.ends - now()) / 1000, true);
      const own = windowOf(bucket.name, bucket.window);
      const left = bucket.limit - own.used;
      const headers = bucketHeaders(bucket, Math.max(left - 1, 0), own.ends, now());
      if (left <= 0) return refuse((own.ends - now()) / 1000, false, headers);
      own.used += 1;
      if (global) all.used += 1;
      return { headers };
    },
  };
}

/** The headers of a 429. Discord rounds `retry-after` up to whole seconds; here it is exact, so tests need not wait. */
export function limitHeaders(retryAfter: number, global: boolean): Record<string, string> {
  const scope = { "retry-after": retryAfter.toFixed(3), "x-ratelimit-scope": global ? "global" : "user" };
  return global ? { ...scope, "x-ratelimit-global": "true" } : scope;
}

function refuse(retryAfter: number, global: boolean, headers: Record<string, string> = {}): Verdict {
  return { headers: { ...headers, ...limitHeaders(retryAfter, global) }, refused: { retryAfter, global } };
}

function bucketHeaders({ name, limit }: Bucket, remaining: number, ends: number, now: number): Record<string, string> {
  return {
    "x-ratelimit-bucket": name.split(" ")[0] ?? name,
    "x-ratelimit-limit": limit.toString(),
    "x-ratelimit-remaining": remaining.toString(),
    "x-ratelimit-reset": (ends / 1000).toFixed(3),
    "x-ratelimit-reset-after": ((ends - now) / 1000).toFixed(3),
  };
}
