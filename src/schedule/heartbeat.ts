import { createTask } from "node-cron";
import type { Clock } from "../clock.ts";
import type { Poster } from "./poster.ts";

/** Milliseconds of real time between two beats at the most. */
const LONGEST_PAUSE = 60_000;

/**
 * Beats at once and then at each full minute until it is disposed, within 60 seconds of real time whatever the clock
 * does.
 *
 * node-cron says when the next minute begins and does no more: its own timer waits for its old slot after the clock was
 * set back, and walks through every minute that was passed over when it was set ahead, 75 seconds for 500 days.
 *
 * @param machine this machine's own clock, by which node-cron goes
 */
export function startHeartbeat(poster: Pick<Poster, "beat">, machine: Clock): AsyncDisposable {
  const minutes = createTask("* * * * *", () => {}, { timezone: "UTC" });
  let timer: NodeJS.Timeout;
  beat();
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await minutes.destroy();
    },
  };

  function beat(): void {
    timer = setTimeout(beat, untilNext());
    void poster.beat();
  }

  function untilNext(): number {
    const [next] = minutes.getNextRuns(1);
    const wait = next === undefined ? LONGEST_PAUSE : next.getTime() - machine().epochMilliseconds;
    return Math.min(Math.max(wait, 1), LONGEST_PAUSE);
  }
}
