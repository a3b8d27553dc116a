import {
  type Client,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../playground/client.ts";
import { violationsOf } from "./accessibility.ts";
import { openBrowser, openPlayground } from "./browser.ts";
import { personAt } from "./person.ts";

// What a page must be able to do and Crossfade does not ask for yet: forms, selects, commands of messages, and
// answers that take their time. Another bot takes its place for them.

type Stage = Awaited<ReturnType<typeof openPlayground>>;
let browser: Browser;
let stage: Stage;
let bot: Client<true> & AsyncDisposable;
let finish: () => void;

beforeAll(async () => {
  browser = await openBrowser();
  stage = await openPlayground(browser);
  await stage.page.getByRole("button", { name: "Kill" }).click();
  await stage.page.getByText("Down", { exact: true }).waitFor();
  bot = await connect(stage.discord);
  bot.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  await bot.application.commands.set([
    { name: "suggest", description: "Suggest a crossover" },
    { name: "vote", description: "Vote for a genre" },
    { name: "ponder", description: "Think for a while" },
    { name: "mute", description: "Never answers" },
    { name: "Find facts", type: 3 },
  ]);
});
afterAll(async () => {
  await bot[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
  await browser.close();
});

const FORM = new ModalBuilder({ customId: "suggestion", title: "Suggest a crossover" }).addLabelComponents(
  new LabelBuilder()
    .setLabel("Song")
    .setDescription("As it is billed")
    .setTextInputComponent(new TextInputBuilder().setCustomId("song").setStyle(TextInputStyle.Short)),
);
const SELECT = {
  type: 1,
  components: [{ type: 3, custom_id: "genre", placeholder: "A genre", options: [{ label: "Ska", value: "ska" }] }],
};

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isModalSubmit())
    await interaction.reply(`Suggested: ${interaction.fields.getTextInputValue("song")}`);
  if (interaction.isStringSelectMenu())
    await interaction.update({ content: `Voted for ${interaction.values[0]}`, components: [] });
  if (interaction.isMessageContextMenuCommand())
    await interaction.reply({ content: `Facts on ${interaction.targetMessage.id}`, flags: MessageFlags.Ephemeral });
  if (!interaction.isChatInputCommand()) return;
  switch (interaction.commandName) {
    case "suggest":
      await interaction.showModal(FORM);
      break;
    case "vote":
      await interaction.reply({ content: "Which?", components: [SELECT] });
      break;
    case "ponder": {
      const { promise, resolve } = Promise.withResolvers<void>();
      finish = resolve;
      await interaction.deferReply();
      await promise;
      await interaction.editReply("Pondered");
    }
  }
}

describe("another bot in its place", () => {
  test("opens a form, which is filled in and sent by the keyboard", async () => {
    const { page } = stage;
    await page.locator("#composer-text").focus();
    await page.keyboard.type("/suggest");
    await page.getByRole("option", { name: "/suggest" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#send:focus").waitFor();
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: "Suggest a crossover" });
    await form.waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await form.getByLabel("Song").focus();
    await page.keyboard.type("Rapture");
    await page.keyboard.press("Enter");

    await personAt(page).message("Suggested: Rapture").waitFor();
    await form.waitFor({ state: "detached" });
  });

  test("has a select", async () => {
    const person = personAt(stage.page);
    await person.command("vote");

    await person.message("Which?").getByLabel("A genre").selectOption("Ska");

    await person.message("Voted for ska").waitFor();
  });

  test("has a command in a message's menu, by the right button and by the keyboard", async () => {
    const { page } = stage;
    const person = personAt(page);
    await person.message("Voted for ska").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Find facts" }).click();
    await person.message("Facts on").waitFor();

    await person.message("Voted for ska").getByRole("button", { name: "More for this message" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Find facts" }).waitFor();
    await page.keyboard.press("Enter");

    await expect.poll(() => page.getByRole("article").filter({ hasText: "Facts on" }).count()).toBe(2);
  });

  test("is seen thinking while it takes its time", async () => {
    const person = personAt(stage.page);
    await person.command("ponder");
    await person.message("is thinking").waitFor();

    finish();

    await person.message("Pondered").waitFor();
  });

  test("did not respond", async () => {
    const person = personAt(stage.page);

    await person.command("mute");

    await person.message("The application did not respond").getByText("Only you can see this").waitFor();
  });
});
