import type { APIModalInteractionResponseCallbackData, Interaction, ModalSubmitInteraction } from "discord.js";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./accessibility.ts";
import { openBrowser, WIDTHS } from "./browser.ts";
import { personAt } from "./person.ts";
import { openStandIn } from "./stand-in.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const label = (name: string, component: object, description?: string) => ({
  type: 18,
  label: name,
  component,
  ...(description && { description }),
});
const options = ["Rock", "Ska", "Jazz"].map((name) => ({ label: name, value: name.toLowerCase() }));
const described = options.map((option) => ({ ...option, description: `All of ${option.label}` }));

const FORMS: Readonly<Record<string, readonly object[]>> = {
  chosen: [
    { type: 10, content: "What is **chosen**" },
    label("Channel", { type: 8, custom_id: "channel", channel_types: [0, 5], placeholder: "Any" }, "Where to post"),
    label("Genres", { type: 3, custom_id: "genres", min_values: 2, max_values: 3, options: described }),
    label("Person", { type: 5, custom_id: "person" }),
    label("Whom to ping", { type: 7, custom_id: "ping", required: false, max_values: 5, placeholder: "Nobody" }),
  ],
  ticked: [
    label("Role", { type: 6, custom_id: "role", required: false }),
    label("How often", { type: 21, custom_id: "often", options: described }, "Choose well"),
    label("What else", { type: 22, custom_id: "else", required: false, options }),
    label("I have read the rules", { type: 23, custom_id: "rules" }, "They are short"),
    label("Pictures", { type: 19, custom_id: "pictures", max_values: 2, file_types: ["image/*", ".txt"] }),
  ],
  written: [
    label("Song", { type: 4, custom_id: "song", style: 1, min_length: 3, max_length: 40, placeholder: "As billed" }),
    label("Note", { type: 4, custom_id: "note", style: 2, required: false, value: "As it was" }, "Seen by nobody"),
    { type: 1, components: [{ type: 4, custom_id: "old", style: 1, label: "In a row", required: false }] },
  ],
};

/** A bot that opens a form for each command, and says what it was sent. */
async function open(width: string) {
  const sent: ModalSubmitInteraction[] = [];
  const answer = async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) {
      const components = FORMS[interaction.commandName];
      const modal = { custom_id: "form", title: "A form of the bot's", components };
      await interaction.showModal(modal as unknown as APIModalInteractionResponseCallbackData);
    }
    if (!interaction.isModalSubmit()) return;
    sent.push(interaction);
    await interaction.reply(`Taken: ${sent.length}`);
  };
  const commands = Object.keys(FORMS).map((name) => ({ name, description: `What is ${name}` }));
  const stage = await openStandIn(browser, width, commands, answer);
  const form = stage.page.getByRole("dialog", { name: "A form of the bot's" });
  const submit = () => form.getByRole("button", { name: "Submit" }).click();
  return { ...stage, person: personAt(stage.page), form, sent, submit };
}

