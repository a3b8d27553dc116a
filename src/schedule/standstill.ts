import type { Elapsed } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Sent } from "./ports.ts";

/** Milliseconds within which refusals count as of one cause. */
const TOGETHER = 60_000;

/** So many in that time, and more of them than posts that were taken, are no decisions about channels. */
const MANY = 10;

/** Milliseconds of the first wait, and of the longest: each is twice as long as the one before. */
const FIRST_WAIT = 60_000;
const LONGEST_WAIT = 480_000;

/** Notices when many channels are refused alike: then it is not the channels, and the round waits. */
export interface Standstill {
  note(sent: Sent): void;
  /** Whether nothing is to be begun now. */
  holds(): boolean;
}

export function createStandstill(passed: Elapsed, log: Log): Standstill {
  let recent: { readonly at: number; readonly taken: boolean }[] = [];
  let until = 0;
  let wait = 0;
  return {
    note(sent) {
      if (sent.outcome === "unsure" || (sent.outcome === "refused" && !sent.lasting)) return;
      const now = passed();
      const taken = sent.outcome === "posted";
      recent = [...recent.filter(({ at }) => now - at < TOGETHER), { at: now, taken }];
      if (taken) goOn(now);
      else if (now >= until && areMany(recent)) stand(now, sent.reason);
    },
    holds: () => passed() < until,
  };

  function stand(now: number, reason: string): void {
    if (wait === 0) log.warn({ reason }, "many channels are refused alike, which is not theirs to mend; posting waits");
    wait = wait === 0 ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
    until = now + wait;
    recent = [];
  }

  function goOn(now: number): void {
    if (wait === 0 || now < until) return;
    wait = 0;
    log.info("posts are taken again");
  }
}

function areMany(recent: readonly { readonly taken: boolean }[]): boolean {
  const refused = recent.filter(({ taken }) => !taken).length;
  return refused >= MANY && refused * 2 > recent.length;
}
