import {
  type APIChannel,
  type APIGuildMember,
  type APIInteractionDataResolvedChannel,
  type APIRole,
  type APIUser,
  type GuildMemberFlags,
  PermissionFlagsBits,
  type RoleFlags,
  type UserFlags,
} from "discord-api-types/v10";
import {
  type Channel,
  channelTypes,
  isThread,
  type Member,
  type Overwrite,
  type Person,
  type Role,
} from "./inhabitants.ts";
import { instantOf } from "./snowflake.ts";

/** The flag by which Discord tells a channel that the bot may not see, since November 2026. */
const HIDDEN = 1 << 17;

// Discord's JSON for the things of the world: pure, and fields that discord.js never reads may be left out.

export function userPayload(person: Person): APIUser {
  return {
    id: person.id,
    username: person.name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, "_"),
    discriminator: person.bot ? "0001" : "0",
    global_name: person.bot ? null : person.name,
    avatar: null,
    bot: person.bot,
    public_flags: 0 as UserFlags,
    flags: 0 as UserFlags,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

export function memberPayload({ person, roles, joinedAt }: Member): APIGuildMember {
  return {
    user: userPayload(person),
    nick: null,
    avatar: null,
    banner: null,
    roles: [...roles],
    joined_at: isoOf(joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0 as GuildMemberFlags,
    pending: false,
    communication_disabled_until: null,
  };
}

export function rolePayload(role: Role, position: number): APIRole {
  return {
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: role.permissions.toString(),
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0 as RoleFlags,
  };
}

/** A channel as its own route gives it. */
export function channelPayload(channel: Channel): APIChannel {
  const { id, kind, name, serverId } = channel;
  const common = {
    id,
    type: channelTypes[kind],
    flags: channel.tagRequired ? 16 : 0,
    last_message_id: lastMessageId(channel),
  };
  if (serverId === undefined) {
    return {
      ...common,
      recipients: channel.recipients.filter(({ bot }) => !bot).map(userPayload),
    } as unknown as APIChannel;
  }
  const inServer = { ...common, guild_id: serverId, name, parent_id: channel.parentId ?? null, rate_limit_per_user: 0 };
  return (
    isThread(channel) ? { ...inServer, ...threadFields(channel) } : { ...inServer, ...channelFields(channel) }
  ) as APIChannel;
}

/** A channel that the bot may not see, as Discord tells of it: its id, its kind, and nothing else that is so. */
export function hiddenChannelPayload(channel: Channel): APIChannel {
  const { flags = 0, ...fields } = channelPayload(channel);
  return {
    ...fields,
    name: "___hidden___",
    flags: flags | HIDDEN,
    ...("topic" in fields && { topic: null }),
    ...("permission_overwrites" in fields && { permission_overwrites: [] }),
    last_message_id: null,
  } as APIChannel;
}

/** A channel as an interaction carries it: what the person and the bot may do there stands on it. */
export function resolvedChannelPayload(
  channel: Channel,
  permissions: { person: bigint; bot: bigint },
): APIInteractionDataResolvedChannel & { app_permissions: string } {
  const seen = (permissions.bot & PermissionFlagsBits.ViewChannel) !== 0n;
  const whole = seen ? channelPayload(channel) : hiddenChannelPayload(channel);
  const { permission_overwrites: _, ...fields } = whole as APIChannel & {
    permission_overwrites?: unknown;
  };
  const granted = { permissions: permissions.person.toString(), app_permissions: permissions.bot.toString() };
  return { ...fields, ...granted } as unknown as APIInteractionDataResolvedChannel & { app_permissions: string };
}

/** Discord's way to write a time: microseconds, and the zone as an offset. */
export function isoOf(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: "microsecond" }).replace("Z", "+00:00");
}

function channelFields({ overwrites }: Channel) {
  return {
    position: 0,
    topic: null,
    nsfw: false,
    permission_overwrites: overwrites.map(overwritePayload),
    last_pin_timestamp: null,
  };
}

function overwritePayload({ id, type, allow, deny }: Overwrite) {
  return { id, type: type === "role" ? 0 : 1, allow: allow.toString(), deny: deny.toString() };
}

function threadFields({ id, ownerId, archived, locked, posts }: Channel) {
  const opened = isoOf(instantOf(id));
  return {
    owner_id: ownerId,
    thread_metadata: {
      archived,
      locked,
      auto_archive_duration: 4320,
      archive_timestamp: opened,
      create_timestamp: opened,
    },
    message_count: posts.length,
    total_message_sent: posts.length,
    member_count: 1,
    applied_tags: [],
  };
}

function lastMessageId({ posts }: Channel): string | null {
  return posts.findLast(({ onlyFor }) => onlyFor === undefined)?.message.id ?? null;
}
