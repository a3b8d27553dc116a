import type { Post } from "./inhabitants.ts";

/** Remembers what the bot sent under which nonce. */
export interface Nonces {
  /** The message sent with this nonce inside the window; `undefined` when there is none. */
  find(nonce: string): Post | undefined;
  remember(nonce: string, post: Post): void;
}

/** @param window how long a nonce counts; Discord's reference says "the past few minutes" */
export function createNonces(clock: () => Temporal.Instant, window: Temporal.DurationLike = { minutes: 5 }): Nonces {
  const sent = new Map<string, { post: Post; until: Temporal.Instant }>();
  return {
    find(nonce) {
      const known = sent.get(nonce);
      return known && Temporal.Instant.compare(clock(), known.until) < 0 ? known.post : undefined;
    },
    remember(nonce, post) {
      sent.set(nonce, { post, until: clock().add(window) });
    },
  };
}
