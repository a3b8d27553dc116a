import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPlayground } from "./browser.ts";
import { personAt } from "./person.ts";

// What members do together, by the keyboard: a round of the quiz, the question of the day, a fact that one suggests. With a
// picture of each for the README.

/** For what the bot does first after its start. */
const PATIENT = { timeout: 20_000 };

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("a round of the quiz: asked, answered by a key, and told with its source", async () => {
  await using stage = await openPlayground(browser);
  const { page } = stage;
  const person = personAt(page);

  await person.command("quiz play");
  const game = person.message("Question 1 of 5");
  // Above all stands the button of the command that it answers.
  const options = game.getByRole("button").filter({ hasNotText: "/quiz" });
  await options.nth(3).waitFor();
  await options.first().press("Enter");
  await page
    .getByText(/had it first|Not that one/)
    .first()
    .waitFor();
  if (!(await game.getByText("had it first").isVisible())) {
    // One try each.
    await options.nth(1).press("Enter");
    await person.message("You have had your try").waitFor();
  }
  await game.getByText(/had it first|Nobody had it/).waitFor({ timeout: 40_000 });

  expect(await game.getByRole("link").count()).toBeGreaterThan(0);
  await page.screenshot({ path: "docs/images/quiz-round.png" });
  expect(stage.errors).toEqual([]);
}, 90_000);

test("the question of the day: asked and answered alone", async () => {
  await using stage = await openPlayground(browser);
  const { page } = stage;
  const person = personAt(page);

  await person.command("quiz today");
  const question = person.message("The question of");
  await question.getByRole("button").first().press("Enter");
  await question.getByText(/Right!|Not this time/).waitFor();
  await question.getByText("The first day of a row").waitFor();

  await page.screenshot({ path: "docs/images/quiz-today.png" });
  expect(stage.errors).toEqual([]);
});

test("a fact is suggested in a form, accepted where moderators read it, and among the server's own then", {
  timeout: 90_000,
}, async () => {
  await using stage = await openPlayground(browser);
  const { discord, page, town } = stage;
  const person = personAt(page);
  const channel = [...town.server.channels.values()].find(({ name }) => name === "music-history")!;
  await discord.command({ person: town.moderator, channel }, "facts suggestions", { channel: channel.id });

  await person.be("Member");
  await person.command("suggest");
  const form = page.getByRole("dialog", { name: "Suggest a fact" });
  const fields = {
    Date: "28 September 2019",
    Headline: "The Housemates rap over a harp at our hall",
    Text: "Nobody had asked for it, and all stayed.",
    "Artists, and below them the genres": "The Housemates; Run-D.M.C.\nhip-hop; folk",
    Sources: "Our blog https://example.org/gig",
  };
  for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
  await form.getByRole("button", { name: "Submit" }).press("Enter");
  await person.message("The moderators read it").waitFor(PATIENT);

  await person.be("Moderator");
  await person.open("music-history");
  const suggestion = person.message("suggests a fact");
  await page.screenshot({ path: "docs/images/suggestion.png" });
  await suggestion.getByRole("button", { name: "Accept" }).press("Enter");
  await suggestion.getByText("✔ Accepted").waitFor(PATIENT);
  await person.command("facts list");
  await person.message("This server's own facts").getByText(fields.Headline).first().waitFor(PATIENT);

  expect(stage.errors).toEqual([]);
});
