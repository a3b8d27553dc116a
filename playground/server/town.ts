import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import type { Channel, Person, Server } from "../discord/inhabitants.ts";
import type { World } from "../discord/world.ts";
import type { BotPermission } from "../protocol.ts";

/** The server of the playground, and those who live in it. */
export interface Town {
  readonly server: Server;
  readonly member: Person;
  readonly moderator: Person;
}

const BITS: Readonly<Record<BotPermission, bigint>> = {
  "View Channel": Bits.ViewChannel,
  "Send Messages": Bits.SendMessages,
};

/** Settles a record shop's server with a member and a moderator. */
export function settleTown(world: World): Town {
  const server = world.addServer({ name: "The Record Shop", owner: world.addPerson("Owner") });
  for (const name of ["general", "music-history", "listening-room"]) world.addChannel(server, { name });
  world.addChannel(server, { name: "announcements", kind: "announcement" });
  const forum = world.addChannel(server, { name: "album-talk", kind: "forum" });

  const moderators = world.addRole(server, "Moderators", { permissions: Bits.ManageGuild });
  const fans = world.addRole(server, "Crossover Club", { mentionable: true });
  const member = world.addPerson("Member");
  const moderator = world.addPerson("Moderator");
  world.join(server, member, [fans]);
  world.join(server, moderator, [moderators]);
  for (const person of [member, moderator]) world.directMessage(person);
  const place = { serverId: server.id, parentId: forum.id, ownerId: member.id };
  world.openChannel({ kind: "thread", name: "Raising Hell, forty years on", ...place });
  return { server, member, moderator };
}

/** Has them write something to read. */
export function fillTown(world: World, { member, moderator, server }: Town): void {
  const say = (person: Person, place: string, text: string) => {
    const channel = [...server.channels.values()].find(({ name }) => name === place);
    if (channel !== undefined) world.say(person, channel, text);
  };
  say(moderator, "general", `Welcome! ${world.bot.name} has joined us: type **/** to see what it can do.`);
  say(member, "general", "Does it know which song first put rock and hip-hop on one record?");
  say(moderator, "music-history", "One crossover a day belongs here. I could order it with `/daily add`.");
  say(member, "Raising Hell, forty years on", "Side one still sounds like a party. Which track do you play first?");
}

/** Whether the channel leaves the bot that permission. */
export function isAllowed(world: World, channel: Channel, permission: BotPermission): boolean {
  return (denied(world, channel) & BITS[permission]) === 0n;
}

/** Gives the bot a permission in a channel, or takes it, and leaves its others. */
export function setAllowed(world: World, channel: Channel, permission: BotPermission, allowed: boolean): void {
  const others = denied(world, channel) & ~BITS[permission];
  world.setBotPermissions(channel, { deny: allowed ? others : others | BITS[permission] });
}

function denied(world: World, { overwrites }: Channel): bigint {
  return overwrites.find(({ id }) => id === world.bot.id)?.deny ?? 0n;
}
