/** What a moderator ordered: a post a day in one channel. The channel is its key, so there is one a channel. */
export interface DailyOrder {
  readonly channelId: string;
  readonly guildId: string;
  /** Wall-clock time in `timeZone`, to the minute. */
  readonly time: Temporal.PlainTime;
  /** IANA name, canonical. */
  readonly timeZone: string;
  /** Only events of this genre, where there are any. */
  readonly genre: string | undefined;
  /** The role to ping with each post. */
  readonly roleId: string | undefined;
  /** The moderator who made it. */
  readonly createdBy: string;
  readonly createdAt: Temporal.Instant;
  /** Times up to this are not due: when it was made, resumed, or its time was changed. */
  readonly activeSince: Temporal.Instant;
  /** Why it is paused, in words; `undefined` while it runs. */
  readonly paused: string | undefined;
  /** The latest local day that was delivered, skipped or failed; none before the first. */
  readonly lastDay: Temporal.PlainDate | undefined;
}

/** Orders that one server may have. */
export const MAX_ORDERS = 10;
