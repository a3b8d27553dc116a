/** The time that the playground hands to the bot and the local Discord: it runs as ever, and can be moved. */
export interface PlayClock {
  now(): Temporal.Instant;
  /** Milliseconds ahead of the real time; with it another process can run the same clock. */
  readonly ahead: number;
  set(instant: Temporal.Instant): void;
}

/** @param real the time as it is */
export function createPlayClock(real: () => Temporal.Instant, start: Temporal.Instant = real()): PlayClock {
  let ahead = between(real(), start);
  return {
    now: () => real().add({ milliseconds: ahead }),
    get ahead() {
      return ahead;
    },
    set(instant) {
      ahead = between(real(), instant);
    },
  };
}

function between(from: Temporal.Instant, to: Temporal.Instant): number {
  return to.epochMilliseconds - from.epochMilliseconds;
}
