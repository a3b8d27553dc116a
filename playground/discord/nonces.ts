import type { Post } from "./inhabitants.ts";
import { arrivedAt } from "./late-work.ts";

/** Remembers what the bot sent under which nonce. */
export interface Nonces {
  /** The message sent with this nonce inside the window; `undefined` when there is none. */
  find(nonce: string): Post | undefined;
  remember(nonce: string, post: Post): void;
}

/**
 * Looks and remembers in two steps, as no more is known of Discord: see `arrivedAt`.
 *
 * @param window how long a nonce counts; Discord's reference says "the past few minutes"
 */
export function createNonces(clock: () => Temporal.Instant, window: Temporal.DurationLike = { minutes: 5 }): Nonces {
  const sent = new Map<string, { post: Post; since: Temporal.Instant; until: Temporal.Instant }>();
  return {
    find(nonce) {
      const known = sent.get(nonce);
      const arrived = arrivedAt();
      if (known === undefined) return undefined;
      if (arrived !== undefined && Temporal.Instant.compare(arrived, known.since) <= 0) return undefined;
      return Temporal.Instant.compare(arrived ?? clock(), known.until) < 0 ? known.post : undefined;
    },
    remember(nonce, post) {
      sent.set(nonce, { post, since: clock(), until: clock().add(window) });
    },
  };
}
