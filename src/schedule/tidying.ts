import type { Log } from "../log.ts";
import type { Lanes } from "./lanes.ts";
import type { DeliveryLog, Outlet } from "./ports.ts";
import type { Trust } from "./trust.ts";

/** What tidying needs; handed in. */
export interface TidyingParts {
  readonly deliveries: Pick<DeliveryLog, "tidy" | "silentServers" | "noteReach">;
  readonly outlet: Pick<Outlet, "reaches">;
  readonly log: Log;
}

/**
 * Forgets what had its time, and asks after servers that were silent: once a day and at the first call, beside the
 * posts; again at the next call where it failed, or where the clock cannot be relied on.
 */
export function createTidying(
  { deliveries, log, outlet }: TidyingParts,
  lanes: Pick<Lanes, "beside">,
  certain: Trust["certain"],
  stopping: () => boolean,
  signal: AbortSignal,
): (now: Temporal.Instant) => void {
  let tidied = "";
  return (now) => {
    const today = now.toZonedDateTimeISO("UTC").toPlainDate();
    if (tidied === today.toString()) return;
    tidied = today.toString();
    lanes.beside(() =>
      tidy(today).catch((error) => {
        tidied = "";
        log.error({ err: error }, "what had its time could not be forgotten; the next beat tries again");
      }),
    );
  };

  async function tidy(today: Temporal.PlainDate): Promise<void> {
    if (!(await certain())) {
      tidied = "";
      return;
    }
    await deliveries.tidy(today);
    for (const guildId of await deliveries.silentServers(today)) {
      if (stopping()) return;
      const reached = await outlet.reaches(guildId, signal);
      if (reached !== undefined) await deliveries.noteReach(guildId, reached, today);
    }
  }
}
