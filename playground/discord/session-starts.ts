/** How many sessions Discord lets a bot begin. */
export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  /** Milliseconds. */
  readonly resetAfter: number;
  /** How many shards may begin one at the same time. */
  readonly maxConcurrency: number;
}

/** As a large bot's: with a concurrency of 1, there would be 5 seconds between two shards. */
const ROOMY: SessionStartLimit = { total: 1000, remaining: 1000, resetAfter: 14_400_000, maxConcurrency: 16 };

/** Counts the sessions that are begun, in real time. */
export interface SessionStarts {
  /** As `/gateway/bot` gives it. */
  fields(): object;
  /** Takes in an IDENTIFY. @returns false for one too many: Discord then resets the bot's token */
  take(): boolean;
}

export function createSessionStarts(limit: Partial<SessionStartLimit> = {}): SessionStarts {
  const { maxConcurrency, remaining, resetAfter, total } = { ...ROOMY, ...limit };
  let left = remaining;
  let resetAt = performance.now() + resetAfter;
  const renew = () => {
    if (performance.now() < resetAt) return;
    left = total;
    resetAt = performance.now() + ROOMY.resetAfter;
  };
  return {
    fields() {
      renew();
      const resetIn = Math.round(resetAt - performance.now());
      return { total, remaining: Math.max(left, 0), reset_after: resetIn, max_concurrency: maxConcurrency };
    },
    take() {
      renew();
      left -= 1;
      return left >= 0;
    },
  };
}
