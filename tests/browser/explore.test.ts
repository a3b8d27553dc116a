import type { Browser, Locator, Page } from "playwright-core";
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
  test("a chain is asked for in any spelling, shown as a picture, led another way, and its steps are opened", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    const person = personAt(page);

    await person.command("connect", { from: "run dmc⏎", to: "ravi shan⏎" });
    const chain = person.message("way 1 of");
    await chain.getByRole("heading", { name: /Run-D\.M\.C\. → .+ → Ravi Shankar/ }).waitFor();
    expect((await rowsOf(chain)).length).toBeLessThanOrEqual(width === "390" ? 2 : 1);
    await chain.getByRole("button", { name: "Picture" }).press("Enter");
    const picture = person
      .message("Only you can see this")
      .getByRole("img", { name: /steps from Run-D\.M\.C\. to Ravi/ });
    // The first one starts the process that draws.
    await picture.waitFor();
    await expect.poll(() => widthOf(picture), { timeout: 10_000 }).toBe(1200);
    await widthWithin(page, width);
    await chain.getByRole("button", { name: "Picture" }).blur();
    await shoot(page, width, "chain", chain, person.message("Only you can see this"));

    await chain.getByRole("button", { name: "Another way" }).press("Enter");
    const second = person.message("way 2 of");
    await second.waitFor();
    await chooseByKeys(page, second.getByRole("combobox", { name: "Open a step and its sources" }));
    await expect.poll(() => page.getByRole("article").filter({ hasText: "Only you can see this" }).count()).toBe(2);
    expect(await violationsOf(page)).toEqual([]);
    expect(stage.errors).toEqual([]);
    expect(stage.discord.refusals).toEqual([]);
  });

  test("an artist's page leads on to those whom they crossed with, and to their timeline", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    const person = personAt(page);

    await person.command("artist", { name: "aerosm⏎" });
    const artist = person.message("Crossed with");
    await artist.getByRole("heading", { name: "Aerosmith" }).waitFor();
    expect(await artist.getByRole("link", { name: "Listen" }).getAttribute("href")).toMatch(/^https:/);
    expect((await rowsOf(artist)).length).toBeLessThanOrEqual(width === "390" ? 2 : 1);
    await widthWithin(page, width);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, width, "artist", artist);

    await chooseByKeys(page, artist.getByRole("combobox", { name: /^Go on to another artist/ }));
    await person.message("Crossed with").getByRole("heading", { name: "Run-D.M.C." }).waitFor();
    await person.message("Crossed with").getByRole("button", { name: "Timeline" }).press("Enter");

    await page.getByRole("heading", { name: "Timeline of Run-D.M.C." }).waitFor();
    expect(stage.errors).toEqual([]);
    expect(stage.discord.refusals).toEqual([]);
  });

  test("a timeline is paged, and jumps to a decade", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    const person = personAt(page);

    await person.command("timeline", { genre: "hip-h⏎" });
    const timeline = person.message("Timeline of hip-hop");
    await timeline.getByText("page 1 of").waitFor();
    await widthWithin(page, width);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, width, "timeline", timeline);
    await timeline.getByRole("button", { name: "Next ›" }).press("Enter");
    await timeline.getByText("page 2 of").waitFor();
    await chooseByKeys(page, timeline.getByRole("combobox", { name: "Jump to a decade" }), "2000s");

    await expect
      .poll(() => timeline.getByRole("listitem").allInnerTexts())
      .toContainEqual(expect.stringMatching(/^200\d/));
    await chooseByKeys(page, timeline.getByRole("combobox", { name: "Open one of these" }));
    await person.message("Only you can see this").getByRole("button", { name: "Share" }).waitFor();
    expect(stage.errors).toEqual([]);
    expect(stage.discord.refusals).toEqual([]);
  });

  test("a message's menu tells what joins those who are named in it, for the one who asks, by keys alone", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    const person = personAt(page);
    await page.locator("#composer-text").fill("RUN DMC with aerosmith, or Ravi Shankar?");
    await page.keyboard.press("Enter");
    const said = person.message("RUN DMC with aerosmith");
    await said.waitFor();

    await said.getByRole("button", { name: "More for this message" }).press("Enter");
    await page.getByRole("menuitem", { name: "Find crossover facts" }).press("Enter");
    const found = person.message("Named in this message");
    await found.getByText("Only you can see this").waitFor();
    await found.getByText("What joins them").waitFor();
    await widthWithin(page, width);
    expect(await violationsOf(page)).toEqual([]);
    await found.getByRole("button", { name: "Run-D.M.C. → Aerosmith" }).press("Enter");

    await page.getByRole("heading", { name: "Run-D.M.C. → Aerosmith" }).waitFor();
    expect(stage.errors).toEqual([]);
    expect(stage.discord.refusals).toEqual([]);
  });
});

/** Opens a list by the keyboard and chooses its first entry, or the one that begins so. */
async function chooseByKeys(page: Page, list: Locator, label?: string): Promise<void> {
  const options = list.locator("option:enabled");
  // The line that a command was typed into takes the keyboard back once it is sent, which may be just now.
  for (let tries = 0; tries < 5 && !(await options.first().isVisible()); tries++) {
    await list.press("Enter");
    await options
      .first()
      .waitFor({ timeout: 1000 })
      .catch(() => {});
  }
  const option = label === undefined ? options.first() : options.filter({ hasText: label }).first();
  await option.focus();
  await page.keyboard.press("Enter");
}

/** Of the picture itself, once it is there. */
function widthOf(picture: Locator): Promise<number> {
  return picture.evaluate((it) => (it as unknown as { readonly naturalWidth: number }).naturalWidth);
}

async function widthWithin(page: Page, width: string): Promise<void> {
  expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(Number(width));
}

/** Pixels above and below the messages of a picture. */
const AROUND = 8;

/** The messages from the first to the last of these as the README shows them: on a desk, without the page around them. */
async function shoot(page: Page, width: string, name: string, first: Locator, last = first): Promise<void> {
  if (width !== "1280") return;
  const size = page.viewportSize()!;
  const hidden = await page.getByRole("log").evaluate((log) => log.scrollHeight - log.clientHeight);
  await page.setViewportSize({ ...size, height: size.height + hidden });
  const [top, bottom] = [(await first.boundingBox())!, (await last.boundingBox())!];
  const height = bottom.y + bottom.height - top.y + 2 * AROUND;
  await page.screenshot({
    path: `docs/images/${name}.png`,
    clip: { x: top.x, y: top.y - AROUND, width: top.width, height },
  });
  await page.setViewportSize(size);
}

/** The labels of a message's buttons, by how high they stand. */
async function rowsOf(message: Locator): Promise<string[][]> {
  const placed = await message
    .locator(":is(.row, .accessory) .button")
    .evaluateAll((all) => all.map((it) => ({ label: it.textContent.trim(), top: it.getBoundingClientRect().top })));
  return [...Map.groupBy(placed, ({ top }) => top).values()].map((row) => row.map(({ label }) => label));
}
