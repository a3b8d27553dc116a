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

/** A moderator in the channel of the daily posts. */
async function openAsModerator(width: string) {
  const stage = await openPlayground(browser, {}, WIDTHS[width]);
  const { page } = stage;
  const person = personAt(page);
  const channels = page.getByRole("button", { name: "Channels" });
  if (width === "390") await channels.click();
  await person.be("Moderator");
  await person.open("music-history");
  const form = page.getByRole("dialog");
  return {
    ...stage,
    person,
    form,
    press: (message: Locator, name: string) => message.getByRole("button", { name, exact: true }).click(),
    submit: () => form.getByRole("button", { name: "Submit" }).click(),
    posts: () => page.getByRole("article").filter({ hasText: "This day in crossover history" }),
    async [Symbol.asyncDispose]() {
      await stage[Symbol.asyncDispose]();
    },
  };
}

describe.each(Object.keys(WIDTHS))("at %s pixels", (width) => {
  test("a channel is enough for a daily post, whose answer has buttons for what comes next, and which is undone", async () => {
    await using it = await openAsModerator(width);
    const { page, person, press } = it;

    await person.command("daily add", { channel: "music-history⏎" });
    const added = person.message("Daily post scheduled");
    await added.getByText("Only you can see this").waitFor();

    const rows = await rowsOf(added);
    expect(rows.flat()).toEqual(["Preview", "Change", "Post one now", "Undo"]);
    expect(rows).toHaveLength(width === "390" ? 2 : 1);
    expect(await violationsOf(page)).toEqual([]);
    await press(added, "Undo");
    await person.message("Undone:").waitFor();
    expect(it.errors).toEqual([]);
  });

  test("a daily post is set up in a form, changed in the same, and what does not fit leads back to it", async () => {
    await using it = await openAsModerator(width);
    const { form, page, person, press } = it;

    await person.command("daily setup");
    await form.getByRole("heading", { name: "A daily post" }).waitFor();
    expect(await form.getByRole("combobox", { name: "Channel" }).inputValue()).not.toBe("");
    expect(await violationsOf(page), "the form").toEqual([]);
    if (width === "1280") await page.screenshot({ path: "docs/images/setup.png" });
    await form.getByLabel("Time and zone").fill("half past London");
    await form.getByRole("combobox", { name: "Genre" }).selectOption("jazz and blues");
    await form.getByLabel("Role to notify").selectOption("@Crossover Club");
    await form.getByRole("group", { name: "What else" }).getByLabel("A thread for talk under each post").check();
    await it.submit();
    const refused = person.message("has no time of day in it");
    await refused.waitFor();
    await press(refused, "Back to the form");
    expect(await form.getByLabel("Time and zone").inputValue()).toBe("half past London");
    expect(await form.getByRole("combobox", { name: "Genre" }).inputValue()).toBe("jazz and blues");
    await form.getByLabel("Time and zone").fill("9.30am London");
    await it.submit();

    const scheduled = person.message("Daily post scheduled");
    await scheduled.getByText("a thread under each").waitFor();
    await scheduled.getByText("09:30", { exact: true }).waitFor();
    await press(scheduled, "Change");
    await form.getByRole("heading", { name: "Change the daily post" }).waitFor();
    await form.getByLabel("Time and zone").fill("Tokyo 18:00");
    await it.submit();
    const changed = person.message("Daily post changed");
    await changed.getByText("Zone: Europe/London → Asia/Tokyo").waitFor();
    expect(await violationsOf(page), "the answers").toEqual([]);
    expect(it.errors).toEqual([]);
  });

  test("today's post is posted at once, once, and the list removes its order after a question, and puts it back", async () => {
    await using it = await openAsModerator(width);
    const { page, person, press } = it;

    await person.command("daily add", { channel: "music-history⏎", time: "9am", timezone: "london⏎" });
    await press(person.message("Daily post scheduled"), "Post one now");
    await person.message("so none comes at 09:00").waitFor();
    await expect.poll(() => it.posts().count()).toBe(1);
    await person.command("daily list");
    const list = person.message("Daily posts in this server");
    await list.getByRole("button", { name: "Skip next" }).waitFor();
    const rows = await rowsOf(list);
    await press(list, "Remove");
    const question = person.message("Remove this daily post?");
    await press(question, "Remove");
    const removed = person.message("gets no daily post any more");
    await press(removed, "Undo");
    await person.message("Daily post is back as it was").waitFor();

    expect(rows.flat()).toEqual(["Preview", "Change", "Pause", "Skip next", "Remove"]);
    expect(rows.length).toBeLessThanOrEqual(width === "390" ? 2 : 1);
    expect(await violationsOf(page)).toEqual([]);
    expect(it.errors).toEqual([]);
  });

  test("an event is kept out from its preview, listed, and allowed again", async () => {
    await using it = await openAsModerator(width);
    const { page, person, press } = it;
    await person.command("daily add", { channel: "music-history⏎", time: "9am", timezone: "london⏎" });
    await press(person.message("Daily post scheduled"), "Preview");
    const preview = person.message("Never post this");
    await preview.getByText("Next in").waitFor();

    await press(preview, "Never post this");
    const never = person.message("not be posted in this server");
    await never.getByText("Instead,").waitFor();
    await person.command("daily blocked");
    await person.message("Never posted in this server").getByText("1 fact").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await press(never, "Undo");
    await person.message("may be posted in this server again").waitFor();
    expect(it.errors).toEqual([]);
  });

  test("what one reads alone is shared, and then stands for all with its listen link and its sources", async () => {
    await using stage = await openPlayground(browser, {}, WIDTHS[width]);
    const { page } = stage;
    const person = personAt(page);

    await person.command("search", { query: "aerosmith" });
    await person.openFirst(person.message("page 1 of"));
    const read = person.message("Only you can see this");
    const share = read.getByRole("button", { name: "Share", exact: true });
    // What is announced first stands there without any.
    await share.waitFor();
    const buttons = (await rowsOf(read)).flat();
    await share.click();
    const shared = person.message("Shared by");
    await shared.waitFor();

    expect(buttons.slice(-3)).toEqual(["Share", "Save", "Report"]);
    expect((await rowsOf(read)).slice(0, 2)).toEqual([["This day"], ["Picture"]]);
    expect(await rowsOf(read)).toHaveLength(4);
    await read.getByRole("button", { name: "Shared" }).and(page.locator(":disabled, [aria-disabled=true]")).waitFor();
    expect(await shared.getByText("Only you can see this").count()).toBe(0);
    expect(await shared.getByRole("link", { name: "Listen" }).getAttribute("href")).toMatch(/^https:/);
    expect((await rowsOf(shared)).flat()).toEqual(buttons.filter((it) => it !== "Share"));
    expect(await violationsOf(page)).toEqual([]);
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
