import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./accessibility.ts";
import { postAllKinds } from "./all-kinds.ts";
import { openBrowser, openPlayground } from "./browser.ts";
import { personAt, show } from "./person.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.each(["dark", "light"] as const)("in %s colours", (colorScheme) => {
  test("axe-core finds nothing against WCAG 2.2 AA on any view", async () => {
    await using stage = await openPlayground(browser, {}, { colorScheme });
    const { discord, page, town } = stage;
    const person = personAt(page);
    expect(await violationsOf(page), "at first").toEqual([]);

    await page.locator("#composer-text").fill("/");
    await page.locator("#choices").getByRole("option").first().waitFor();
    expect(await violationsOf(page), "the list of commands").toEqual([]);
    await page.locator("#composer-text").fill("");

    await person.command("search", { query: "aerosm⏎" });
    await person.openFirst(person.message("page 1 of"));
    await page.getByText("Only you can see this").waitFor();
    expect(await violationsOf(page), "answers").toEqual([]);

    // The oldest answer: what is newest may be another at the next look.
    const answer = page.locator(".wire details", { hasText: "/callback" }).last();
    await answer.locator("summary").click();
    await answer.locator("pre").first().waitFor();
    expect(await violationsOf(page), "the wire").toEqual([]);

    const [, history] = [...town.server.channels.values()];
    await postAllKinds(discord, town, history!.id);
    await person.open("music-history");
    await page.getByText("Which record first?").waitFor();
    expect(await violationsOf(page), "every kind of component").toEqual([]);

    await page.getByRole("article").first().hover();
    await page.getByRole("button", { name: "More for this message" }).first().click();
    await page.getByRole("menuitem", { name: "Copy text" }).waitFor();
    expect(await violationsOf(page), "a message's menu").toEqual([]);
    await page.keyboard.press("Escape");

    await page.getByRole("switch", { name: "Send Messages" }).uncheck();
    await page.getByRole("button", { name: "Kill" }).click();
    await page.getByRole("status").getByText("The bot was killed.").waitFor();
    await person.command("about");
    expect(await violationsOf(page), "waiting").toEqual([]);
    await page.getByRole("alert").getByText("did not respond").waitFor();
    expect(await violationsOf(page), "the bot is down").toEqual([]);

    await person.open("album-talk");
    expect(await violationsOf(page), "the forum").toEqual([]);
    await person.open("Crossfade");
    expect(await violationsOf(page), "the direct message").toEqual([]);
    expect(stage.errors).toEqual([]);
  });

  test("on a phone's width nothing is cut off, and axe-core finds nothing", async () => {
    await using stage = await openPlayground(browser, {}, { ...PHONE, colorScheme });
    const { page } = stage;
    const person = personAt(page);
    const width = () => page.evaluate<number>("document.documentElement.scrollWidth");

    await person.command("today");
    const heading = person.message("in crossover history").getByRole("heading", { level: 1 });
    await show(heading);
    expect(await width()).toBe(390);
    expect(await violationsOf(page), "a channel").toEqual([]);
    if (colorScheme === "light") await page.screenshot({ path: "docs/images/phone.png" });

    await page.getByRole("button", { name: "Playground tools" }).click();
    await page.getByRole("button", { name: "To the next post" }).waitFor();
    expect(await width()).toBe(390);
    expect(await violationsOf(page), "the tools").toEqual([]);
    await page.getByRole("button", { name: "Back to the channel" }).click();

    await page.getByRole("button", { name: "Channels" }).click();
    expect(await violationsOf(page), "the channels").toEqual([]);
    await person.open("listening-room");
    expect(await width()).toBe(390);
  });
});

test("what looks like HTML is shown as it was typed", async () => {
  await using stage = await openPlayground(browser);
  const { page } = stage;

  await page.locator("#composer-text").fill("<img src=x onerror=alert(1)> **bold**");
  await page.keyboard.press("Enter");

  await personAt(page).message("<img src=x onerror=alert(1)> bold").waitFor();
  expect(await page.locator("discord-message img[src=x]").count()).toBe(0);
  expect(stage.errors).toEqual([]);
});
