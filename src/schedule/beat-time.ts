/**
 * The full minute nearest to so many minutes from now, at least half a minute ahead. Beats come on full minutes: what is
 * put off to a moment after one would wait for the next.
 *
 * @param minutes 1 or more
 */
export function minutesOn(minutes: number, now: Temporal.Instant): Temporal.Instant {
  const then = now.add({ milliseconds: Math.round(minutes * 60_000) });
  return then.round({ smallestUnit: "minute", roundingMode: "halfTrunc" });
}
