import { type APIUser, InteractionContextType as Contexts } from "discord-api-types/v10";
import type { Interaction } from "./interaction.ts";
import { channelPayload, memberPayload, userPayload } from "./payload.ts";
import { IN_DIRECT_MESSAGES } from "./permissions.ts";
import { FILE_LIMIT } from "./request.ts";
import type { World } from "./world.ts";

/** What INTERACTION_CREATE brings. `data` and `message` depend on the kind of interaction. */
export function interactionPayload(
  world: World,
  applicationId: string,
  interaction: Interaction,
  data: object,
): object {
  const { id, token, type, person, channel, pressed } = interaction;
  const permissions = world.permissions(person, channel);
  return {
    id,
    application_id: applicationId,
    type,
    data,
    token,
    version: 1,
    channel: { ...channelPayload(channel), permissions: permissions.toString() },
    channel_id: channel.id,
    ...callerFields(world, interaction, permissions),
    locale: person.locale,
    app_permissions: appPermissions(world, interaction).toString(),
    entitlements: [],
    authorizing_integration_owners: installOwners(world, interaction),
    context: contextOf(interaction),
    attachment_size_limit: FILE_LIMIT,
    ...(pressed && { message: pressed.message }),
  };
}

/** Where it happened, as commands name it in their `contexts`. */
export function contextOf({ channel }: Pick<Interaction, "channel">): Contexts {
  if (channel.serverId !== undefined) return Contexts.Guild;
  return channel.kind === "dm" ? Contexts.BotDM : Contexts.PrivateChannel;
}

/** What lets the bot be used here: key 0 for the server that it is in, 1 for the person's own account. */
export function installOwners(
  world: World,
  { channel, person }: Pick<Interaction, "channel" | "person">,
): Record<string, string> {
  const server = world.serverOf(channel);
  const byServer = server?.members.has(world.bot.id) ? { "0": server.id } : {};
  const byDirectMessage = channel.kind === "dm" ? { "0": "0" } : {};
  return { ...byServer, ...byDirectMessage, ...(person.installed ? { "1": person.id } : {}) };
}

function callerFields(world: World, { person, channel }: Interaction, permissions: bigint) {
  const server = world.serverOf(channel);
  const member = server?.members.get(person.id);
  if (server === undefined || member === undefined) return { user: userPayload(person) satisfies APIUser };
  return {
    guild: { id: server.id, locale: server.locale, features: [] },
    guild_id: server.id,
    guild_locale: server.locale,
    member: { ...memberPayload(member), permissions: permissions.toString() },
  };
}

/** Where the bot is no member, it may do in its answers what the person may. */
function appPermissions(world: World, { person, channel }: Interaction): bigint {
  if (world.serverOf(channel)?.members.has(world.bot.id)) return world.permissions(world.bot, channel);
  return world.permissions(person, channel) & IN_DIRECT_MESSAGES;
}
