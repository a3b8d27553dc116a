import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const idOf = ({ message }: Answer) => message?.id ?? "";

async function startReading() {
  const town = await startTown(clockAt("2026-09-27T05:00:00Z"));
  const bot = await startBot(town);
  const { discord, member } = town;
  return {
    ...town,
    bot,
    press: (answer: Answer, button: string, by = member) => discord.press(by, idOf(answer), button),
    /** What all see of the bot, the newest last. */
    seen: () =>
      discord.world
        .messages(town.channel)
        .filter(({ author, flags }) => author.id === discord.world.bot.id && ((flags ?? 0) & 64) === 0),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

/** The labels of all buttons of a message. */
function labelsOf({ message }: Answer): string[] {
  return [...JSON.stringify(message?.components).matchAll(/"type":2,[^}]*?"label":"([^"]+)"/g)].map(
    ([, label]) => label!,
  );
}

const sourcesOf = (answer: Answer) => labelsOf(answer).find((it) => it.startsWith("Sources"))!;

test("a result that one person reads alone is shared with all, once, and says who did, without a ping", async () => {
  await using it = await startReading();
  const results = await it.discord.command(it.member, "search", { query: "run-dmc" });
  const read = await it.discord.choose(it.member, idOf(results), "1/search/open", ["walk-this-way-reaches-no-4"]);
  const text = textOf(read.message);
  const before = labelsOf(read);

  const [first, second] = await Promise.all([it.press(read, "Share"), it.press(read, "Share")]);
  const shared = it.seen().at(-1);

  expect(before).toContain("Share");
  expect(it.seen()).toHaveLength(2);
  expect(textOf(shared)).toBe(`${text}\n-# Shared by <@${it.member.person.id}>`);
  expect(shared?.mentions).toEqual([]);
  expect(JSON.stringify(shared?.components)).not.toContain('Share"');
  expect(first.kind).toBe("update");
  await expect.poll(() => labelsOf(first)).toContain("Shared");
  expect(textOf(second.message)).toBe("This was shared already; it stands in the channel.");
  await expect(it.press(read, "Shared")).rejects.toThrow("disabled");
});

test("what was shared can be opened, heard and looked into by all, as any other", async () => {
  await using it = await startReading();
  const day = await it.discord.command(it.member, "today");
  const sources = await it.press(day, sourcesOf(day));
  const sourcesText = textOf(sources.message);
  await it.press(sources, "Share");
  const shared = it.seen().at(-1);

  expect(textOf(shared)).toBe(`${sourcesText}\n-# Shared by <@${it.member.person.id}>`);
});

test("a day that one reads alone is shared as the page that they see", async () => {
  await using it = await startReading();
  const fact = await it.discord.command(it.member, "search", { query: "walk-this-way-reaches-no-4" });
  const day = await it.press(fact, "This day");
  const text = textOf(day.message);

  await it.press(day, "Share");

  expect(day.ephemeral).toBe(true);
  expect(textOf(it.seen().at(-1))).toBe(`${text}\n-# Shared by <@${it.member.person.id}>`);
});

test("results that one reads alone, for nothing was found at first, are shared too; others have no such button", async () => {
  await using it = await startReading();
  const open = await it.discord.command(it.member, "search", { query: "aerosmith" });
  const nothing = await it.discord.command(it.member, "search", { query: "aerosmith polka" });
  const wasAlone = nothing.ephemeral;
  const found = await it.press(nothing, "Aerosmith (103)");
  const paged = await it.press(found, "Next ›");
  const text = textOf(paged.message);

  await it.press(nothing, "Share");

  expect(labelsOf(open)).not.toContain("Share");
  expect(wasAlone).toBe(true);
  expect(text).toContain("page 2 of 12");
  expect(textOf(it.seen().at(-1))).toBe(`${text}\n-# Shared by <@${it.member.person.id}>`);
});

test("whoever may not write in a channel does not share in it either", async () => {
  await using it = await startReading();
  const day = await it.discord.command(it.member, "today");
  const sources = await it.press(day, sourcesOf(day));
  it.discord.world.setPermissions(it.channel, it.member.person, { deny: Bits.SendMessages });

  const refused = await it.press(sources, "Share");

  expect(refused.ephemeral).toBe(true);
  expect(textOf(refused.message)).toBe(
    "You may not post for all in this channel, so neither may I for you; share it in one where you may.",
  );
  expect(it.seen()).toHaveLength(1);
});

test("in a direct message it is shared there", async () => {
  await using it = await startReading();
  const by = { person: it.member.person, channel: it.discord.world.directMessage(it.member.person) };
  const day = await it.discord.command(by, "today");
  const sources = await it.press(day, sourcesOf(day), by);

  await it.press(sources, "Share", by);

  expect(textOf(it.discord.world.messages(by.channel).at(-1))).toContain("-# Shared by");
});

test("what could not be posted can be shared again", async () => {
  await using it = await startReading();
  const day = await it.discord.command(it.member, "today");
  const sources = await it.press(day, sourcesOf(day));
  it.discord.trouble({ kind: "status", status: 403, code: 50013 }, { method: "POST", path: "/webhooks/:app/:token" });

  const failed = await it.press(sources, "Share");
  await it.press(sources, "Share");

  expect(textOf(failed.message)).toContain("Sources of");
  expect(it.seen()).toHaveLength(2);
});
