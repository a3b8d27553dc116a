import { schedule } from "node-cron";
import type { Poster } from "./poster.ts";

/**
 * Beats at once and then each minute until it is disposed.
 *
 * node-cron leaves out a beat that comes late, which is no harm: what is due is asked anew at each beat, and the
 * zone in which it beats plays no part.
 */
export function startHeartbeat(poster: Pick<Poster, "beat">): AsyncDisposable {
  const beat = () => poster.beat();
  const task = schedule("* * * * *", beat, { timezone: "UTC", suppressMissedWarning: true });
  void beat();
  return { [Symbol.asyncDispose]: async () => void (await task.destroy()) };
}
