import type { Log } from "../log.ts";
import type { DeliveryKey } from "./ports.ts";

/** So many have a line each from one beat to the next; the others have one together, or an outage would fill the log. */
const TOLD_ALONE = 10;

/** So many reasons are named of those that are told together. */
const REASONS_NAMED = 3;

/** Posts that are put off, as the log tells of them. */
export interface PutOffs {
  /** An attempt, or a look into the channel, that failed and is repeated at that time. */
  note(key: DeliveryKey, reason: string, retryAt: Temporal.Instant, error?: unknown): void;
  /** Called at the end of each beat: tells of what had no line of its own, and begins anew. */
  settle(): void;
}

export function createPutOffs(log: Log): PutOffs {
  let alone = 0;
  let together: { readonly reason: string; readonly retryAt: Temporal.Instant }[] = [];
  return {
    note({ channelId, day }, reason, retryAt, error) {
      alone += 1;
      if (alone > TOLD_ALONE) return void together.push({ reason, retryAt });
      const line = { channel: channelId, day: day.toString(), reason, retryAt: retryAt.toString() };
      log.warn(error === undefined ? line : { ...line, err: error }, "a post is put off");
    },
    settle() {
      const [first] = together.map(({ retryAt }) => retryAt).toSorted(Temporal.Instant.compare);
      if (first !== undefined) {
        const line = { count: together.length, reasons: mostOf(together), retryAt: first.toString() };
        log.warn(line, "more posts are put off");
      }
      [alone, together] = [0, []];
    },
  };
}

/** How often each reason was given, of those that were given most. */
function mostOf(given: readonly { readonly reason: string }[]): Readonly<Record<string, number>> {
  const counts = [...Map.groupBy(given, ({ reason }) => reason)].map(
    ([reason, { length }]) => [reason, length] as const,
  );
  return Object.fromEntries(counts.toSorted((a, b) => b[1] - a[1]).slice(0, REASONS_NAMED));
}
