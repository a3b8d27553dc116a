import type { Channel, ChannelKind, Person } from "./inhabitants.ts";

/** Something that happened, for those gateway sessions that asked for such things. */
export interface Change {
  /** Discord's name of the event, such as `CHANNEL_CREATE`. */
  readonly event: string;
  /** Absent for direct messages. */
  readonly serverId?: string | undefined;
  readonly intent: number;
  readonly data: unknown;
}

export interface ServerPlan {
  readonly id?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly owner?: Person;
  /** What the bot's own role allows it beyond what everyone may; default: nothing. */
  readonly botPermissions?: bigint;
  /** False: the bot is no member, only people who installed it can use it here. */
  readonly withBot?: boolean;
}

export interface ChannelPlan {
  readonly name?: string;
  /** Default `text`. */
  readonly kind?: Exclude<ChannelKind, "dm" | "group" | "thread" | "announcement thread">;
  readonly category?: Channel;
  /** Of a forum: a post must bear a tag. */
  readonly tagRequired?: boolean;
}

export interface PersonPlan {
  readonly locale?: string;
  readonly directMessages?: Person["directMessages"];
  readonly installed?: boolean;
}
