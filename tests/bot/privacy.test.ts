import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const idOf = ({ message }: Answer) => message?.id ?? "";

async function setUp() {
  const town = await startTown(clockAt("2026-09-27T05:00:00Z"));
  const bot = await startBot(town);
  const { discord, member, moderator } = town;
  const day = await discord.command(member, "today");
  await discord.press(member, idOf(day), "Save");
  await discord.command(moderator, "daily add", { channel: town.channel.id, time: "09:00", timezone: "UTC" });
  return {
    ...town,
    bot,
    ask: (by = member) => discord.command(by, "privacy"),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

test("a member reads what is kept of them alone, and deletes it after being asked", async () => {
  await using it = await setUp();
  const { discord, member } = it;

  const kept = await it.ask();
  const told = textOf(kept.message);
  const question = await discord.press(member, idOf(kept), "Delete what is mine");
  const asked = textOf(question.message);
  const deleted = await discord.press(member, idOf(question), "Delete");

  expect(kept.ephemeral).toBe(true);
  expect(told).toContain("## What I keep of you\n- 1 fact that you saved: until you remove them");
  expect(told).not.toContain("this server");
  expect(asked).toContain("Delete all that I keep of you?");
  expect(textOf(deleted.message)).toContain("Deleted: I keep nothing of you any more.");
  expect(textOf((await it.ask()).message)).toContain("## What I keep of you\nNothing.");
});

test("a question that is answered with Keep deletes nothing", async () => {
  await using it = await setUp();
  const { discord, member } = it;

  const question = await discord.press(member, idOf(await it.ask()), "Delete what is mine");
  const kept = await discord.press(member, idOf(question), "Keep");

  expect(textOf(kept.message)).toContain("1 fact that you saved");
});

test("a moderator reads and deletes what is kept of the server too: its daily posts end", async () => {
  await using it = await setUp();
  const { discord, moderator } = it;

  const kept = await it.ask(moderator);
  const told = textOf(kept.message);
  const question = await discord.press(moderator, idOf(kept), "Delete what is this server's");
  await discord.press(moderator, idOf(question), "Delete");

  expect(told).toContain("that you ordered 1 daily post");
  expect(told).toContain("## What I keep of this server\n- 1 daily post: channel, time, zone");
  expect(textOf((await it.ask(moderator)).message)).toContain("## What I keep of this server\nNothing.");
  expect(textOf((await discord.command(moderator, "daily list")).message)).toContain("no daily post");
});

test("one who may not manage the server deletes nothing of it, whatever is pressed", async () => {
  await using it = await setUp();
  const { discord, member, moderator } = it;
  const press = async (id: string) =>
    discord.interact(member, 3, { component_type: 2, custom_id: id }, idOf(await it.ask()));

  for (const id of ["1/privacy/ask/server", "1/privacy/delete/server"]) {
    expect(textOf((await press(id)).message)).toContain("for members with the Manage Server permission");
  }
  expect(textOf((await it.ask(moderator)).message)).toContain("1 daily post: channel");
});
