import type { Interaction } from "discord.js";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./accessibility.ts";
import { openBrowser, openPlayground, WIDTHS } from "./browser.ts";
import { personAt } from "./person.ts";
import { openStandIn } from "./stand-in.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const tools = (page: Page) => page.getByRole("complementary", { name: "Playground" });

describe.each(Object.keys(WIDTHS))("at %s pixels", (width) => {
  const narrow = width === "390";

  test("a slash starts a command wherever the cursor is, but where text is typed", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    const line = page.locator("#composer-text");
    const startsFrom = async (place: Locator) => {
      await place.focus();
      await page.keyboard.type("/ab");
      await page.getByRole("option", { name: "/about" }).waitFor();
      expect(await line.inputValue()).toBe("/ab");
      await line.fill("");
    };

    await page.keyboard.type("/today");
    await page.getByRole("option", { name: "/today" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#send:focus").waitFor();
    await page.keyboard.press("Enter");
    const answer = personAt(page).message("4 July in crossover history");
    await answer.waitFor();
    await startsFrom(page.getByRole("log"));
    await startsFrom(answer.getByRole("combobox", { name: "Open one of these" }));
    if (narrow) await page.getByRole("button", { name: "Channels" }).click();
    await startsFrom(page.getByRole("radio", { name: "Member" }));
    if (narrow) await page.getByRole("button", { name: "Playground tools" }).click();
    await startsFrom(page.getByRole("switch", { name: "Send Messages" }));
    await line.fill("either");
    await page.getByRole("log").focus();
    await page.keyboard.type("/or");
    expect(await line.inputValue()).toBe("either/or");
    expect(stage.errors).toEqual([]);
  });

  test("a slash goes on with the command that is being filled in", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    await page.keyboard.type("/search");
    await page.keyboard.press("Enter");
    const query = page.getByRole("combobox", { name: "query" });
    await query.waitFor();

    await page.getByRole("log").focus();
    await page.keyboard.press("/");
    await page.keyboard.type("AC/DC");

    await page.locator("#field-query:focus").waitFor();
    expect(await query.inputValue()).toBe("AC/DC");
  });

  test("the first key of Tab offers a way past the channels", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    await page.keyboard.press("Tab");
    const link = page.getByRole("link", { name: "Skip to the messages" });
    await link.and(page.locator(":focus")).waitFor();
    expect((await link.boundingBox())?.y).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.locator("main:focus").waitFor();
    if (narrow) await page.getByRole("button", { name: "Playground tools" }).click();
    await link.focus();
    await page.keyboard.press("Enter");

    await page.locator("main:focus").waitFor();
    await page.getByRole("log").waitFor();
  });

  test("what the bot did not answer stands at its place with its time, also for who comes back", async () => {
    const row = { type: 1, components: [{ type: 2, style: 1, label: "Press", custom_id: "press" }] };
    const answer = (interaction: Interaction) => {
      if (interaction.isChatInputCommand() && interaction.commandName === "talk")
        return interaction.reply({ content: "Here I am", components: [row] });
    };
    const commands = ["mute", "talk"].map((name) => ({ name, description: name }));
    await using it = await openStandIn(browser, width, commands, answer);
    const { page } = it;
    const person = personAt(page);
    await person.command("mute");
    await page.getByText("Sending command").waitFor();
    await person.command("talk");
    await person.message("Here I am").waitFor();

    const failed = page.getByRole("article").filter({ hasText: "The application did not respond" });
    await failed.waitFor();
    await person.message("Here I am").getByRole("button", { name: "Press" }).click();
    const pressed = page.getByRole("alert").filter({ hasText: "This interaction failed" });
    await pressed.waitFor();
    const order = await page.getByRole("article").allTextContents();
    const [there, later] = ["did not respond", "Here I am"].map((text) => order.findIndex((it) => it.includes(text)));
    expect(there).toBe(later! - 1);
    await failed.getByText(/^Today at \d\d:\d\d$/).waitFor();
    await pressed.getByText(/^Today at \d\d:\d\d$/).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    for (const name of ["Moderator", "Member"] as const) {
      if (narrow) await page.getByRole("button", { name: "Channels" }).click();
      await person.be(name);
      await person.open("general");
      expect(await failed.count()).toBe(name === "Member" ? 1 : 0);
    }
    await failed.getByRole("button", { name: "Dismiss message" }).click();
    await failed.waitFor({ state: "detached" });
    expect(it.errors).toEqual([]);
  });

  test("the bot gets an address of its own and serves there, and none when that is turned off", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    if (narrow) await page.getByRole("button", { name: "Playground tools" }).click();
    const turn = tools(page).getByRole("switch", { name: "PUBLIC_URL" });
    expect(await turn.isChecked()).toBe(false);

    await turn.check();
    const link = tools(page).getByRole("link");
    const address = await link.getAttribute("href");
    await page.getByRole("status").getByText(`PUBLIC_URL is ${address}.`).waitFor();
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(await violationsOf(page)).toEqual([]);
    await turn.uncheck();

    await page.getByRole("status").getByText("PUBLIC_URL is not set now.").waitFor();
    await link.waitFor({ state: "detached" });
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });
});

test("a notice ends with what it announced", async () => {
  await using stage = await openPlayground(browser, {}, WIDTHS["1280"]);
  const { page } = stage;
  const tool = (name: string) => tools(page).getByRole("button", { name, exact: true });
  const notice = (text: string) => page.getByRole("status").getByText(text);

  await tool("Drop the gateway").click();
  await tool("500").click();
  await notice("answered with 500").waitFor();
  await notice("resumes its session").waitFor({ state: "detached" });
  await personAt(page).command("about");
  await personAt(page).message("Privacy").waitFor();
  await notice("answered with 500").waitFor({ state: "detached" });
  await tool("Kill").click();
  await notice("The bot was killed.").waitFor();
  await tool("Start").click();

  await notice("The bot was killed.").waitFor({ state: "detached" });
  await notice("The bot runs again.").waitFor();
});

test("a screen 800 pixels high cuts nothing: all tools are there at once, with notices and the wire", async () => {
  await using stage = await openPlayground(browser, {}, { viewport: { width: 1280, height: 800 } });
  const { page } = stage;
  const cut = () =>
    page.evaluate<number>(
      `(() => { const it = document.querySelector(".tool-scroll"); return it.scrollHeight - it.clientHeight; })()`,
    );

  await page.getByRole("switch", { name: "PUBLIC_URL" }).check();
  for (const name of ["500", "429"]) await tools(page).getByRole("button", { name, exact: true }).click();
  await page.getByRole("status").getByText("answered with 429").waitFor();

  expect(await cut()).toBeLessThanOrEqual(0);
  const wire = await page.getByRole("list", { name: "Requests and events" }).boundingBox();
  expect(wire!.height).toBeGreaterThan(120);
  expect(wire!.y + wire!.height).toBeLessThanOrEqual(800);
});
