import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inviteLink } from "../../src/bot/invite.ts";
import { clockAt, startBot, startTown } from "./bot.ts";

test("the README has the link that the bot would write", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

  expect(readme).toContain(inviteLink("YOUR_APPLICATION_ID"));
});

test("once it is connected the bot says who it is, in how many servers, and how it is invited, in one line", async () => {
  await using town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  town.discord.world.addServer({ name: "Another", owner: town.moderator.person });
  await using bot = await startBot(town);

  expect(bot.log.filter(({ msg }) => msg === "connected")).toMatchObject([
    { bot: "crossfade", servers: 2, invite: inviteLink(town.discord.world.bot.id) },
  ]);
});

test("servers are counted over all shards", async () => {
  await using town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  for (let more = 0; more < 4; more++)
    town.discord.world.addServer({ name: `Server ${more}`, owner: town.moderator.person });
  await using bot = await startBot(town, { SHARD_COUNT: "2" });

  expect(bot.log.filter(({ msg }) => msg === "connected")).toMatchObject([{ servers: 5 }]);
});
