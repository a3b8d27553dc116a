import { type APIApplicationCommand, PermissionFlagsBits as Bits } from "discord-api-types/v10";
import type { Channel, Person } from "./inhabitants.ts";
import { contextOf, installOwners } from "./interaction-payload.ts";
import { has } from "./permissions.ts";
import type { World } from "./world.ts";

/**
 * Why Discord's app does not offer a command to a person in a channel, as that person would see it.
 *
 * @returns `undefined` when it does
 */
export function whyNotOffered(
  world: World,
  { name, ...command }: APIApplicationCommand,
  person: Person,
  channel: Channel,
): string | undefined {
  const ways = Object.keys(installOwners(world, { person, channel })).map(Number);
  if (!(command.integration_types ?? [0]).some((type) => ways.includes(type))) {
    return `/${name} is not offered here: the bot is not installed for it`;
  }
  if (!contextsOf(command).includes(contextOf({ channel }))) return `/${name} is not offered here`;
  if (channel.serverId === undefined) return undefined;
  const granted = world.permissions(person, channel);
  const wanted = command.default_member_permissions;
  const needed = wanted === "0" ? Bits.Administrator : BigInt(wanted ?? 0);
  const may = has(granted, needed | Bits.UseApplicationCommands);
  return may ? undefined : "You do not have permission to use this command";
}

function contextsOf({ contexts, dm_permission, guild_id }: Partial<APIApplicationCommand>): readonly number[] {
  if (guild_id !== undefined) return [0];
  return contexts ?? (dm_permission === false ? [0] : [0, 1, 2]);
}
