import { expect, test } from "vitest";
import type { By } from "../../playground/discord/hand.ts";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import type { TroubleTarget } from "../../playground/discord/trouble.ts";
import { beatThroughGrace, FIRST, NINE, openPostingBot, type PostingBot } from "./posting-bot.ts";

const posting: TroubleTarget = { method: "POST", path: "/channels/:id/messages" };

test("at Discord's own limits, with some trouble, fewer than one request in a hundred is invalid", async () => {
  await using it = await openPostingBot({ servers: 30, channelsPerServer: 10, discord: { limits: "discord" } });
  let requests = 0;
  it.discord.wire.subscribe((entry) => {
    if (entry.kind === "request") requests += 1;
  });
  for (const status of [500, 502, 503]) it.discord.trouble({ kind: "status", status }, posting);
  it.discord.trouble({ kind: "rate limit", retryAfter: 1 }, posting);
  it.discord.trouble({ kind: "rate limit", retryAfter: 1, global: true }, posting);
  it.discord.trouble({ kind: "lost" }, posting);

  it.town.now = NINE;
  const posted = beatThroughGrace(it);
  const people = Array.from({ length: 20 }, (_, number) => newMember(it, `Member ${number}`));
  for (let round = 0; round < 25; round++)
    await Promise.all(people.map((by, number) => ask(it.discord, by, round + number)));
  await posted;

  expect(it.town.faultsOn([FIRST])).toEqual([]);
  expect(requests).toBeGreaterThan(800);
  expect(it.discord.invalidRequests).toBeGreaterThanOrEqual(2);
  expect(it.discord.invalidRequests / requests).toBeLessThan(0.01);
});

test("a pause of a moment, as where another process has just posted, leaves nothing to the next beat", async () => {
  await using it = await openPostingBot({ servers: 60, channelsPerServer: 1 });
  it.discord.trouble({ kind: "rate limit", retryAfter: 0.3, global: true }, posting);

  it.town.now = NINE;
  await it.app.beat();

  expect(it.town.faultsOn([FIRST])).toEqual([]);
});

function newMember({ by, discord }: PostingBot, name: string): By {
  const person = discord.world.addPerson(name);
  discord.world.join(discord.world.serverOf(by.channel)!, person);
  return { person, channel: by.channel };
}

function ask(discord: LocalDiscord, by: By, number: number): Promise<unknown> {
  const asks = [
    () => discord.command(by, "fact"),
    () => discord.command(by, "search", { query: "walk this way" }),
    () => discord.command(by, "today"),
    () => discord.complete(by, "fact", { artist: "aero" }, "artist"),
  ];
  return asks[number % asks.length]!();
}
