/** Tells the time. Handed in, so that tests and the playground can move it. */
export type Clock = () => Temporal.Instant;
