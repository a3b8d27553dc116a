import { toFailure } from "../failure.ts";
import type { Timers } from "./real-time.ts";

/** An answer is tried so many times at most. */
const MOST_TRIES = 3;

/** Milliseconds before a try after a fault of Discord's own. */
const FAULT_PAUSE = 300;

/** Discord's code for an interaction that has its answer: an earlier try arrived, though its own answer did not. */
const ALREADY_ACKNOWLEDGED = 40060;

/** Why what still goes on is broken off; made once, as making an error takes longer than anything else here. */
const OVER = new Error("the answer has arrived, or comes too late");

/** Sends the answer once. @param fresh over a connection that nothing was sent on yet */
export type SendOnce = (how: { readonly fresh: boolean; readonly signal: AbortSignal }) => Promise<unknown>;

/** How long an answer is worth trying, and what that goes by. */
export interface AnswerLimits {
  /** Milliseconds from now, after which Discord does not take it any more. */
  readonly life: number;
  /** Milliseconds without a word after which the next try goes out, beside the first. */
  readonly patience: number;
  /** Whether the same once more does no harm where nobody knows whether the first arrived. */
  readonly repeatable: boolean;
  readonly time: Timers;
  /** Breaks it off. */
  readonly signal: AbortSignal;
}

/** What follows from how a try ended. */
export type Verdict = "arrived" | "final" | { readonly after: number };

interface Ended {
  readonly attempt: Promise<Ended>;
  readonly verdict: Verdict;
}

/**
 * Sends an answer until it arrived: the same again at once where the connection failed, over another connection where
 * nothing comes back.
 *
 * @throws how the last try ended, when none arrived
 */
export async function deliver(send: SendOnce, limits: AnswerLimits): Promise<void> {
  const { life, patience, repeatable, signal, time } = limits;
  const end = time.now() + life;
  const over = new AbortController();
  const stop = () => over.abort(OVER);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const open = new Set<Promise<Ended>>();
  let failure: unknown;
  try {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const left = end - time.now();
      if (left <= 0 || over.signal.aborted) break;
      open.add(begin(tries > 1));
      const last = tries === MOST_TRIES;
      const verdict = await firstOf(last ? left : Math.min(patience, left));
      if (verdict === "arrived") return;
      if (verdict === "final") throw failure;
      if (verdict === "silent") continue;
      if (last || verdict.after >= end - time.now()) break;
      await time.sleep(verdict.after, over.signal).catch(() => undefined);
    }
    throw failure ?? new Error("no answer came in time");
  } finally {
    signal.removeEventListener("abort", stop);
    // discord.js makes errors of its own for what is broken off.
    if (open.size > 0) stop();
  }

  function begin(fresh: boolean): Promise<Ended> {
    const attempt: Promise<Ended> = send({ fresh, signal: over.signal }).then(
      () => ({ attempt, verdict: "arrived" }),
      (error) => {
        failure = error;
        return { attempt, verdict: verdictOn(error, repeatable) };
      },
    );
    return attempt;
  }

  /** How the first of those under way ends that decides something. */
  async function firstOf(within: number): Promise<Verdict | "silent"> {
    const silence = Promise.withResolvers<"silent">();
    const stopWaiting = time.after(within, () => silence.resolve("silent"));
    try {
      for (;;) {
        const first = await Promise.race([...open, silence.promise]);
        if (first === "silent") return "silent";
        const { attempt, verdict } = first;
        open.delete(attempt);
        if (typeof verdict === "string" || open.size === 0) return verdict;
      }
    } finally {
      stopWaiting();
    }
  }
}

/** What follows from an error. Pure. */
export function verdictOn(error: unknown, repeatable: boolean): Verdict {
  const { code, status } = toFailure(error);
  if (code === ALREADY_ACKNOWLEDGED) return "arrived";
  if (status === undefined) return repeatable ? { after: 0 } : "final";
  if (status === 429) return { after: (error as { retryAfter?: number }).retryAfter ?? Number.POSITIVE_INFINITY };
  return status >= 500 || status === 408 ? { after: FAULT_PAUSE } : "final";
}
