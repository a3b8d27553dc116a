import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import type { Caller, ChosenChannel, ChosenRole, OptionSpec } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { completeZone } from "../../src/input/zone.ts";

/** Channels that take an ordinary message and keep it in view. */
export const POSTABLE = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

const NEEDED = {
  "View Channel": PermissionFlagsBits.ViewChannel,
  "Send Messages": PermissionFlagsBits.SendMessages,
} as const;

const anyChannel = {
  type: "channel",
  channelTypes: POSTABLE,
} as const satisfies Partial<OptionSpec>;

/** For subcommands that can do without a channel. */
export const optionalChannelField = {
  ...anyChannel,
  description: "The channel (default: the one that posts next)",
} as const;

export const channelField = {
  ...anyChannel,
  description: "The channel with the daily post",
  required: true,
} as const;

export const timeField = { type: "string", description: "Time of day, e.g. 09:00 or 9am", maxLength: 20 } as const;

export const zoneField = {
  type: "string",
  description: "Time zone, e.g. Europe/Paris",
  maxLength: 60,
  complete: (typed, { clock }) => completeZone(typed, clock()),
} as const satisfies OptionSpec;

export const genreField = {
  type: "string",
  description: "Only events of this genre, where there are any; “any” for all",
  maxLength: 60,
  complete: (typed, { facts }) => facts.complete("genre", typed),
} as const satisfies OptionSpec;

export const roleField = {
  type: "role",
  description: "A role to ping with each post; @everyone for none",
} as const satisfies OptionSpec;

/**
 * Refuses a channel that cannot be posted in.
 *
 * @throws {UserError} naming what is wrong and how to mend it
 */
export function checkChannel({ id, permissions, type }: ChosenChannel): void {
  if (!POSTABLE.some((it) => it === type)) {
    throw new UserError(`I can post in text and announcement channels only; choose one of those instead of <#${id}>.`);
  }
  if (permissions === undefined || hasPermission(permissions, PermissionFlagsBits.Administrator)) return;
  const missing = Object.entries(NEEDED).flatMap(([name, bit]) => (hasPermission(permissions, bit) ? [] : [name]));
  if (missing.length > 0) {
    throw new UserError(
      `I lack ${missing.join(" and ")} in <#${id}>; open that channel's settings, Permissions, and allow it for my role.`,
    );
  }
}

/** The role that may be pinged; `undefined` for @everyone, whose id is the server's. */
export function readRole(role: ChosenRole | undefined, { guildId }: Caller): string | undefined {
  return role === undefined || role.id === guildId ? undefined : role.id;
}

/** A word on a role that a ping would not reach; `undefined` where it will. */
export function pingWarning(role: ChosenRole | undefined, channel: ChosenChannel, caller: Caller): string | undefined {
  if (role === undefined || role.mentionable || readRole(role, caller) === undefined) return undefined;
  if (channel.permissions === undefined || hasPermission(channel.permissions, PermissionFlagsBits.MentionEveryone))
    return undefined;
  return `<@&${role.id}> will not be notified: allow anyone to mention it, or give me Mention Everyone in that channel.`;
}

/** The server that a moderators' command came from; dispatch lets it through from nowhere else. */
export function serverOf({ guildId }: Caller): string {
  if (guildId === undefined) throw new Error("a moderators' command came from outside a server");
  return guildId;
}

/** The sentence for a channel that has no order. */
export function noOrder(channelId: string): UserError {
  return new UserError(`<#${channelId}> has no daily post; /daily add makes one, /daily list shows those there are.`);
}

function hasPermission(permissions: bigint, bit: bigint): boolean {
  return (permissions & bit) === bit;
}
