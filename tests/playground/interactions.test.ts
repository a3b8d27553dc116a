import { type ChatInputCommandInteraction, type Client, Events, type Interaction, MessageFlags } from "discord.js";
import { expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { connect } from "./client.ts";
import { createClock, settle } from "./town.ts";

const fact = { name: "fact", description: "One fact" };

/** Registers `/fact`, answered by `answer`; what it throws is kept. */
async function onFact(
  client: Client<true>,
  answer: (interaction: ChatInputCommandInteraction) => unknown,
): Promise<unknown[]> {
  await client.application.commands.set([fact]);
  const thrown: unknown[] = [];
  client.on(Events.InteractionCreate, async (interaction) => {
    try {
      if (interaction.isChatInputCommand()) await answer(interaction);
    } catch (error) {
      thrown.push(error);
    }
  });
  return thrown;
}

async function open(answer: (interaction: ChatInputCommandInteraction) => unknown) {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startLocalDiscord({ patience: { acknowledge: 100, finish: 100 } }));
  const town = settle(discord);
  const client = stack.use(await connect(discord));
  const thrown = await onFact(client, answer);
  return { discord, client, thrown, ...town, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test("an answer for the asker alone is ephemeral and not in the channel", async () => {
  await using it = await open((interaction) => interaction.reply({ content: "Hello", flags: MessageFlags.Ephemeral }));

  const answer = await it.discord.command(it.by, "fact");

  expect(answer).toMatchObject({ kind: "message", ephemeral: true, deferred: false, message: { content: "Hello" } });
  expect(it.discord.world.messages(it.channel)).toEqual([]);
});

test("a deferred answer counts once it is edited", async () => {
  await using it = await open(async (interaction) => {
    await interaction.deferReply();
    await interaction.editReply("At last");
  });

  const answer = await it.discord.command(it.by, "fact");

  expect(answer).toMatchObject({ kind: "message", deferred: true, message: { content: "At last", flags: 0 } });
  expect(answer.followUps).toEqual([]);
});

test("the first follow-up takes the place of a deferred answer, the second is a message of its own", async () => {
  await using it = await open(async (interaction) => {
    await interaction.deferReply();
    await interaction.followUp("First");
    await interaction.followUp({ content: "Second", flags: MessageFlags.Ephemeral });
  });

  const answer = await it.discord.command(it.by, "fact");

  expect(answer.message?.content).toBe("First");
  await expect.poll(() => answer.followUps.map(({ content }) => content)).toEqual(["Second"]);
});

test("a bot that only says it is thinking has not answered", async () => {
  await using it = await open((interaction) => interaction.deferReply());

  await expect(it.discord.command(it.by, "fact")).rejects.toThrow("never answered");
});

test("a deleted answer is gone", async () => {
  await using it = await open(async (interaction) => {
    await interaction.deferReply();
    await interaction.deleteReply();
  });

  const answer = await it.discord.command(it.by, "fact");

  expect(answer.message).toBeUndefined();
});

test("a bot that does not acknowledge in time did not respond, and is too late afterwards", async () => {
  let late: Interaction | undefined;
  await using it = await open((interaction) => {
    late = interaction;
  });

  await expect(it.discord.command(it.by, "fact")).rejects.toThrow("The application did not respond");

  await expect((late as ChatInputCommandInteraction).reply("Hello")).rejects.toMatchObject({
    code: 10062,
    status: 404,
  });
});

test("an interaction is acknowledged once", async () => {
  await using it = await open(async (interaction) => {
    await interaction.reply("Hello");
    interaction.replied = false;
    await interaction.reply("Hello again");
  });

  await it.discord.command(it.by, "fact");

  await expect.poll(() => it.thrown).toMatchObject([{ code: 40060 }]);
});

test("the callback can give back the message that it made", async () => {
  let id: string | undefined;
  await using it = await open(async (interaction) => {
    const { resource } = await interaction.reply({ content: "Hello", withResponse: true });
    id = resource?.message?.id;
  });

  const answer = await it.discord.command(it.by, "fact");

  await expect.poll(() => id).toBe(answer.message?.id);
});

test("an answer can be changed for 15 minutes", async () => {
  const clock = createClock();
  await using discord = await startLocalDiscord({ clock: clock.now });
  const { by } = settle(discord);
  await using client = await connect(discord);
  let interaction: ChatInputCommandInteraction | undefined;
  await onFact(client, (each) => {
    interaction = each;
    return each.reply("Hello");
  });
  const answer = await discord.command(by, "fact");

  clock.pass({ minutes: 14 });
  await expect.poll(() => interaction?.replied).toBe(true);
  await interaction?.editReply("Changed");
  clock.pass({ minutes: 1 });

  expect(answer.message?.content).toBe("Changed");
  await expect(interaction?.editReply("Too late")).rejects.toMatchObject({ code: 50027, status: 401 });
});

test("an answer that Discord refuses leaves the interaction open for another", async () => {
  await using it = await open(async (interaction) => {
    await interaction
      .reply({ content: "Hello", embeds: [], components: [], flags: MessageFlags.IsComponentsV2 })
      .catch(() => {});
    await interaction.reply("Hello");
  });

  const answer = await it.discord.command(it.by, "fact");

  expect(answer.message?.content).toBe("Hello");
  expect(it.discord.refusals).toMatchObject([{ refusal: [expect.stringContaining("data.content: The 'content'")] }]);
  it.discord.forgive();
});

test("a conversation without the bot takes commands of those who installed it", async () => {
  await using it = await open((interaction) => interaction.reply("Hello"));
  const bea = it.discord.world.addPerson("Bea", { installed: true });
  const channel = it.discord.world.groupMessage([bea, it.ada]);

  const answer = await it.discord.command({ person: bea, channel }, "fact");

  expect(answer.message?.content).toBe("Hello");
});

test("in a direct message there is a user, no member and no server", async () => {
  const seen: unknown[] = [];
  await using it = await open((interaction) => {
    seen.push([interaction.user.username, interaction.member, interaction.guildId, interaction.context]);
    return interaction.reply("Hello");
  });

  await it.discord.command({ person: it.ada, channel: it.discord.world.directMessage(it.ada) }, "fact");

  expect(seen).toEqual([["ada", null, null, 1]]);
});

test("where the bot is no member, only those who installed it can use it", async () => {
  await using it = await open((interaction) => interaction.reply("Hello"));
  const { world } = it.discord;
  const elsewhere = world.addServer({ withBot: false });
  const channel = world.addChannel(elsewhere);
  const bea = world.addPerson("Bea", { installed: true });
  world.join(elsewhere, it.ada);
  world.join(elsewhere, bea);

  const answer = await it.discord.command({ person: bea, channel }, "fact");

  expect(answer.message?.content).toBe("Hello");
  await expect(it.discord.command({ person: it.ada, channel }, "fact")).rejects.toThrow("not installed");
});
