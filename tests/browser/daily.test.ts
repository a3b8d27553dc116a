import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPlayground } from "./browser.ts";
import { personAt } from "./person.ts";

type Stage = Awaited<ReturnType<typeof openPlayground>>;
const ORDER = { channel: "music-history⏎", time: "9am", timezone: "london⏎" };
const POST = "This day in crossover history";
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

/** One story: each test goes on where the last one ended. */
describe("a daily post", () => {
  const posts = () => stage.page.getByRole("article").filter({ hasText: POST });
  const tool = (name: string) => stage.page.getByRole("complementary").getByRole("button", { name, exact: true });

  test("is not offered to a member, who is refused all the same", async () => {
    const { page, town, url } = stage;
    await page.locator("#composer-text").fill("/");
    await page.getByRole("option", { name: "/today" }).waitFor();
    expect(await page.getByRole("option", { name: "/daily" }).count()).toBe(0);
    await page.locator("#composer-text").fill("");

    const channel = [...town.server.channels.keys()][0];
    const asked = { kind: "command", as: town.member.id, channel, name: "daily list", inputs: {} };
    const answer = await fetch(`${url}/act`, { method: "POST", body: JSON.stringify(asked) });

    expect(await answer.json()).toEqual({ error: "You do not have permission to use this command" });
  });

  test("is refused where the bot may not write, with the mend", async () => {
    const { page } = stage;
    const person = personAt(page);
    await person.be("Moderator");
    await person.open("music-history");
    await page.getByRole("switch", { name: "Send Messages" }).uncheck();
    await page.getByText("bot limited").waitFor();

    await person.command("daily add", ORDER);

    await person.message("I lack Send Messages").getByText("Only you can see this").waitFor();
    await page.getByRole("switch", { name: "Send Messages" }).check();
    await page.getByText("bot limited").waitFor({ state: "detached" });
  });

  test("is ordered by a moderator, who alone sees the answer", async () => {
    const person = personAt(stage.page);

    await person.command("daily add", ORDER);

    await person.message("Europe/London").getByText("Only you can see this").waitFor();
    await person.be("Member");
    await person.open("music-history");
    expect(await person.message("Europe/London").count()).toBe(0);
    await person.be("Moderator");
  });

  test("appears when the clock comes to it, at its time", async () => {
    const { discord, page, town } = stage;
    // A machine at its limits may take longer over its first picture than a post waits for it.
    const by = { person: town.member, channel: [...town.server.channels.values()][0]! };
    const { message } = await discord.command(by, "today");
    const draw = async () => JSON.stringify((await discord.press(by, message!.id, "Picture")).message);
    await expect.poll(draw, { interval: 1000, timeout: 20_000 }).toContain("image/png");

    await tool("To the next post").click();
    await posts().getByRole("button", { name: "This day" }).waitFor();

    await posts().getByText("Today at 09:00").waitFor();
    await posts()
      .getByRole("img", { name: /^1986\. 4 July\./ })
      .waitFor();
    await page.screenshot({ path: "docs/images/daily-post.png" });
    expect(await posts().count()).toBe(1);
  });

  test("does not come twice when the bot is killed and started again", async () => {
    const { page } = stage;
    const person = personAt(page);
    await tool("Kill").click();
    await page.getByText("Down", { exact: true }).waitFor();
    await person.command("about");
    await page.getByRole("alert").getByText("The application did not respond").waitFor();
    await page.getByRole("button", { name: "Dismiss message" }).last().click();

    await tool("Start").click();
    await page.getByText("Running", { exact: true }).waitFor();
    await tool("+1 hour").click();
    await page.locator(".time time", { hasText: "09:0" }).waitFor();

    await person.command("about");
    await person.message("Privacy").waitFor();
    expect(await posts().count()).toBe(1);
  });

  test("comes on the next day although Discord answers 500 at first", async () => {
    const { page } = stage;
    await tool("500").click();
    await page.getByRole("status").getByText("answered with 500").waitFor();

    await tool("+1 day").click();

    await expect.poll(() => posts().count(), { timeout: 15_000 }).toBe(2);
    const wire = page.getByRole("list", { name: "Requests and events" });
    await wire.locator("li", { hasText: "/messages" }).filter({ hasText: "500" }).waitFor();
    await wire.locator("li", { hasText: "/messages" }).filter({ hasText: "200" }).first().waitFor();
  });

  test("stands in the list of orders", async () => {
    const { page } = stage;
    const person = personAt(page);
    await page.locator("button:enabled", { hasText: "+1 day" }).waitFor();

    await person.command("daily list");

    const list = person.message("Daily posts in this server");
    await list.getByText("Next post").first().waitFor();
    await page.screenshot({ path: "docs/images/settings.png" });
    await person.open("general");
    await person.open("music-history");
    await list.getByRole("link", { name: /^posted/i }).click();
    await posts().last().and(page.locator("[data-sought]")).waitFor();
  });

  test("an answer that is never taken is given again, before the asker is told that there is none", async () => {
    const { page } = stage;
    const person = personAt(page);
    await tool("Time-out").click();
    await page.getByRole("status").getByText("never answered").waitFor();

    await person.command("about");

    await person.message("Privacy").last().waitFor();
    const wire = page.getByRole("list", { name: "Requests and events" });
    await wire.locator("li", { hasText: "/callback" }).filter({ hasText: "silence" }).waitFor();
    expect(await page.getByText("The application did not respond").count()).toBe(0);
  });

  test("a dropped gateway is resumed, and a 429 waited for", async () => {
    const { page } = stage;
    const person = personAt(page);
    await tool("Drop the gateway").click();
    await page.getByRole("list", { name: "Requests and events" }).getByText("RESUMED").waitFor();
    await tool("429").click();
    await page.getByRole("status").getByText("429").waitFor();

    await person.command("today");

    await person.message("in crossover history").last().waitFor();
  });

  test("the page met no error", () => {
    expect(stage.errors).toEqual([]);
  });
});
