/** Discord counts milliseconds from the first second of 2015. */
const EPOCH = 1_420_070_400_000n;

/** Makes ids that only ever grow, also while `clock` stands still or is set back. */
export function createMint(clock: () => Temporal.Instant): () => string {
  let last = 0n;
  return () => {
    const now = snowflakeAt(clock());
    last = now > last ? now : last + 1n;
    return last.toString();
  };
}

/** The smallest id of that millisecond; 0 for any time before 2015. */
export function snowflakeAt(instant: Temporal.Instant): bigint {
  const sinceEpoch = BigInt(instant.epochMilliseconds) - EPOCH;
  return sinceEpoch > 0n ? sinceEpoch << 22n : 0n;
}

/** When the thing with this id was made, to the millisecond. */
export function instantOf(id: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Number((BigInt(id) >> 22n) + EPOCH));
}

/** The shard, counted from 0, to which Discord sends what happens in a server. Direct messages go to shard 0. */
export function shardOf(serverId: string | undefined, shards: number): number {
  return serverId === undefined ? 0 : Number((BigInt(serverId) >> 22n) % BigInt(shards));
}
