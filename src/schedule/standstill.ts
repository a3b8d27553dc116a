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

/** Milliseconds by which a wait is shorter, so that the beat at its end finds it over. */
const BEFORE_BEAT = 5000;

/** After the first wait so many posts are tried; after each further one, twice as many: they may be the wrong ones. */
const FIRST_TRIED = 3;

/** Milliseconds after which those that were tried have ended. */
const TRIED_FOR = 120_000;

/** Notices when many channels are refused alike: then it is not the channels, and the round waits. */
export interface Standstill {
  note(sent: Sent): void;
  /** Whether nothing more is to be begun now. */
  holds(): boolean;
  /** Whether a post may be tried now; it counts as tried then. */
  admits(): boolean;
}

/** Pure but for what it has noted, and a word in the log when it begins and when it is over. */
export function createStandstill(passed: Elapsed, log: Log): Standstill {
  let recent: { readonly at: number; readonly taken: boolean }[] = [];
  /** While it lasts: until when nothing is tried, how long that is, and how many are tried after it. */
  let wait: { readonly until: number; readonly ms: number; readonly tried: number } | undefined;
  let [tried, failed] = [0, 0];

  return { note, holds, admits };

  function admits(): boolean {
    if (holds()) return false;
    tried += 1;
    return true;
  }

  function holds(): boolean {
    const now = passed();
    if (wait !== undefined && now >= wait.until + TRIED_FOR && tried >= wait.tried) stand(now);
    return wait !== undefined && (now < wait.until || tried >= wait.tried);
  }

  function note(sent: Sent): void {
    const now = passed();
    const taken = sent.outcome === "posted" || (sent.outcome === "refused" && !sent.lasting);
    if (wait === undefined) watch(now, sent, taken);
    else if (now >= wait.until && taken) goOn();
    else if (now >= wait.until && ++failed >= wait.tried) stand(now);
  }

  /** An answer that was lost tells nothing: each is waited for by itself. */
  function watch(now: number, sent: Sent, taken: boolean): void {
    if (sent.outcome === "unsure") return;
    recent.push({ at: now, taken });
    while (now - (recent[0]?.at ?? now) >= TOGETHER) recent.shift();
    if (taken || !areMany(recent)) return;
    log.warn({ sent }, "many channels are refused alike, which is not theirs to mend; posting waits");
    stand(now);
  }

  function stand(now: number): void {
    const ms = wait === undefined ? FIRST_WAIT : Math.min(wait.ms * 2, LONGEST_WAIT);
    wait = { until: now + ms - BEFORE_BEAT, ms, tried: wait === undefined ? FIRST_TRIED : wait.tried * 2 };
    [recent, tried, failed] = [[], 0, 0];
  }

  function goOn(): void {
    wait = undefined;
    log.info("posts are taken again");
  }
}

function areMany(recent: readonly { readonly taken: boolean }[]): boolean {
  const refused = recent.filter(({ taken }) => !taken).length;
  return refused >= MANY && refused * 2 > recent.length;
}
