import { execFile } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const SCRIPT = join(import.meta.dirname, "../../src/reports.ts");

async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const town = await startTown(clockAt("2026-09-27T12:00:00Z"));
  const { discord, member, moderator, server } = town;
  const desk = discord.world.addChannel(server, { name: "reports" });
  const env = { DATABASE_URL: `sqlite:${join(folder.path, "bot.db")}`, REPORTS_CHANNEL: desk.id };
  const start = () => startBot(town, env);
  const day = async () => {
    const { message } = await discord.command(moderator, "today", { date: "4 July" });
    return message?.id ?? "";
  };
  return {
    ...town,
    start,
    day,
    /** Presses Report on that message and sends the form. */
    async report(messageId: string, fields: Record<string, string>, by = member) {
      return discord.submit(by, await discord.press(by, messageId, "Report"), fields);
    },
    told: () => discord.world.messages(desk),
    list: async () =>
      (await promisify(execFile)(process.execPath, [SCRIPT], { env: { ...process.env, ...env } })).stdout,
    async [Symbol.asyncDispose]() {
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

test("what is wrong with a fact is reported in a form, told to the operator's channel, and listed, also after a restart", async () => {
  await using it = await setUp();
  const id = await (async () => {
    await using _ = await it.start();
    return await it.day();
  })();
  await using bot = await it.start();

  const thanks = await it.report(id, {
    words: "It was the 5th.\nSee the\u202epage\u001b[2J",
    source: "https://example.com/a",
  });
  await bot.beat();

  expect(thanks.ephemeral).toBe(true);
  expect(textOf(thanks.message)).toMatch(/^Thanks\. What you wrote is kept/);
  expect(it.told()).toHaveLength(1);
  expect(textOf(it.told()[0])).toMatch(/^### A report on “.+”\nIt was the 5th\. See the page \\\[2J\n\*\*A source:/);
  expect(it.told()[0]).toMatchObject({ mentions: [], mention_everyone: false });
  const listed = await it.list();
  expect(listed).toMatch(
    /^2026-09-27T12:00Z {2}[\w-]+ {2}\(.+\)\n {2}what is wrong: It was the 5th\. See the page \[2J\n/,
  );
  expect(listed).toMatch(/ {2}a source: https:\/\/example\.com\/a\n {2}by \d+\n\n1 report\n$/);
});

test("the same fact is reported once by one person, and nothing that shows nothing", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const id = await it.day();

  const empty = await it.report(id, { words: "\u200b \u2060" });
  await it.report(id, { words: "Wrong" });
  const again = await it.discord.press(it.member, id, "Report");
  const other = await it.report(id, { words: "Wrong", source: "   " }, it.moderator);

  expect(textOf(empty.message)).toContain("shows nothing");
  expect(again.modal).toBeUndefined();
  expect(textOf(again.message)).toMatch(/^You reported this fact already/);
  expect(textOf(other.message)).toMatch(/^Thanks/);
});

test("words that ping, format or lead elsewhere do nothing of that in the operator's channel", async () => {
  await using it = await setUp();
  await using bot = await it.start();

  await it.report(await it.day(), { words: `@everyone <@&${it.server.id}> **${"*".repeat(580)}`.slice(0, 600) });
  await bot.beat();

  expect(it.told()).toHaveLength(1);
  expect(it.told()[0]).toMatchObject({ mentions: [], mention_roles: [], mention_everyone: false });
});
