import { ComponentType as Types } from "discord-api-types/v10";
import { type Bounds, boundsOf, optionsOf } from "./choice.ts";
import type { Loose } from "./component-tree.ts";
import { type Channel, channelTypes, type Server } from "./inhabitants.ts";
import type { World } from "./world.ts";

/**
 * What a select or a group takes of `wanted`: option values or labels, or ids of what the server has.
 *
 * @returns values or ids, as the bot is told them
 * @throws Error for what is not offered, for the same twice, for too few or too many
 */
export function chosenValues(
  world: World,
  channel: Channel,
  field: Loose,
  wanted: readonly string[],
  { least, most }: Bounds = boundsOf(field),
): string[] {
  if (wanted.length < least || wanted.length > most)
    throw new Error(`The select "${field.custom_id}" takes ${least} to ${most} values`);
  const values = field.options ? wanted.map((text) => optionValue(field, text)) : [...wanted];
  if (new Set(values).size < values.length) throw new Error(`The select "${field.custom_id}" takes each value once`);
  const stranger = field.options ? undefined : values.find((id) => !isOffered(world, channel, field, id));
  if (stranger !== undefined) throw new Error(`The select "${field.custom_id}" does not offer ${stranger}`);
  return values;
}

/** A value by what the person reads or by what the bot is told. */
function optionValue(field: Loose, text: string): string {
  const options = optionsOf(field);
  const option = options.find(({ value }) => value === text) ?? options.find(({ label }) => label === text);
  if (option === undefined) throw new Error(`The select takes one of: ${options.map(({ label }) => label).join(", ")}`);
  return option.value;
}

function isOffered(world: World, place: Channel, field: Loose, id: string): boolean {
  const server = world.serverOf(place);
  switch (field.type) {
    case Types.UserSelect:
      return isPerson(world, place, server, id);
    case Types.RoleSelect:
      return server?.roles.has(id) ?? false;
    case Types.MentionableSelect:
      return (server?.roles.has(id) ?? false) || isPerson(world, place, server, id);
    default: {
      const channel = server?.channels.get(id);
      const types = (field.channel_types as readonly number[] | null | undefined) ?? [];
      return channel !== undefined && (types.length === 0 || types.includes(channelTypes[channel.kind]));
    }
  }
}

function isPerson(world: World, place: Channel, server: Server | undefined, id: string): boolean {
  if (server !== undefined) return server.members.has(id);
  return place.recipients.some((person) => person.id === id) || id === world.bot.id;
}
