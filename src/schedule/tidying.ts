import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Lanes } from "./lanes.ts";
import type { DeliveryLog, Outlet } from "./ports.ts";
import type { Trust } from "./trust.ts";

/** What tidying needs; handed in. */
export interface TidyingParts {
  readonly deliveries: Pick<DeliveryLog, "tidy" | "silentServers" | "noteReach">;
  readonly outlet: Pick<Outlet, "reaches">;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Forgets what had its time, and asks after servers that were silent: once a day and at the first call, beside the
 * posts; again at the next call where it failed, or where the clock cannot be relied on.
 */
export function createTidying(
  { clock, deliveries, log, outlet }: TidyingParts,
  lanes: Pick<Lanes, "beside">,
  certain: Trust["certain"],
  stopping: () => boolean,
  signal: AbortSignal,
): () => void {
  const today = () => clock().toZonedDateTimeISO("UTC").toPlainDate();
  let tidied = "";
  return () => {
    if (tidied === today().toString()) return;
    tidied = today().toString();
    lanes.beside(() =>
      tidy().catch((error) => {
        tidied = "";
        log.error({ err: error }, "what had its time could not be forgotten; the next beat tries again");
      }),
    );
  };

  async function tidy(): Promise<void> {
    const sure = await certain();
    // What Discord said may have shown that it is another day.
    tidied = sure ? today().toString() : "";
    if (!sure) return;
    const day = today();
    await deliveries.tidy(day);
    for (const guildId of await deliveries.silentServers(day)) {
      if (stopping()) return;
      const reached = await outlet.reaches(guildId, signal);
      if (reached !== undefined) await deliveries.noteReach(guildId, reached, day);
    }
  }
}
