import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { textOf } from "./bot.ts";
import { removeFromList, startDaily } from "./daily.ts";

test("an order that Discord's refusals paused keeps their reason when a moderator pauses it too", async () => {
  await using it = await startDaily();
  await it.order();
  it.discord.world.setBotPermissions(it.channel, { deny: Bits.SendMessages });
  for (const day of ["27", "28", "29"]) await it.beatAt(`2026-09-${day}T08:00:00Z`);

  const answer = await it.daily("pause", { channel: it.channel.id });

  expect(answer).toContain("Daily post already paused");
  expect(answer).toContain("Paused: refused 3 days in a row");
  expect(await it.daily("list")).toContain("Paused: refused 3 days in a row");
});

test("an order that a moderator paused can be removed once its channel is gone", async () => {
  await using it = await startDaily();
  await it.order();
  const paused = await it.daily("pause", { channel: it.channel.id });
  const desk = { ...it.moderator, channel: it.discord.world.addChannel(it.server, { name: "desk" }) };
  it.discord.world.removeChannel(it.channel);

  const list = await it.discord.command(desk, "daily list");
  const removed = await removeFromList(it.discord, desk, list);

  expect(paused).toContain("Paused: by a moderator; resume it with /daily resume");
  expect(textOf(removed.message)).toContain("gets no daily post any more");
});

test("a thread that was locked is not resumed", async () => {
  await using it = await startDaily();
  const plan = { serverId: it.server.id, parentId: it.channel.id, ownerId: it.member.person.id };
  const thread = it.discord.world.openChannel({ kind: "thread", name: "Raising Hell", ...plan });
  await it.order({ channel: thread.id });
  await it.daily("pause", { channel: thread.id });
  thread.locked = true;

  const answer = await it.daily("resume", { channel: thread.id });

  expect(answer).toBe("The thread is locked; unlock it, or schedule the post in another place.");
});

test.each([
  ["announcement", "publish", "Only an announcement channel can publish; switch it off with /daily edit publish:False"],
  ["text", "thread", "There are no threads under posts in <#PLACE>; switch it off with /daily edit thread:False"],
] as const)(
  "an order of a channel of kind “%s” that became another is resumed without its %s",
  async (kind, option, sentence) => {
    await using it = await startDaily();
    const place = it.discord.world.addChannel(it.server, { name: "place", kind });
    await it.order({ channel: place.id, [option]: true });
    await it.daily("pause", { channel: place.id });
    Object.assign(place, { kind: kind === "text" ? "forum" : "text" });

    const refused = await it.daily("resume", { channel: place.id });
    const edited = await it.daily("edit", { channel: place.id, [option]: false });
    const resumed = await it.daily("resume", { channel: place.id });

    expect(refused).toContain(sentence.replace("PLACE", place.id));
    expect(edited).toContain("Daily post changed");
    expect(resumed).toContain("Daily post resumed");
  },
);

test("what a paused order will post is told as what comes once it is resumed", async () => {
  await using it = await startDaily();
  await it.order();
  await it.daily("pause", { channel: it.channel.id });

  const preview = await it.daily("preview", { channel: it.channel.id, days: 3 });
  const next = await it.daily("preview", { channel: it.channel.id });

  expect(preview).toContain("It is paused; these come once it is resumed with /daily resume.");
  expect(preview).toMatch(/ · \d+ more that day/);
  expect(next).toContain(", once it is resumed:");
});

test("resuming an order that is not paused leaves out no post that is due at that moment", async () => {
  await using it = await startDaily();
  await it.order();
  it.clock.set("2026-09-27T08:00:20Z");

  const answer = await it.daily("resume", { channel: it.channel.id });
  await it.beatAt("2026-09-27T08:01:00Z");

  expect(answer).toContain("Daily post already running");
  expect(await it.daily("history")).toContain("[posted]");
});

test("an edit that names the time as it is leaves out no post that is due at that moment", async () => {
  await using it = await startDaily();
  await it.order();
  it.clock.set("2026-09-27T08:00:20Z");

  await it.daily("edit", { channel: it.channel.id, time: "9am", timezone: "London" });
  await it.beatAt("2026-09-27T08:01:00Z");

  expect(await it.daily("history")).toContain("[posted]");
});

test("where all orders of a server are paused, a preview says how to go on", async () => {
  await using it = await startDaily();
  const before = await it.daily("preview");
  await it.order();
  await it.daily("pause", { channel: it.channel.id });

  const after = await it.daily("preview");

  expect(before).toBe("No daily post runs in this server; /daily add makes one.");
  expect(after).toBe(
    "Every daily post of this server is paused; resume one with /daily resume, or name a channel to preview it.",
  );
});
