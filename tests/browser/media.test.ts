import { readFile } from "node:fs/promises";
import type { Interaction } from "discord.js";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./accessibility.ts";
import { postAllKinds } from "./all-kinds.ts";
import { openBrowser, openPlayground, WIDTHS } from "./browser.ts";
import { personAt, show } from "./person.ts";
import { openStandIn } from "./stand-in.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(Object.keys(WIDTHS))("at %s pixels", (width) => {
  test("every kind of message is seen, with the pictures and files that came with it", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { discord, page, town } = stage;
    const [general] = [...town.server.channels.values()];
    await postAllKinds(discord, town, general!.id);
    const last = page.getByRole("article").filter({ hasText: "Which record first?" });
    await show(last);

    // In galleries, under a spoiler, beside sections, and uploaded without more; those of an embed are its own.
    const shown = () =>
      page.evaluate<number>(
        `[...document.querySelectorAll("img[src^='/attachments/']")].filter((it) => it.naturalWidth > 0).length`,
      );
    await expect.poll(shown).toBe(55 + 1 + 2 + 2);
    expect(await page.locator("discord-embed").first().locator("img").count()).toBe(4);
    const counts = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".gallery")].map((it) => it.dataset.count)`,
    );
    expect(counts).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "2", "2"]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(Number(width));
    const ends = await page
      .locator("discord-embed .discord-embed-wrapper, .components > *, .attachments > *, .poll")
      .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().right));
    expect(Math.max(...ends)).toBeLessThanOrEqual(Number(width));
    expect(await violationsOf(page)).toEqual([]);
    expect(stage.errors).toEqual([]);
  });

  test("the end stays in view when a picture comes late, between a message and the next frame", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { discord, page, town } = stage;
    const [general] = [...town.server.channels.values()];
    for (let said = 0; said < 40; said++) discord.world.say(town.member, general!, `Line ${said}`);
    await personAt(page).command("about");
    await personAt(page).message("Privacy").waitFor();

    await page.evaluate(`(() => {
      const list = document.querySelector(".messages");
      const messages = document.querySelector("discord-messages");
      messages.style.paddingBottom = "100px";
      list.scrollTop = list.scrollHeight;
      messages.style.paddingBottom = "500px";
    })()`);

    const left = () => page.getByRole("log").evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
    await expect.poll(left).toBeLessThan(2);
    await page.getByRole("log").evaluate((log) => log.scrollTo(0, 0));
    await expect.poll(left).toBeGreaterThan(500);
    discord.world.say(town.member, general!, "One more");
    await personAt(page).command("about");
    await page.getByText("One more").waitFor();
    expect(await left()).toBeGreaterThan(500);
  });

  test("a picture's words can be read, and a spoiler is uncovered by the keyboard", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { discord, page, town } = stage;
    const [general] = [...town.server.channels.values()];
    await postAllKinds(discord, town, general!.id);
    const five = page.getByRole("article").filter({ has: page.locator('.gallery[data-count="5"]') });

    await five.getByRole("img", { name: "Picture 5 of 5, in two colours" }).waitFor();
    await five.locator('.gallery[data-count="1"]').getByText("ALT").click();
    await five.getByText("Picture 1 of 1, in two colours").waitFor();
    const covered = page.getByRole("article").filter({ hasText: "A container that is a spoiler" });
    await covered.getByRole("button", { name: "Spoiler" }).focus();
    await page.keyboard.press("Enter");

    await covered.getByRole("button", { name: "Spoiler" }).waitFor({ state: "hidden" });
    expect(await covered.locator("[inert]").count()).toBe(0);
    expect(await page.locator(":focus").textContent()).toContain("A container that is a spoiler");
  });

  test("a file is saved as it came", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { discord, page, town } = stage;
    const [general] = [...town.server.channels.values()];
    await postAllKinds(discord, town, general!.id);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "tracks.txt" }).last().click(),
    ]);

    expect(download.suggestedFilename()).toBe("tracks.txt");
    expect(await readFile(await download.path(), "utf8")).toBe("Side one");
    expect(await page.getByText("Uploaded: tracks.txt, 8 bytes").count()).toBe(2);
  });

  test("several are chosen in a message from a list of boxes, and none where that is allowed", async () => {
    const chosen: string[][] = [];
    const options = ["Rock", "Ska", "Jazz"].map((label) => ({ label, value: label.toLowerCase() }));
    const components = [
      {
        type: 1,
        components: [{ type: 3, custom_id: "genres", placeholder: "Genres", min_values: 0, max_values: 3, options }],
      },
    ];
    const answer = async (interaction: Interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: "Which?", components });
      if (!interaction.isStringSelectMenu()) return;
      chosen.push([...interaction.values]);
      await interaction.reply({ content: `Chosen: ${interaction.values.join(" and ") || "nothing"}` });
    };
    await using it = await openStandIn(browser, width, [{ name: "vote", description: "Vote" }], answer);
    const person = personAt(it.page);
    await person.command("vote");
    const message = it.page.getByRole("article").filter({ hasText: "Which?" }).first();

    await message.locator("summary").press("Enter");
    await it.page.keyboard.press("Tab");
    await it.page.keyboard.press("Space");
    await message.getByLabel("Jazz").check();
    await message.getByText("Rock, Jazz").waitFor();
    await message.getByRole("button", { name: "Choose" }).click();
    await person.message("Chosen: rock and jazz").waitFor();
    await message.getByText("Rock, Jazz").click();
    for (const label of ["Rock", "Jazz"]) await message.getByLabel(label).uncheck();
    await message.getByRole("button", { name: "Choose" }).click();

    await person.message("Chosen: nothing").waitFor();
    expect(chosen).toEqual([["rock", "jazz"], []]);
    expect(it.errors).toEqual([]);
  });
});
