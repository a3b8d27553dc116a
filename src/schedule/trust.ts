import type { Clock, Elapsed, TimeWitness } from "../clock.ts";
import type { Outlet } from "./ports.ts";

/** Milliseconds: a clock that shows another time than before by more was found to be wrong meanwhile. */
const CORRECTED = 60_000;

/** Milliseconds of real time between two questions to Discord while nothing is to be done. */
const ASKED_EVERY = 30_000;

/** How far the clock can be relied on. Asks Discord for its time, but only where that is not known. */
export interface Trust {
  /**
   * Whether what is due by the clock may be acted on: not after a jump, until Discord was heard.
   *
   * @param pressing whether there is anything; else Discord is asked now and then only
   */
  canAct(pressing: boolean): Promise<boolean>;
  /** Whether that a time has passed may be recorded, or what had its time be forgotten. */
  certain(): Promise<boolean>;
}

/** What trust needs; handed in. */
export interface TrustParts {
  readonly clock: Clock;
  readonly outlet: Pick<Outlet, "answers">;
  /** What is known of `clock`; without it, that it is right. */
  readonly witness?: Pick<TimeWitness, "certain" | "jumped">;
  /** Real time; by default that of this machine. */
  readonly elapsed: Elapsed;
}

export function createTrust({ clock, elapsed, outlet, witness }: TrustParts, signal: AbortSignal): Trust {
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    async canAct(pressing) {
      if (!witness?.jumped()) return true;
      if (!pressing && elapsed() - askedAt < ASKED_EVERY) return false;
      askedAt = elapsed();
      const before = clock().epochMilliseconds;
      await outlet.answers(signal);
      return !witness.jumped() && Math.abs(clock().epochMilliseconds - before) < CORRECTED;
    },
    async certain() {
      if (witness === undefined || witness.certain()) return true;
      await outlet.answers(signal);
      return witness.certain();
    },
  };
}
