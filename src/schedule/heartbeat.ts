import { schedule } from "node-cron";
import type { Poster } from "./poster.ts";

/** Milliseconds by which a beat may come late and still count: a post due at 23:59 has that one beat. */
const TOLERANCE = 55_000;

/**
 * Beats at once and then each minute until it is disposed.
 *
 * node-cron leaves out a beat that comes late, which is no harm: what is due is asked anew at each beat, and the
 * zone in which it beats plays no part.
 */
export function startHeartbeat(poster: Pick<Poster, "beat">): AsyncDisposable {
  const beat = () => poster.beat();
  const task = schedule("* * * * *", beat, {
    timezone: "UTC",
    missedExecutionTolerance: TOLERANCE,
    suppressMissedWarning: true,
  });
  void beat();
  return { [Symbol.asyncDispose]: async () => void (await task.destroy()) };
}
