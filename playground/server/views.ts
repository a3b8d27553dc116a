import { type Channel, channelTypes, type Person, type Post } from "../discord/inhabitants.ts";
import type { WireEntry } from "../discord/wire.ts";
import type { World } from "../discord/world.ts";
import type { ChannelView, PersonView, PostView, RoleView, WireView } from "../protocol.ts";
import { isAllowed, type Town } from "./town.ts";

// What the page is told of the world. Pure.

/** The channels that a person finds in the app, threads below their channel, then the direct message. */
export function channelsOf(world: World, { server }: Town, person: Person): Channel[] {
  const all = [...server.channels.values()];
  const placed = all
    .filter(({ parentId }) => parentId === undefined)
    .flatMap((channel) => [channel, ...all.filter(({ parentId }) => parentId === channel.id)]);
  return [...placed, world.directMessage(person)];
}

export function channelView(world: World, channel: Channel): ChannelView {
  const { id, kind, name, parentId, serverId } = channel;
  const bot = {
    "View Channel": isAllowed(world, channel, "View Channel"),
    "Send Messages": isAllowed(world, channel, "Send Messages"),
  };
  return {
    id,
    name: kind === "dm" ? world.bot.name : name,
    kind: kindOf(channel),
    type: channelTypes[kind],
    ...(parentId && { parentId }),
    ...(serverId && parentId === undefined && { bot }),
  };
}

export function peopleOf(world: World, { moderator }: Town): PersonView[] {
  const part = (person: Person) => (person.bot ? "app" : person === moderator ? "moderator" : "member");
  return [...world.people.values()].map((person) => ({ id: person.id, name: person.name, part: part(person) }));
}

export function rolesOf({ server }: Town): RoleView[] {
  return [...server.roles.values()].map(({ id, name }) => ({ id, name }));
}

/** @returns `undefined` for a message that the person does not see */
export function postView(town: Town, channel: Channel, post: Post, person: Person): PostView | undefined {
  const { message, onlyFor, pings } = post;
  if (onlyFor !== undefined && onlyFor !== person) return undefined;
  const roles = town.server.members.get(person.id)?.roles ?? [];
  const own = message.author.id === person.id;
  return {
    channelId: channel.id,
    message,
    onlyYou: onlyFor !== undefined,
    pingsYou: !own && pings.some((id) => id === person.id || id === "everyone" || roles.includes(id)),
  };
}

export function wireView(entry: WireEntry): WireView {
  const { number, body } = entry;
  const at = entry.at.epochMilliseconds;
  if (entry.kind === "event") return { number, at, kind: entry.direction, title: entry.name, refusal: [], body };
  const { answer, files, method, ms, path, refusal = [], status, trouble } = entry;
  return {
    number,
    at,
    kind: "request",
    title: `${method} ${path}`,
    ms,
    refusal,
    body,
    ...(status !== undefined && { status }),
    ...(trouble && { trouble }),
    ...(files && { files }),
    ...(answer !== undefined && { answer }),
  };
}

function kindOf({ kind }: Channel): ChannelView["kind"] {
  switch (kind) {
    case "announcement":
    case "forum":
    case "dm":
      return kind;
    case "thread":
    case "announcement thread":
      return "thread";
    default:
      return "text";
  }
}
