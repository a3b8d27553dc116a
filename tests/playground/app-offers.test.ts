import { Events, MessageFlags } from "discord.js";
import { type APIMessageApplicationCommandInteraction, ApplicationCommandType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { connect } from "./client.ts";
import { settle } from "./town.ts";

test("the app offers each person the commands that are for them", async () => {
  await using discord = await startLocalDiscord();
  const { by, server, channel } = settle(discord);
  await using client = await connect(discord);
  await client.application.commands.set([
    { name: "open", description: "For all" },
    { name: "closed", description: "For moderators", defaultMemberPermissions: "ManageGuild" },
  ]);
  const owner = { person: discord.world.people.get(server.ownerId)!, channel };

  expect(discord.offers(by).map(({ name }) => name)).toEqual(["open"]);
  expect(discord.offers(owner).map(({ name }) => name)).toEqual(["open", "closed"]);
});

test("a message command tells the bot of the message", async () => {
  await using discord = await startLocalDiscord();
  const { by, channel, ada } = settle(discord);
  await using client = await connect(discord);
  await client.application.commands.set([{ name: "Find facts", type: ApplicationCommandType.Message }]);
  client.on(Events.Raw as never, (packet: { t: string; d: APIMessageApplicationCommandInteraction }) => {
    if (packet.t !== "INTERACTION_CREATE") return;
    const { resolved, target_id } = packet.d.data;
    void client.rest.post(`/interactions/${packet.d.id}/${packet.d.token}/callback`, {
      body: { type: 4, data: { content: resolved.messages[target_id]?.content.toUpperCase() } },
      auth: false,
    });
  });
  const said = discord.world.say(ada, channel, "walk this way");

  const answer = await discord.messageCommand(by, "Find facts", said.id);

  expect(answer.message?.content).toBe("WALK THIS WAY");
  await expect(discord.messageCommand(by, "Lose facts", said.id)).rejects.toThrow("There is no message command");
});

test("what only one person sees can be dismissed by that person", async () => {
  await using discord = await startLocalDiscord();
  const { by, channel, ada } = settle(discord);
  await using client = await connect(discord);
  await client.application.commands.set([{ name: "whisper", description: "For the asker alone" }]);
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply({ content: "psst", flags: MessageFlags.Ephemeral });
  });
  const answer = await discord.command(by, "whisper");
  const said = discord.world.say(ada, channel, "for all");

  discord.dismiss(by, answer.message!.id);

  expect(channel.posts.map(({ message }) => message.id)).toEqual([said.id]);
  expect(() => discord.dismiss(by, said.id)).toThrow("cannot be dismissed");
});
