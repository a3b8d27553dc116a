import { ApplicationCommandOptionType as Types } from "discord-api-types/v10";
import type { Field } from "./command-input.ts";
import type { Channel, Person, Server } from "./inhabitants.ts";
import { memberPayload, resolvedChannelPayload, rolePayload, userPayload } from "./payload.ts";
import { permissionsOf } from "./permissions.ts";
import type { World } from "./world.ts";

/** The people, roles and channels that an interaction names, by kind and id; kinds with none are left out. */
export function resolve(
  world: World,
  person: Person,
  server: Server | undefined,
  ids: readonly string[],
): Record<string, Record<string, object>> {
  const kinds = {
    users: collect(ids, (id) => world.people.get(id) && userPayload(world.people.get(id)!)),
    members: collect(ids, (id) => memberWithoutUser(server, id)),
    roles: collect(ids, (id) => server?.roles.get(id) && rolePayload(server.roles.get(id)!, 1)),
    channels: collect(ids, (id) => world.channel(id) && channelFor(world, person, world.channel(id)!)),
  };
  return Object.fromEntries(Object.entries(kinds).filter(([, things]) => Object.keys(things).length > 0));
}

/** The ids in fields that name something. */
export function namedIds(fields: readonly Field[]): string[] {
  const naming = [Types.User, Types.Channel, Types.Role, Types.Mentionable];
  return fields.filter(({ type }) => naming.includes(type)).map(({ value }) => String(value));
}

function collect(ids: readonly string[], find: (id: string) => object | undefined): Record<string, object> {
  return Object.fromEntries(ids.flatMap((id) => (find(id) ? [[id, find(id)!]] : [])));
}

function memberWithoutUser(server: Server | undefined, id: string): object | undefined {
  const member = server?.members.get(id);
  if (server === undefined || member === undefined) return undefined;
  const { user: _, deaf: __, mute: ___, ...rest } = memberPayload(member);
  return { ...rest, permissions: permissionsOf(server, member).toString() };
}

function channelFor(world: World, person: Person, channel: Channel): object {
  const permissions = { person: world.permissions(person, channel), bot: world.permissions(world.bot, channel) };
  return resolvedChannelPayload(channel, permissions);
}
