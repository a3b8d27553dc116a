import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import type { DailyOrder } from "./order.ts";

/** Kinds of channel that a daily post can go to. In a forum each post is a thread of its own. */
export const POSTABLE = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildForum,
] as const;

const THREADS: readonly number[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/** A channel as it is now, as far as posting in it goes. */
export interface PlaceNow {
  readonly id: string;
  /** Discord's channel type number. */
  readonly type: number;
  /** The bot's own permissions in it, as bits; `undefined` where Discord did not say. */
  readonly permissions: bigint | undefined;
  /**
   * Of a thread: the channel that it belongs to, whose permissions hold in it; `undefined` where Discord did not say.
   */
  readonly parentId: string | undefined;
  /** Of a thread: only who manages threads writes in it. */
  readonly locked: boolean;
  /** Of a forum: each post must bear a tag. */
  readonly tagRequired: boolean;
}

/** The same, with all that Discord tells when it is asked. */
export interface InspectedPlace extends PlaceNow {
  readonly permissions: bigint;
  /** Until when the bot may write nowhere in the server, for a moderator timed it out; it may be over. */
  readonly timedOutUntil: Temporal.Instant | undefined;
  /** The server's roles by id, each with whether anyone may ping it. */
  readonly roles: ReadonlyMap<string, boolean>;
}

type Wanted = Pick<DailyOrder, "channelType"> & Partial<Pick<DailyOrder, "thread">>;

export function isPostable(channelType: number): boolean {
  return POSTABLE.some((it) => it === channelType);
}

export function isThread(channelType: number): boolean {
  return THREADS.includes(channelType);
}

export function isForum(channelType: number): boolean {
  return channelType === ChannelType.GuildForum;
}

/** Whether posts there can be published to the channels that follow. */
export function canPublish(channelType: number): boolean {
  return channelType === ChannelType.GuildAnnouncement;
}

/** Whether threads can be started under posts there. */
export function canHaveThreads(channelType: number): boolean {
  return channelType === ChannelType.GuildText || channelType === ChannelType.GuildAnnouncement;
}

/**
 * What the bot lacks to post there, by the names that Discord shows; empty when it lacks nothing. Pure.
 *
 * @param permissions the bot's own, as bits
 */
export function missingPermissions({ channelType, thread = false }: Wanted, permissions: bigint): readonly string[] {
  if (has(permissions, PermissionFlagsBits.Administrator)) return [];
  const sending: [string, bigint] = isThread(channelType)
    ? ["Send Messages in Threads", PermissionFlagsBits.SendMessagesInThreads]
    : [isForum(channelType) ? "Create Posts" : "Send Messages", PermissionFlagsBits.SendMessages];
  const needed: [string, bigint][] = [["View Channel", PermissionFlagsBits.ViewChannel], sending];
  if (thread) needed.push(["Create Public Threads", PermissionFlagsBits.CreatePublicThreads]);
  return needed.flatMap(([name, bit]) => (has(permissions, bit) ? [] : [name]));
}

/** Whether a role that not everyone may mention can be pinged there. */
export function canPingAnyRole(permissions: bigint): boolean {
  return may(permissions, PermissionFlagsBits.MentionEveryone);
}

/** Whether messages can be sent there, and no files with them. Where none can be sent, Discord shows no other permission. */
export function lacksFiles(permissions: bigint): boolean {
  return may(permissions, PermissionFlagsBits.SendMessages) && !may(permissions, PermissionFlagsBits.AttachFiles);
}

/** Whether messages that were posted there earlier can be read. */
export function canLookBack(permissions: bigint): boolean {
  return may(permissions, PermissionFlagsBits.ReadMessageHistory);
}

/** Whether it is a locked thread that keeps the bot out too. */
export function isLockedOut({ locked, permissions = 0n }: Pick<PlaceNow, "locked" | "permissions">): boolean {
  return locked && !may(permissions, PermissionFlagsBits.ManageThreads);
}

/** Whether the bot is timed out; Discord exempts administrators. */
export function isTimedOut(
  { permissions, timedOutUntil }: Pick<InspectedPlace, "permissions" | "timedOutUntil">,
  now: Temporal.Instant,
): boolean {
  if (timedOutUntil === undefined || has(permissions, PermissionFlagsBits.Administrator)) return false;
  return Temporal.Instant.compare(timedOutUntil, now) > 0;
}

function may(permissions: bigint, bit: bigint): boolean {
  return has(permissions, PermissionFlagsBits.Administrator) || has(permissions, bit);
}

function has(permissions: bigint, bit: bigint): boolean {
  return (permissions & bit) === bit;
}
