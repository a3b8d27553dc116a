import { type APIMessage, ChannelType } from "discord-api-types/v10";

/** Someone with an account: a person, or the bot itself. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** The language of their Discord, such as `en-US`. */
  readonly locale: string;
  /** `closed`: takes none from bots; `blocked`: has blocked this one. Discord answers these two differently. */
  directMessages: "open" | "closed" | "blocked";
  /** Added the bot to their own account, and so may use its commands where the bot is not a member. */
  readonly installed: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  /** Anyone may ping it. */
  mentionable: boolean;
  /** Belongs to a bot. */
  readonly managed: boolean;
}

export interface Member {
  readonly person: Person;
  /** Role ids, without the server's own role for everyone. */
  roles: string[];
  readonly joinedAt: Temporal.Instant;
}

/** What a channel changes for one role or member. A bit in both is allowed. */
export interface Overwrite {
  /** Id of the role or the person. */
  readonly id: string;
  readonly type: "role" | "member";
  readonly allow: bigint;
  readonly deny: bigint;
}

/** Kinds of channel, each with Discord's number. */
export const channelTypes = {
  text: ChannelType.GuildText,
  dm: ChannelType.DM,
  voice: ChannelType.GuildVoice,
  group: ChannelType.GroupDM,
  category: ChannelType.GuildCategory,
  announcement: ChannelType.GuildAnnouncement,
  "announcement thread": ChannelType.AnnouncementThread,
  thread: ChannelType.PublicThread,
  stage: ChannelType.GuildStageVoice,
  forum: ChannelType.GuildForum,
} as const;

export type ChannelKind = keyof typeof channelTypes;

export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  /** Absent for direct messages. */
  readonly serverId?: string;
  /** The category, or a thread's channel. */
  readonly parentId?: string;
  /** Everyone in a direct message, the bot too where it is one of them; empty in a server. */
  readonly recipients: readonly Person[];
  overwrites: Overwrite[];
  /** Oldest first, with those that only one person sees. */
  readonly posts: Post[];
  /** Of a thread: who opened it. */
  readonly ownerId?: string;
  archived: boolean;
  locked: boolean;
  /** Of a forum: a post must bear a tag. */
  readonly tagRequired: boolean;
}

/** A message, and what Discord knows of it but does not send. */
export interface Post {
  /** Replaced by each change, never changed itself: what was sent earlier stays as it was. */
  message: APIMessage;
  /** The one person who sees it. */
  readonly onlyFor?: Person;
  /** Of an answer to an interaction: the token that may change it. */
  readonly token?: string;
  /** The role and user ids that it really pinged; `everyone` for the whole server. */
  pings: readonly string[];
}

export interface Server {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly ownerId: string;
  /** By id. The role for everyone has the server's own id. */
  readonly roles: Map<string, Role>;
  /** By the person's id. */
  readonly members: Map<string, Member>;
  /** By id, threads among them, in the order in which they were made. */
  readonly channels: Map<string, Channel>;
}

export const isThread = ({ kind }: Channel) => kind === "thread" || kind === "announcement thread";

/** Whether messages can be written in it directly: a forum holds threads only. */
export const holdsMessages = ({ kind }: Channel) => kind !== "category" && kind !== "forum";
