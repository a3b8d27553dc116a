import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPlayground, WIDTHS } from "./browser.ts";
import { personAt } from "./person.ts";

// Pictures for a person to look at, in `docs/images`: of each one that shows all of what it is about.

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(Object.keys(WIDTHS))("at %s pixels", (width) => {
  const open = () => openPlayground(browser, {}, WIDTHS[width]);
  const pathOf = (name: string) => `docs/images/${name}-${width}.png`;

  test("a day: its lead in full, its other events, and the list that opens them", async () => {
    await using stage = await open();
    const { page } = stage;
    const person = personAt(page);

    await person.command("today", { date: "10 feb⏎" });
    const answer = person.message("10 February in crossover history");
    await answer.getByRole("combobox", { name: "Open one of these" }).waitFor();

    expect(await levelsOf(answer)).toEqual([1, 2, 3]);
    await picture(page, pathOf("today"));
    expect(stage.errors).toEqual([]);
  });

  test("a search that finds nothing, and says what is near it", async () => {
    await using stage = await open();
    const { page } = stage;
    const person = personAt(page);

    await person.command("search", { query: "metalikka" });
    await person
      .message("Nothing")
      .getByText(/metalikka.*Metallica/)
      .waitFor();

    await picture(page, pathOf("nothing-found"));
    expect(stage.errors).toEqual([]);
  });

  test("a week of a hip-hop channel", async () => {
    await using stage = await open();
    const { discord, page, town } = stage;
    const person = personAt(page);
    const channel = [...town.server.channels.values()].find(({ name }) => name === "music-history")!;
    const order = { channel: channel.id, time: "9am", timezone: "Europe/London", genre: "hip-hop" };
    await discord.command({ person: town.moderator, channel }, "daily add", order);

    const move = JSON.stringify({ kind: "clock", move: { by: "PT145H" } });
    expect((await fetch(`${stage.url}/control`, { method: "POST", body: move })).status).toBe(200);
    if (width === "390") await page.getByRole("button", { name: "Channels" }).click();
    await person.open("music-history");
    const posts = page.getByRole("article").filter({ hasText: "This day" });
    await expect.poll(() => posts.count()).toBe(7);

    for (let day = 0; day < 7; day++) expect((await levelsOf(posts.nth(day))).slice(0, 2)).toEqual([1, 2]);
    await picture(page, pathOf("hip-hop-week"));
    expect(stage.errors).toEqual([]);
  });
});

/** The page as it is, made so high that all messages of the channel are seen. */
async function picture(page: Page, path: string): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const hidden = await page.getByRole("log").evaluate((log) => log.scrollHeight - log.clientHeight);
  await page.setViewportSize({ width, height: height + hidden });
  await page.screenshot({ path });
}

/** The levels of a message's headings, in order. */
async function levelsOf(message: Locator): Promise<number[]> {
  const names = await message.getByRole("heading").evaluateAll((all) => all.map(({ tagName }) => tagName));
  return names.map((name) => Number(name.slice(1)));
}
