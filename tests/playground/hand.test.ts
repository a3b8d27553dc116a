import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type RESTPostAPIApplicationCommandsJSONBody as CommandJson,
  Events,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { connect } from "./client.ts";
import { settle } from "./town.ts";

const daily: CommandJson = {
  name: "daily",
  description: "Daily posts",
  default_member_permissions: "32",
  contexts: [0],
  options: [
    {
      type: 1,
      name: "add",
      description: "Add one",
      options: [
        { type: 7, name: "channel", description: "Where", required: true, channel_types: [0, 5] },
        { type: 3, name: "timezone", description: "Zone", required: true, autocomplete: true },
        { type: 4, name: "days", description: "How many", min_value: 1, max_value: 14 },
        { type: 3, name: "genre", description: "Genre", choices: [{ name: "Hip-hop", value: "hip-hop" }] },
        { type: 8, name: "role", description: "Whom to ping" },
      ],
    },
  ],
};

/** A bot with `/daily add`, and Mo, who may manage the server. */
async function open(answer: (interaction: Interaction) => unknown) {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startLocalDiscord({ patience: { finish: 100 } }));
  const town = settle(discord);
  const mo = discord.world.addPerson("Mo");
  discord.world.join(town.server, mo, [discord.world.addRole(town.server, "Moderators", { permissions: 32n })]);
  const client = stack.use(await connect(discord));
  await client.application.commands.set([daily, { name: "fact", description: "One fact" }]);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  return {
    discord,
    ...town,
    mo: { person: mo, channel: town.channel },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test("chosen channels say what the person and the bot may do there", async () => {
  const seen: unknown[] = [];
  await using it = await open((interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const channel = interaction.options.getChannel("channel", true) as {
      appPermissions?: { has(name: string): boolean };
      permissions?: unknown;
    };
    const app = channel.appPermissions;
    seen.push(app?.has("SendMessages"), app?.has("ViewChannel"), interaction.appPermissions.has("SendMessages"));
    return interaction.reply("Done");
  });
  const quiet = it.discord.world.addChannel(it.server, { name: "quiet" });
  it.discord.world.setBotPermissions(quiet, { deny: 2048n });

  await it.discord.command(it.mo, "daily add", { channel: quiet.id, timezone: "Europe/Paris" });

  expect(seen).toEqual([false, true, true]);
});

test("roles and numbers arrive as they were chosen", async () => {
  const seen: unknown[] = [];
  await using it = await open((interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    seen.push(
      options.getSubcommand(),
      options.getInteger("days"),
      options.getRole("role")?.name,
      options.getString("genre"),
    );
    return interaction.reply("Done");
  });
  const role = it.discord.world.addRole(it.server, "Fans");
  const inputs = { channel: it.channel.id, timezone: "UTC", days: 3, role: role.id, genre: "Hip-hop" };

  await it.discord.command(it.mo, "daily add", inputs);

  expect(seen).toEqual(["add", 3, "Fans", "hip-hop"]);
});

test("what Discord's app does not take is refused before the bot hears of it", async () => {
  await using it = await open(() => {});
  const { discord, mo, channel } = it;
  const voice = discord.world.addChannel(it.server, { kind: "voice" });
  const add = (inputs: Record<string, string | number>) => discord.command(mo, "daily add", inputs);

  await expect(add({ timezone: "UTC" })).rejects.toThrow('"channel" is required');
  await expect(add({ channel: voice.id, timezone: "UTC" })).rejects.toThrow("does not take a voice channel");
  await expect(add({ channel: channel.id, timezone: "UTC", days: 15 })).rejects.toThrow("takes 14 or less");
  await expect(add({ channel: channel.id, timezone: "UTC", genre: "jazz" })).rejects.toThrow("takes one of: Hip-hop");
  await expect(add({ channel: channel.id, timezone: "UTC", colour: "red" })).rejects.toThrow('no field "colour"');
  await expect(discord.command(mo, "daily")).rejects.toThrow("needs one of: add");
  await expect(discord.command(mo, "weekly")).rejects.toThrow("no command /weekly");
});

test("a moderators' command is offered to moderators, in servers", async () => {
  await using it = await open((interaction) => interaction.isChatInputCommand() && interaction.reply("You may not"));
  const inputs = { channel: it.channel.id, timezone: "UTC" };
  const direct = { person: it.mo.person, channel: it.discord.world.directMessage(it.mo.person) };

  await expect(it.discord.command(it.by, "daily add", inputs)).rejects.toThrow("You do not have permission");
  await expect(it.discord.command(direct, "daily add", inputs)).rejects.toThrow("not offered here");
  const forced = await it.discord.command({ ...it.by, force: true }, "daily add", inputs);

  expect(forced.message?.content).toBe("You may not");
});

test("a field completes while it is typed", async () => {
  await using it = await open((interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    return interaction.respond([{ name: `${typed}is`, value: "Europe/Paris" }]);
  });

  const choices = await it.discord.complete(it.mo, "daily add", { timezone: "par" }, "timezone");

  expect(choices).toEqual([{ name: "paris", value: "Europe/Paris" }]);
});

test("buttons and selects change the message, and a link button is not the bot's", async () => {
  const more = new ButtonBuilder({ style: ButtonStyle.Primary, customId: "more", label: "More" });
  const link = new ButtonBuilder({ style: ButtonStyle.Link, url: "https://example.com", label: "Source" });
  const genres = new StringSelectMenuBuilder({ customId: "genre", options: [{ label: "Hip-hop", value: "hip-hop" }] });
  const rows = [
    new ActionRowBuilder<ButtonBuilder>().addComponents(more, link),
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(genres),
  ];
  await using it = await open((interaction) => {
    if (interaction.isChatInputCommand()) return interaction.reply({ content: "1", components: rows });
    if (interaction.isButton()) return interaction.update({ content: "2" });
    if (interaction.isStringSelectMenu()) return interaction.update({ content: interaction.values.join() });
  });
  const { discord, by } = it;
  const { message } = await discord.command(by, "fact");
  const id = message?.id ?? "";

  const pressed = await discord.press(by, id, "More");
  const chosen = await discord.choose(by, id, "genre", ["Hip-hop"]);

  expect([pressed.kind, chosen.kind, chosen.message?.id, chosen.message?.content]).toEqual([
    "update",
    "update",
    id,
    "hip-hop",
  ]);
  await expect(discord.press(by, id, "Source")).rejects.toThrow("opens https://example.com");
  await expect(discord.press(by, id, "Less")).rejects.toThrow('no button "Less"');
});

test("a button may be acknowledged before its message changes", async () => {
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder({ style: 1, customId: "more", label: "More" }),
  );
  await using it = await open(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: "1", components: [row], flags: MessageFlags.Ephemeral });
    if (!interaction.isButton()) return;
    await interaction.deferUpdate();
    await interaction.editReply("2");
    await interaction.followUp({ content: "3", flags: MessageFlags.Ephemeral });
  });
  const { message } = await it.discord.command(it.by, "fact");

  const answer = await it.discord.press(it.by, message?.id ?? "", "more");

  expect(answer).toMatchObject({
    kind: "update",
    deferred: true,
    ephemeral: true,
    message: { content: "2", flags: 64 },
  });
  await expect.poll(() => answer.followUps.length).toBe(1);
  await expect(it.discord.press(it.mo, message?.id ?? "", "more")).rejects.toThrow("Mo does not see that message");
});

