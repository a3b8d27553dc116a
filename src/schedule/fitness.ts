import type { Elapsed } from "../clock.ts";

/** Milliseconds of real time. */
export interface FitnessPace {
  /** Between two questions to Discord while it answers. */
  readonly askEvery: number;
  /** While it does not. */
  readonly askAgain: number;
  /** Without an answer after which this process cannot post. Above what a restart of a router takes. */
  readonly patience: number;
}

const PACE: FitnessPace = { askEvery: 30_000, askAgain: 10_000, patience: 180_000 };

/** What fitness needs; handed in. */
export interface FitnessParts {
  /** Whether Discord answers a request; never throws. */
  readonly answers: () => Promise<boolean>;
  readonly elapsed: Elapsed;
}

/**
 * Whether this process can post: not once Discord has not answered it for minutes, and again as soon as it does. Asks
 * Discord by and by while it has the office, or cannot.
 *
 * @returns to be asked often; answers at once. `elected`: whether this process has the office
 */
export function createFitness({ answers, elapsed }: FitnessParts, pace = PACE): (elected: boolean) => boolean {
  let askedAt = elapsed();
  let failingSince: number | undefined;
  let asking = false;
  return (elected) => {
    const failing = failingSince !== undefined;
    const pause = failing ? pace.askAgain : pace.askEvery;
    if ((elected || failing) && !asking && elapsed() - askedAt >= pause) void ask();
    return failingSince === undefined || elapsed() - failingSince < pace.patience;
  };

  async function ask(): Promise<void> {
    asking = true;
    askedAt = elapsed();
    const answered = await answers();
    failingSince = answered ? undefined : (failingSince ?? askedAt);
    asking = false;
  }
}