describe.each(Object.keys(WIDTHS))("a form at %s pixels", (width) => {
  test("has what the server has and what the bot offers to choose from", async () => {
    await using it = await open(width);
    const { form, page, person } = it;
    await person.command("chosen");
    await form.getByText("Where to post").waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await it.submit();
    await expect.poll(() => form.getByText("This must be filled in.").count()).toBe(3);
    expect(await violationsOf(page), "with faults").toEqual([]);
    await form.getByLabel("Channel").selectOption("#announcements");
    await form.getByLabel("Person").selectOption("@Moderator");
    const genres = form.getByRole("group", { name: "Genres" });
    await genres.getByText("Make a selection").click();
    await genres.getByLabel("Ska").check();
    await it.submit();
    await form.getByText("Choose 2 to 3.").waitFor();
    await genres.getByLabel("Jazz").check();
    await genres.getByText("Ska, Jazz").waitFor();
    await form.getByText("Nobody").click();
    await form.getByLabel("@Crossover Club").check();
    await it.submit();

    await person.message("Taken: 1").waitFor();
    await form.waitFor({ state: "detached" });
    const { fields } = it.sent[0]!;
    expect(fields.getSelectedChannels("channel")?.map((channel) => channel?.name)).toEqual(["announcements"]);
    expect(fields.getStringSelectValues("genres")).toEqual(["ska", "jazz"]);
    expect(fields.getSelectedUsers("person")?.map(({ globalName }) => globalName)).toEqual(["Moderator"]);
    expect(fields.getSelectedMentionables("ping")?.roles.map((role) => role?.name)).toEqual(["Crossover Club"]);
    expect(it.errors).toEqual([]);
  });

  test("has boxes and buttons to tick, and takes files", async () => {
    await using it = await open(width);
    const { form, page, person } = it;
    await person.command("ticked");
    await form.getByText("They are short").waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await form.getByLabel("Role").selectOption("@Moderators");
    await form.getByRole("group", { name: "How often" }).getByLabel("Rock").check();
    await form.getByRole("group", { name: "What else" }).getByLabel("Jazz").check();
    await form.getByLabel("I have read the rules").check();
    const file = { name: "tracks.txt", mimeType: "text/plain", buffer: Buffer.from("Side one") };
    await form.getByLabel("Pictures").setInputFiles([file]);
    await it.submit();

    await person.message("Taken: 1").waitFor();
    const { fields } = it.sent[0]!;
    expect(fields.getSelectedRoles("role")?.map((role) => role?.name)).toEqual(["Moderators"]);
    expect([fields.getRadioGroup("often"), fields.getCheckboxGroup("else")]).toEqual(["rock", ["jazz"]]);
    expect(fields.getCheckbox("rules")).toBe(true);
    const { url } = fields.getUploadedFiles("pictures", true).first()!;
    expect(await (await fetch(url)).text()).toBe("Side one");
    expect(it.errors).toEqual([]);
  });

  test("is filled in, corrected and sent by the keyboard alone, and the cursor goes back to the line", async () => {
    await using it = await open(width);
    const { form, page, person } = it;
    await person.command("written");
    await form.getByLabel("Song").and(page.locator(":focus")).waitFor();

    await page.keyboard.type("No");
    await page.keyboard.press("Enter");
    await form.getByText("Write at least 3 characters: there are 2.").waitFor();
    await page.keyboard.type("body");
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    await page.keyboard.type("Added");
    await page.keyboard.press("Enter");
    await page.keyboard.type("below");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    await person.message("Taken: 1").waitFor();
    const { fields } = it.sent[0]!;
    expect(["song", "note", "old"].map((name) => fields.getTextInputValue(name))).toEqual([
      "Nobody",
      "As it wasAdded\nbelow",
      "",
    ]);
    await form.waitFor({ state: "detached" });
    await page.keyboard.type("/chosen");
    await page.getByRole("option", { name: "/chosen" }).waitFor();
    expect(it.errors).toEqual([]);
  });

  test("is given up by Escape, and opens anew as the bot filled it in", async () => {
    await using it = await open(width);
    const { form, page, person } = it;
    await person.command("written");
    await form.getByLabel("Song").fill("Rapture");

    await page.keyboard.press("Escape");
    await form.waitFor({ state: "detached" });
    await person.command("written");

    expect(await form.getByLabel("Song").inputValue()).toBe("");
    expect(await form.getByLabel("Note").inputValue()).toBe("As it was");
    expect(it.sent).toEqual([]);
  });

  test("that the bot does not take stays, with the reason", async () => {
    await using it = await open(width);
    await it.person.command("written");
    await it.form.getByLabel("Song").fill("Rapture");
    await it.bot.destroy();

    await it.submit();

    await it.form.getByText("The application did not respond").waitFor();
    expect(await it.form.getByLabel("Song").inputValue()).toBe("Rapture");
  });
});
