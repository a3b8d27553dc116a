import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { Channel } from "../../playground/discord/inhabitants.ts";
import { has } from "../../playground/discord/permissions.ts";
import { World } from "../../playground/discord/world.ts";
import { createClock } from "./town.ts";

function settle() {
  const world = new World(createClock().now, "Crossfade");
  const server = world.addServer();
  const channel = world.addChannel(server);
  const fans = world.addRole(server, "Fans");
  const staff = world.addRole(server, "Staff");
  const ada = world.addPerson("Ada");
  world.join(server, ada, [fans, staff]);
  const everyone = server.roles.get(server.id)!;
  const may = (bits: bigint, where: Channel = channel) => has(world.permissions(ada, where), bits);
  return { world, server, channel, fans, staff, ada, everyone, may };
}

test("a channel's change for everyone gives way to one for a role, and that to one for the member", () => {
  const { world, channel, everyone, fans, ada, may } = settle();

  world.setPermissions(channel, everyone, { deny: Bits.SendMessages });
  expect(may(Bits.SendMessages)).toBe(false);
  world.setPermissions(channel, fans, { allow: Bits.SendMessages });
  expect(may(Bits.SendMessages)).toBe(true);
  world.setPermissions(channel, ada, { deny: Bits.SendMessages });
  expect(may(Bits.SendMessages)).toBe(false);
});

test("what one role allows wins over what another denies", () => {
  const { world, channel, fans, staff, may } = settle();

  world.setPermissions(channel, staff, { deny: Bits.SendMessages });
  world.setPermissions(channel, fans, { allow: Bits.SendMessages });

  expect(may(Bits.SendMessages)).toBe(true);
});

test("who does not see a channel may do nothing there", () => {
  const { world, channel, ada } = settle();

  world.setPermissions(channel, ada, { deny: Bits.ViewChannel });

  expect(world.permissions(ada, channel)).toBe(0n);
});

test("who may not write may not embed or ping everyone either", () => {
  const { world, channel, ada, may } = settle();

  world.setPermissions(channel, ada, { deny: Bits.SendMessages });

  expect([may(Bits.EmbedLinks), may(Bits.MentionEveryone), may(Bits.ReadMessageHistory)]).toEqual([false, false, true]);
});

test("administrators and owners may do everything, whatever a channel denies", () => {
  const { world, server, channel, fans, everyone, may } = settle();
  const owner = world.people.get(server.ownerId)!;

  world.setPermissions(channel, everyone, { deny: Bits.ViewChannel });
  fans.permissions = Bits.Administrator;

  expect(may(Bits.BanMembers)).toBe(true);
  expect(has(world.permissions(owner, channel), Bits.ManageGuild)).toBe(true);
});

test("a thread takes its channel's permissions", () => {
  const { world, server, channel, ada, may } = settle();
  const thread = world.openChannel({
    kind: "thread",
    name: "Talk",
    serverId: server.id,
    parentId: channel.id,
    ownerId: ada.id,
  });

  world.setPermissions(channel, ada, { deny: Bits.SendMessagesInThreads });

  expect([may(Bits.SendMessagesInThreads, thread), may(Bits.ViewChannel, thread)]).toEqual([false, true]);
});

test("one who is no member may do nothing", () => {
  const { world, server, channel, ada } = settle();

  world.leave(server, ada);

  expect(world.permissions(ada, channel)).toBe(0n);
});
