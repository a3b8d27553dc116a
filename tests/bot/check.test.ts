import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { createInspector } from "../../src/bot/inspector.ts";
import type { InspectedPlace } from "../../src/schedule/place.ts";
import { textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

describe("a check", () => {
  test("finds what would fail at posting: a locked thread, a forum with tags, a role that is not pinged", async () => {
    await using it = await startDaily();
    const { world } = it.discord;
    const forum = world.addChannel(it.server, { name: "talk", kind: "forum" });
    const tagged = world.addChannel(it.server, { name: "tags", kind: "forum", tagRequired: true });
    const plan = { serverId: it.server.id, parentId: forum.id, ownerId: it.member.person.id };
    const thread = world.openChannel({ kind: "thread", name: "Raising Hell", ...plan });
    const role = world.addRole(it.server, "Fans", { mentionable: true });
    await it.order({ role: role.id });
    await it.order({ channel: thread.id });
    await it.order({ channel: forum.id });
    thread.locked = true;
    role.mentionable = false;
    world.setBotPermissions(it.channel, { deny: Bits.MentionEveryone });
    world.setBotPermissions(forum, { deny: Bits.SendMessages });

    const found = await it.daily("check");
    const refused = await it.daily("add", { channel: tagged.id, time: "9am", timezone: "UTC" });

    expect(found).toContain("**Some daily posts need a look:**");
    expect(found).toContain(`<#${it.channel.id}>: I can post there, but <@&${role.id}> will not be notified`);
    expect(found).toContain(`<#${thread.id}>: the thread is locked; unlock it`);
    expect(found).toContain(`<#${forum.id}>: I lack Create Posts; open that channel's settings`);
    expect(refused).toBe(
      "The forum requires a tag for each post; turn that off, or schedule the post in another place.",
    );
  });

  test("of a thread names the channel that it takes its permissions from", async () => {
    await using it = await startDaily();
    const plan = { serverId: it.server.id, parentId: it.channel.id, ownerId: it.member.person.id };
    const thread = it.discord.world.openChannel({ kind: "thread", name: "Raising Hell", ...plan });
    await it.order({ channel: thread.id });
    it.discord.world.setBotPermissions(it.channel, { deny: Bits.SendMessagesInThreads });

    const found = await it.daily("check");
    const refused = await it.daily("resume", { channel: thread.id });

    const mend = `a thread takes that from <#${it.channel.id}>: open that channel's settings, Permissions, and allow it for my role.`;
    expect(found).toContain(`<#${thread.id}>: I lack Send Messages in Threads; ${mend}`);
    expect(refused).toBe(`I lack Send Messages in Threads in <#${thread.id}>; ${mend}`);
  });

  test.each([
    ["Discord does not answer", 500, "Discord does not answer; try again in a few minutes."],
    ["a proxy refuses", 403, "Discord does not answer; try again in a few minutes."],
    ["Discord shows the bot the door", undefined, "the server cannot be reached; invite me again."],
  ])("says so of each channel where %s", async (_, status, reason) => {
    await using it = await startDaily();
    const other = it.discord.world.addChannel(it.server, { name: "other" });
    await it.order();
    await it.order({ channel: other.id });
    const roles = { method: "GET", path: "/guilds/:id/roles", times: 9 } as const;
    if (status !== undefined) it.discord.trouble({ kind: "status", status }, roles);
    else it.discord.world.leave(it.server, it.discord.world.bot);

    const found = textOf((await it.discord.command({ ...it.moderator, force: true }, "daily check")).message);

    expect(found).toContain(`- <#${it.channel.id}>: ${reason}\n- <#${other.id}>: ${reason}`);
    expect(it.bot.log.filter(({ level }) => level > 30)).toEqual([]);
  });

  test.each([
    ["as a refusal", undefined],
    ["without its name, its topic and what is allowed there", "___hidden___"],
  ])("says of a channel that Discord hides from the bot, %s, that it cannot be seen", async (_, name) => {
    await using it = await startDaily();
    await it.order();
    it.discord.world.setBotPermissions(it.channel, { deny: Bits.ViewChannel });
    const { id } = it.channel;
    const hidden = { id, type: 0, name, flags: 1 << 17, permission_overwrites: [], topic: null };
    const page = { status: 200, text: JSON.stringify(hidden), headers: { "content-type": "application/json" } };
    if (name !== undefined) it.discord.trouble({ kind: "page", ...page }, { method: "GET", path: "/channels/:id" });

    const [found, listed] = [await it.daily("check"), await it.daily("list")];

    expect(found).toContain(`<#${id}>: I cannot see the channel; allow View Channel for my role there.`);
    expect(listed).toContain(`<#${id}>`);
    expect(it.bot.log.filter(({ level }) => level > 30)).toEqual([]);
  });

  test("of a hidden channel, a moderator who orders a post there reads what is missing", async () => {
    await using it = await startDaily();
    it.discord.world.setBotPermissions(it.channel, { deny: Bits.ViewChannel });

    expect(await it.daily("add", { channel: it.channel.id, time: "9am", timezone: "UTC" })).toContain(
      "I lack View Channel",
    );
  });

  test.each([
    ["while it lasts", "2026-09-27T08:00:00+00:00", "2026-09-27T08:00:00Z"],
    ["also where there is none", null, undefined],
  ])("learns of the bot's timeout in the server, %s", async (_, written, expected) => {
    const answers: Readonly<Record<string, unknown>> = {
      "/guilds/10/roles": [],
      "/guilds/10/members/1": { roles: [], communication_disabled_until: written },
      "/channels/20": { id: "20", type: 0 },
    };
    const get = async (route: string) => answers[route];
    const inspector = createInspector({ get, post: get, put: get, patch: get }, () => "1");

    const place = (await inspector.inspect("10", ["20"])).get("20");

    expect((place as InspectedPlace).timedOutUntil?.toString()).toBe(expected);
  });
});
