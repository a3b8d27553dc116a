import type { PostView } from "../protocol.ts";

/** What a person did that the bot has not answered, or did not answer. */
export interface Attempt {
  readonly key: number;
  readonly channelId: string;
  /** Who did it; an id. */
  readonly as: string;
  /** The bot's time. */
  readonly at: number;
  /** The last message that stood in the channel then. */
  readonly after: string | undefined;
  /** `/search`, or what was pressed. */
  readonly what: string;
  /** The message whose button was pressed; absent for commands. */
  readonly messageId?: string;
  /** The custom id of the button or select that was used. */
  readonly control?: string;
  /** Why it failed; absent while the bot is awaited. */
  readonly error?: string;
}

/**
 * Messages with what a person did in between and the bot did not answer: each stands below the message that was the last
 * one then, whatever came since. Pure.
 *
 * @param posts oldest first
 */
export function withAttempts(posts: readonly PostView[], attempts: readonly Attempt[]): (PostView | Attempt)[] {
  const waiting = attempts.toSorted((a, b) => a.key - b.key);
  const entries: (PostView | Attempt)[] = [];
  let placed = 0;
  for (const post of posts) {
    // By their ids, since the last one may be gone by now.
    while (placed < waiting.length && isBefore(waiting[placed]!, post)) entries.push(waiting[placed++]!);
    entries.push(post);
  }
  return [...entries, ...waiting.slice(placed)];
}

function isBefore({ after = "0" }: Attempt, { message }: PostView): boolean {
  return BigInt(after) < BigInt(message.id);
}
