import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./accessibility.ts";
import { openBrowser, openPlayground, WIDTHS } from "./browser.ts";
import { personAt } from "./person.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(Object.keys(WIDTHS))("at %s pixels", (width) => {
  test("a fact can be heard, and its sources are read by the one who asks, below it", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    const person = personAt(page);

    await person.command("today");
    const day = person.message("4 July in crossover history");
    const listen = await day.getByRole("link", { name: "Listen" }).getAttribute("href");
    await day.getByRole("button", { name: "Sources (6)" }).click();
    const own = page.getByRole("article").filter({ hasText: "Only you can see this" });
    await own.getByText("Sources of").waitFor();

    expect(listen).toBe("https://www.youtube.com/results?search_query=Run-D.M.C.%20Walk%20This%20Way");
    expect(await own.getByRole("listitem").getByRole("link").count()).toBe(6);
    expect(await own.getByRole("link").first().getAttribute("href")).toMatch(/^https:\/\//);
    expect(await violationsOf(page)).toEqual([]);
    expect(stage.errors).toEqual([]);
  });

  test("a post's three buttons stand in one row above what to do with it, on a phone too, as do a fact's beside the one by its date, in the colour of its worlds", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { discord, page, town } = stage;
    const channel = [...town.server.channels.values()].find(({ name }) => name === "music-history")!;
    const order = { channel: channel.id, time: "9am", timezone: "Europe/London" };
    await discord.command({ person: town.moderator, channel }, "daily add", order);
    const move = JSON.stringify({ kind: "clock", move: { by: "PT2M" } });
    expect((await fetch(`${stage.url}/control`, { method: "POST", body: move })).status).toBe(200);
    if (width === "390") await page.getByRole("button", { name: "Channels" }).click();
    await personAt(page).open("music-history");
    const post = page.getByRole("article").filter({ hasText: "This day in crossover history" });
    await post.getByRole("button", { name: "Sources (6)" }).waitFor();
    await personAt(page).command("fact", { artist: "Santana" });
    const fact = page.getByRole("article").filter({ hasText: "Another" });
    await fact.getByRole("button", { name: "Another" }).waitFor();

    const [below, belowFact] = [await rowsOf(post), await rowsOf(fact)];
    expect(below).toEqual([
      ["Listen", "Sources (6)", "This day"],
      ["Save", "Report"],
    ]);
    expect(belowFact).toEqual([
      ["This day"],
      ["Picture"],
      ["Another", "Listen", expect.stringMatching(/^Sources \(\d\)$/)],
      ["Save", "Report"],
    ]);
    expect(await post.locator(".container").getAttribute("style")).toContain("#e5702f");
    expect(stage.errors).toEqual([]);
  });
});

/** The labels of a message's buttons, by how high they stand. */
async function rowsOf(message: Locator): Promise<string[][]> {
  const placed = await message
    .locator(":is(.row, .accessory) .button")
    .evaluateAll((all) => all.map((it) => ({ label: it.textContent.trim(), top: it.getBoundingClientRect().top })));
  return [...Map.groupBy(placed, ({ top }) => top).values()].map((row) => row.map(({ label }) => label));
}
