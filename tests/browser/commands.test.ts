import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPlayground } from "./browser.ts";
import { personAt } from "./person.ts";

type Stage = Awaited<ReturnType<typeof openPlayground>>;
let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await openBrowser();
  stage = await openPlayground(browser);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await browser.close();
});

describe("commands for everyone", () => {
  test("/today shows the day, with who asked for it, and opens its other events from a list", async () => {
    const { page } = stage;
    const person = personAt(page);

    await person.command("today");
    const answer = person.message("4 July in crossover history");
    await answer.getByText("Member").waitFor();
    expect(await answer.locator("discord-command").getAttribute("command")).toBe("today");
    const list = answer.getByRole("combobox", { name: "Open one of these" });
    await list.focus();
    await page.keyboard.press("Enter");
    const option = list.locator("option:enabled").first();
    const [headline = ""] = (await option.innerText()).split(/\n| · /);
    await option.click();

    const own = page.getByRole("article").filter({ hasText: "Only you can see this" });
    await own.getByRole("heading", { name: headline }).waitFor();
    await own.getByRole("button", { name: "Dismiss message" }).click();
    await own.waitFor({ state: "detached" });
  });

  test("/search completes as one types, and is paged in place", async () => {
    const { page } = stage;
    const person = personAt(page);

    await person.command("search", { query: "aerosm⏎" });
    const answer = person.message("page 1 of");
    await answer.getByRole("button", { name: "Next ›" }).waitFor();
    await page.screenshot({ path: "docs/images/search.png" });
    const messages = await page.getByRole("article").count();
    await answer.getByRole("button", { name: "Next ›" }).click();

    await person.message("page 2 of").getByRole("button", { name: "‹ Previous" }).click();
    await person.message("page 1 of").getByRole("button", { name: "Next ›" }).waitFor();
    expect(await page.getByRole("article").count()).toBe(messages);
  });

  test("a fact that is read from the list is for the reader alone, and can be dismissed", async () => {
    const { page } = stage;
    const person = personAt(page);
    await person.command("search", { query: "run dmc" });

    await person.openFirst(person.message("page 1 of"));
    const own = page.getByRole("article").filter({ hasText: "Only you can see this" });
    await own.waitFor();
    await own.getByRole("button", { name: "Dismiss message" }).click();

    await own.waitFor({ state: "detached" });
  });

  test("/fact, and another one in its place", async () => {
    const { page } = stage;
    const person = personAt(page);
    await person.open("listening-room");
    await person.command("fact", { topic: "mainstream⏎" });
    const articles = page.getByRole("article");
    const another = articles.last().getByRole("button", { name: "Another" });
    await another.waitFor();
    // For a moment what stood for the answer until it came may stand beside it.
    await page.getByText("Sending command").waitFor({ state: "detached" });
    const first = await articles.last().textContent();
    const count = await articles.count();

    await another.click();

    await expect.poll(() => articles.last().textContent()).not.toBe(first);
    expect(await articles.count()).toBe(count);
  });

  test("in the direct message too, where commands for servers are not offered", async () => {
    const { page } = stage;
    const person = personAt(page);
    await person.be("Moderator");
    await person.open("Crossfade");

    await page.locator("#composer-text").fill("/");
    await page.getByRole("option", { name: "/about" }).waitFor();
    expect(await page.getByRole("option", { name: "/daily" }).count()).toBe(0);
    await page.locator("#composer-text").fill("");
    await person.command("about");

    await person.message("Privacy").waitFor();
    await person.be("Member");
  });

  test("a command that lacks an option says so, and goes on once it is filled in", async () => {
    const { page } = stage;
    const person = personAt(page);
    await person.open("general");
    await page.locator("#composer-text").focus();
    await page.keyboard.type("/search");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "query" }).waitFor();

    await page.getByRole("button", { name: "Send /search" }).click();
    await page.getByText("query is required.").waitFor();
    await page.keyboard.type("1986");
    await page.getByRole("button", { name: "Send /search" }).click();

    await person.message("1986").last().waitFor();
  });

  test("all of it works by the keyboard alone", async () => {
    const { page } = stage;
    await page.reload();
    await page.getByRole("log").waitFor();
    await page.getByText("page 1 of").last().waitFor();

    await tabTo(page, "Next ›", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("page 2 of").last().waitFor();
    await tabTo(page, "listening-room", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("log", { name: "Messages in listening-room" }).waitFor();
    await tabTo(page, "Message #listening-room");
    await page.keyboard.type("/abo");
    await page.keyboard.press("Enter");
    await page.locator("#send:focus").waitFor();
    await page.keyboard.press("Enter");

    await personAt(page).message("Privacy").waitFor();
  });

  test("the page met no error", () => {
    expect(stage.errors).toEqual([]);
    expect(stage.discord.refusals).toEqual([]);
  });
});

/** Presses the key until the cursor is on what has that name. */
async function tabTo(page: Page, name: string, key = "Tab"): Promise<void> {
  const focused = 'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim()';
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press(key);
    if ((await page.evaluate(focused)) === name) return;
  }
  throw new Error(`${key} does not lead to "${name}"`);
}