test("a button that changes nothing is acknowledged all the same", async () => {
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder({ style: 1, customId: "more", label: "More" }),
  );
  await using it = await open((interaction) => {
    if (interaction.isChatInputCommand()) return interaction.reply({ content: "1", components: [row] });
    if (interaction.isButton()) return interaction.deferUpdate();
  });
  const { message } = await it.discord.command(it.by, "fact");

  const answer = await it.discord.press(it.by, message?.id ?? "", "More");

  expect(answer).toMatchObject({ kind: "none", message: { content: "1" } });
});

test("a form is opened and submitted", async () => {
  const field = new TextInputBuilder({ customId: "note", style: TextInputStyle.Short, label: "Note", minLength: 3 });
  const modal = new ModalBuilder({ customId: "form", title: "Form" }).addComponents(
    new ActionRowBuilder<TextInputBuilder>().addComponents(field),
  );
  await using it = await open((interaction) => {
    if (interaction.isChatInputCommand()) return interaction.showModal(modal);
    if (interaction.isModalSubmit()) return interaction.reply(interaction.fields.getTextInputValue("note"));
  });
  const form = await it.discord.command(it.by, "fact");

  const answer = await it.discord.submit(it.by, form, { note: "Thanks" });

  expect([form.kind, form.modal?.title, answer.message?.content]).toEqual(["modal", "Form", "Thanks"]);
  await expect(it.discord.submit(it.by, form, { note: "x" })).rejects.toThrow("takes 3 to 4000 characters");
  await expect(it.discord.submit(it.by, form, {})).rejects.toThrow('"note" is required');
});
