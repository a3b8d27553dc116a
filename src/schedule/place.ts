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

type Wanted = Pick<DailyOrder, "channelType"> & Partial<Pick<DailyOrder, "thread">>;

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
  const sending: [string, bigint] = THREADS.includes(channelType)
    ? ["Send Messages in Threads", PermissionFlagsBits.SendMessagesInThreads]
    : [isForum(channelType) ? "Create Posts" : "Send Messages", PermissionFlagsBits.SendMessages];
  const needed: [string, bigint][] = [["View Channel", PermissionFlagsBits.ViewChannel], sending];
  if (thread) needed.push(["Create Public Threads", PermissionFlagsBits.CreatePublicThreads]);
  return needed.flatMap(([name, bit]) => (has(permissions, bit) ? [] : [name]));
}

/** Whether a role that not everyone may mention can be pinged there. */
export function canPingAnyRole(permissions: bigint): boolean {
  return has(permissions, PermissionFlagsBits.Administrator) || has(permissions, PermissionFlagsBits.MentionEveryone);
}

function has(permissions: bigint, bit: bigint): boolean {
  return (permissions & bit) === bit;
}
