import { type APIModalInteractionResponseCallbackData, Events, type ModalSubmitInteraction } from "discord.js";
import { describe, expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { modalProblems } from "../../playground/discord/modal-rules.ts";
import { connect } from "./client.ts";
import { settle } from "./town.ts";

type Modal = APIModalInteractionResponseCallbackData;

const label = (name: string, component: object) => ({ type: 18, label: name, component });
const short = (more: object = {}) => ({ type: 4, custom_id: "title", style: 1, ...more });
const options = ["rock", "ska", "jazz"].map((value) => ({ label: value.toUpperCase(), value }));

/** A bot that answers `/setup` with a form, and keeps what is sent back. */
async function open(components: readonly object[]) {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startLocalDiscord());
  const town = settle(discord);
  const client = stack.use(await connect(discord));
  await client.application.commands.set([{ name: "setup", description: "Set it up" }]);
  const sent: ModalSubmitInteraction[] = [];
  const refused: unknown[] = [];
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isModalSubmit()) {
      sent.push(interaction);
      await interaction.reply("Done");
    } else if (interaction.isChatInputCommand()) {
      const modal = { custom_id: "form", title: "Set it up", components } as unknown as Modal;
      await interaction.showModal(modal).catch(async (error) => {
        refused.push(error);
        await interaction.reply("Refused");
      });
    }
  });
  const form = await discord.command(town.by, "setup");
  return { discord, form, sent, refused, ...town, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test("what the server has is chosen by id, and comes with what it is", async () => {
  await using it = await open([
    label("Channel", { type: 8, custom_id: "channel", channel_types: [0, 5] }),
    label("Role", { type: 6, custom_id: "role", required: false }),
    label("Person", { type: 5, custom_id: "person" }),
    label("Whom to ping", { type: 7, custom_id: "ping", max_values: 2 }),
  ]);
  const { discord, by, form, ada, channel, server } = it;
  const fans = discord.world.addRole(server, "Fans");

  await discord.submit(by, form, { channel: [channel.id], person: ada.id, ping: [ada.id, fans.id] });

  const { fields } = it.sent[0]!;
  expect(fields.getSelectedChannels("channel")?.map(({ id }) => id)).toEqual([channel.id]);
  expect(fields.getSelectedRoles("role")?.size).toBe(0);
  expect(fields.getSelectedUsers("person")?.map(({ username }) => username)).toEqual(["ada"]);
  expect(fields.getSelectedMentionables("ping")?.roles.map((role) => role?.name)).toEqual(["Fans"]);
  const resolved = fields.resolved?.channels?.get(channel.id) as { appPermissions?: { has(name: string): boolean } };
  expect(resolved.appPermissions?.has("SendMessages")).toBe(true);
});

test("what the bot offers is chosen by value or by what is read", async () => {
  await using it = await open([
    label("Genre", { type: 3, custom_id: "genre", max_values: 2, options }),
    label("How often", { type: 21, custom_id: "often", options }),
    label("More", { type: 22, custom_id: "more", options }),
    label("Ping", { type: 23, custom_id: "ping" }),
    label("Title", short()),
  ]);
  const inputs = { genre: ["ROCK", "ska"], often: "JAZZ", more: ["jazz", "rock", "ska"], ping: true, title: "Hi" };

  await it.discord.submit(it.by, it.form, inputs);

  const { fields } = it.sent[0]!;
  expect(fields.getStringSelectValues("genre")).toEqual(["rock", "ska"]);
  expect(fields.getRadioGroup("often")).toBe("jazz");
  expect(fields.getCheckboxGroup("more")).toEqual(["jazz", "rock", "ska"]);
  expect(fields.getCheckbox("ping")).toBe(true);
  expect(fields.getTextInputValue("title")).toBe("Hi");
});

test("files are uploaded, and the bot may fetch them", async () => {
  await using it = await open([
    label("Pictures", { type: 19, custom_id: "pictures", max_values: 2, file_types: ["image/*", ".txt"] }),
    label("More", { type: 19, custom_id: "more", required: false }),
  ]);
  const file = (name: string) => ({ name, bytes: new TextEncoder().encode("Side one") });
  const submit = (inputs: object) => it.discord.submit(it.by, it.form, inputs as never);

  await expect(submit({})).rejects.toThrow('"pictures" is required');
  await expect(submit({ pictures: [file("a.pdf")] })).rejects.toThrow('"pictures" does not take a.pdf');
  await expect(submit({ pictures: ["a.png", "b.png", "c.png"].map(file) })).rejects.toThrow("takes 1 to 2 files");
  await submit({ pictures: [file("tracks.TXT")] });

  const files = it.sent[0]!.fields.getUploadedFiles("pictures", true);
  expect(files.map(({ ephemeral, name, size }) => [name, size, ephemeral])).toEqual([["tracks.TXT", 8, true]]);
  expect(await (await fetch(files.first()!.url)).text()).toBe("Side one");
  expect(it.sent[0]!.fields.getUploadedFiles("more")?.size).toBe(0);
});

test("the bot is told of each component as Discord tells it, and what is left out stays as it was filled in", async () => {
  await using it = await open([
    { type: 10, content: "Choose **well**" },
    label("Genre", { type: 3, custom_id: "genre", options: [{ ...options[0]!, default: true }, options[1]] }),
    label("How often", { type: 21, custom_id: "often", required: false, options }),
    label("More", { type: 22, custom_id: "more", options, required: false, min_values: 0 }),
    { type: 1, components: [short({ label: "Title", value: "As it was" })] },
  ]);

  await it.discord.submit(it.by, it.form, {});

  const event = it.discord.wire.entries.findLast((entry) => entry.kind === "event" && entry.name.startsWith("INTER"));
  expect(event?.body).toMatchObject({
    type: 5,
    data: {
      custom_id: "form",
      components: [
        { type: 10, id: 1 },
        { type: 18, id: 2, component: { type: 3, id: 3, custom_id: "genre", values: ["rock"] } },
        { type: 18, id: 4, component: { type: 21, id: 5, custom_id: "often", value: null } },
        { type: 18, id: 6, component: { type: 22, id: 7, custom_id: "more", values: [] } },
        { type: 1, id: 8, components: [{ type: 4, id: 9, custom_id: "title", value: "As it was" }] },
      ],
    },
  });
});

test("what a field does not take is refused before the bot hears of it", async () => {
  await using it = await open([
    label("Channel", { type: 8, custom_id: "channel", channel_types: [5] }),
    label("Genre", { type: 3, custom_id: "genre", options, min_values: 2, max_values: 2, required: false }),
    label("How often", { type: 21, custom_id: "often", options, required: false }),
    label("Ping", { type: 23, custom_id: "ping" }),
    label("Title", short({ min_length: 3, max_length: 5, required: false })),
  ]);
  const news = it.discord.world.addChannel(it.server, { kind: "announcement" });
  const submit = (inputs: object) => it.discord.submit(it.by, it.form, { channel: news.id, ...inputs });

  await expect(it.discord.submit(it.by, it.form, {})).rejects.toThrow('"channel" is required');
  await expect(submit({ channel: it.channel.id })).rejects.toThrow('"channel" does not offer');
  await expect(submit({ genre: ["ska"] })).rejects.toThrow("takes 2 to 2 values");
  await expect(submit({ genre: ["ska", "SKA"] })).rejects.toThrow("takes each value once");
  await expect(submit({ genre: ["ska", "polka"] })).rejects.toThrow("takes one of: ROCK, SKA, JAZZ");
  await expect(submit({ often: ["ska", "rock"] })).rejects.toThrow("takes 1 to 1 values");
  await expect(submit({ ping: "yes" })).rejects.toThrow("takes true or false");
  await expect(submit({ title: "Hi" })).rejects.toThrow("takes 3 to 5 characters");
  await expect(submit({ colour: "red" })).rejects.toThrow('no field "colour"');
  expect(it.sent).toEqual([]);
  await submit({ genre: [], title: "" });
  expect(it.sent.length).toBe(1);
});

test("a modal that Discord refuses is a refusal, and the interaction still waits", async () => {
  await using it = await open([label("Genre", { type: 3, custom_id: "genre", options, disabled: true })]);

  expect(it.form.message?.content).toBe("Refused");
  expect(it.refused).toMatchObject([{ code: 50035 }]);
  expect(it.discord.refusals[0]?.refusal).toEqual([
    "data.components.0.component.disabled: A component in a modal cannot be disabled",
  ]);
  it.discord.forgive();
});

describe("Discord refuses a modal", () => {
  const select = (more: object) => label("Genre", { type: 3, custom_id: "genre", options, ...more });
  const channels = (count: number) => Array.from({ length: count }, (_, id) => ({ id: `${id + 1}`, type: "channel" }));

  test.each([
    ["with six parts", Array.from({ length: 6 }, () => ({ type: 10, content: "Hi" })), "components: Must be between"],
    [
      "with a custom id used twice",
      [select({}), label("Again", short({ custom_id: "genre" }))],
      "1.component.custom_id: Component custom id cannot",
    ],
    [
      "whose text input in a label has its own label",
      [label("Title", short({ label: "Title" }))],
      "component.label: A",
    ],
    [
      "whose text input in a row has none",
      [{ type: 1, components: [short()] }],
      "0.components.0.label: This field is required",
    ],
    [
      "with two text inputs in a row",
      [{ type: 1, components: [short({ label: "One" }), short({ label: "Two", custom_id: "two" })] }],
      "0.components: The specified component exceeds",
    ],
    ["that requires nothing", [select({ min_values: 0 })], "min_values: Must be 1 or more while required"],
    ["that takes more than it offers", [select({ max_values: 4 })], "max_values: Value must be 3 or less"],
    ["whose least is above its most", [select({ min_values: 2 })], "min_values: Value must be 1 or less"],
    ["with a value twice", [select({ options: [options[0], options[0]] })], "options: The specified option value"],
    [
      "with more chosen at first than it takes",
      [label("Which", { type: 21, custom_id: "which", options: options.map((it) => ({ ...it, default: true })) })],
      "options: At most 1 options can be chosen at first",
    ],
    [
      "with more channels chosen at first than it takes",
      [label("Where", { type: 8, custom_id: "where", default_values: channels(2) })],
      "default_values: At most 1",
    ],
    [
      "with fewer channels chosen at first than it takes",
      [label("Where", { type: 8, custom_id: "where", min_values: 2, max_values: 3, default_values: channels(1) })],
      "default_values: At least 2",
    ],
    [
      "whose text is longer than it may be",
      [label("Title", short({ max_length: 2, value: "long" }))],
      "value: Must be 2 or fewer",
    ],
  ])("%s", (_, components, problem) => {
    const found = modalProblems(components).map(({ path, message }) => `${path.join(".")}: ${message}`);

    expect(found).toEqual([expect.stringContaining(problem)]);
  });

  test("but not one with every kind of field", () => {
    const groups = [21, 22].map((type) => label("Which", { type, custom_id: `group ${type}`, options }));
    const upload = label("File", { type: 19, custom_id: "file", required: false, min_values: 0, max_values: 3 });

    expect(modalProblems([select({}), ...groups, upload, label("Yes", { type: 23, custom_id: "yes" })])).toEqual([]);
  });
});
