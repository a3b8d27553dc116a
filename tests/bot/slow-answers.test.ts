import { Client, Events } from "discord.js";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import type { Answer, Dispatch } from "../../src/bot/dispatch.ts";
import { handleInteraction } from "../../src/bot/interactions.ts";
import { createLog } from "../../src/log.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { textOf } from "./bot.ts";

const everyone = (sentence: string): Reply => ({ ...notice(sentence), audience: "everyone" });

/** A bot that has its answer only once it has announced that there will be one. */
async function startSlowBot(expected: ReturnType<Dispatch["expect"]>, answer: Answer) {
  const discord = await startLocalDiscord();
  const server = discord.world.addServer({ botPermissions: PermissionFlagsBits.Administrator });
  const channel = discord.world.addChannel(server);
  const person = discord.world.addPerson("Member");
  discord.world.join(server, person);
  const client = new Client({ intents: [], rest: { api: discord.url } });
  const announced = Promise.withResolvers<void>();
  discord.wire.subscribe((entry) => {
    if (entry.kind === "request" && entry.path.includes("/callback")) announced.resolve();
  });
  const dispatch: Dispatch = {
    answer: () => announced.promise.then(() => answer),
    complete: async () => [],
    expect: () => expected,
    nameOf: () => "slow",
  };
  client.on(Events.InteractionCreate, (it) => void handleInteraction(it, dispatch, createLog("silent"), undefined, 5));
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  await client.application?.commands.set([{ name: "slow", description: "Takes its time" }]);
  return {
    run: () => discord.command({ person, channel }, "slow"),
    async [Symbol.asyncDispose]() {
      await client.destroy();
      await discord[Symbol.asyncDispose]();
    },
  };
}

test("a slow answer is announced, then takes the announcement's place", async () => {
  await using bot = await startSlowBot("everyone", { reply: everyone("Here it is."), effect: "reply" });

  const answer = await bot.run();

  expect(answer).toMatchObject({ deferred: true, ephemeral: false });
  expect(textOf(answer.message)).toBe("Here it is.");
  expect(answer.followUps).toEqual([]);
});

test("a slow answer for the asker alone is not shown to everyone, though it was announced to all", async () => {
  await using bot = await startSlowBot("everyone", { reply: notice("Only for you."), effect: "reply" });

  const answer = await bot.run();

  expect(answer.message).toBeUndefined();
  await expect.poll(() => answer.followUps.map(textOf)).toEqual(["Only for you."]);
  expect(answer.followUps[0]?.flags).toBe((1 << 15) | (1 << 6));
});
