import { PermissionFlagsBits } from "discord-api-types/v10";
import { isThread, type Member, type Server } from "./inhabitants.ts";
import { channelPayload, hiddenChannelPayload, isoOf, memberPayload, rolePayload } from "./payload.ts";
import { has, permissionsOf } from "./permissions.ts";

/** A server as `GET /guilds/{id}` gives it. */
export function serverPayload(server: Server): Record<string, unknown> {
  const absent = [
    "home_header",
    "incidents_data",
    "max_presences",
    "icon",
    "splash",
    "discovery_splash",
    "banner",
    "description",
    "vanity_url_code",
    "application_id",
  ];
  const channels = [
    "afk_channel_id",
    "system_channel_id",
    "rules_channel_id",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
  ];
  const none = Object.fromEntries([...absent, ...channels, "widget_channel_id"].map((key) => [key, null]));
  return {
    ...none,
    id: server.id,
    name: server.name,
    owner_id: server.ownerId,
    preferred_locale: server.locale,
    features: [],
    roles: [...server.roles.values()].map(rolePayload),
    emojis: [],
    stickers: [],
    afk_timeout: 300,
    system_channel_flags: 0,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    nsfw: false,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    widget_enabled: false,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    region: "",
  };
}

/** A server as GUILD_CREATE brings it to a bot with the Guilds intent. */
export function serverCreatePayload(server: Server, bot: Member): Record<string, unknown> {
  const channels = [...server.channels.values()];
  return {
    ...serverPayload(server),
    joined_at: isoOf(bot.joinedAt),
    large: false,
    unavailable: false,
    member_count: server.members.size,
    members: [memberPayload(bot)],
    channels: channels
      .filter((channel) => !isThread(channel))
      .map((channel) =>
        has(permissionsOf(server, bot, channel), PermissionFlagsBits.ViewChannel)
          ? channelPayload(channel)
          : hiddenChannelPayload(channel),
      ),
    threads: channels.filter(isThread).map(channelPayload),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
