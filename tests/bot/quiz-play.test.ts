import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ComponentType, InteractionType, RESTJSONErrorCodes } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { By } from "../../playground/discord/hand.ts";
import type { App } from "../../src/app.ts";
import { createLog } from "../../src/log.ts";
import { questionOf } from "../../src/quiz/game.ts";
import { openStore } from "../../src/store/store.ts";
import { clockAt, hearClock, startBot, startTown, textOf } from "./bot.ts";

const START = Temporal.Instant.from("2026-09-27T12:00:00Z");

async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const url = `sqlite:${join(folder.path, "bot.db")}`;
  const clock = clockAt(START.toString());
  const town = await startTown(clock);
  const store = await openStore(url, clock, createLog("silent"));
  let now = START;
  const { channel, discord, member, server } = town;
  const elsewhere = discord.world.addChannel(server, { name: "elsewhere" });
  const gameIn = async (place = channel) => (await store.games.find(place.id))?.game;
  const seen = (place = channel) => textOf(discord.world.messages(place).at(-1));
  return {
    ...town,
    start: () => startBot(town, { DATABASE_URL: url }),
    gameIn,
    seen,
    /** Starts one; the first that is asked of a bot has it read all facts, and may be announced before it comes. */
    async play(options = {}, by: By = member) {
      const answer = await discord.command(by, "quiz play", options);
      const said = () => textOf([answer.message, answer.followUps]);
      await expect.poll(said, { timeout: 10_000 }).not.toBe("");
      return { ...answer, text: said() };
    },
    /** Presses an option of the question that is on, right or wrong. */
    async press(right: boolean, by: By = member): Promise<string> {
      const { options, ...question } = questionOf((await gameIn(by.channel))!);
      const label = options[right ? question.right : (question.right + 1) % 4]!.slice(0, 80);
      const message = discord.world.messages(by.channel).at(-1)!;
      return textOf((await discord.press(by, message.id, label)).message);
    },
    /** So many seconds pass, by all clocks. */
    async pass(app: App, seconds: number): Promise<void> {
      now = now.add({ seconds });
      clock.set(now.toString());
      await hearClock(discord, { ...member, channel: elsewhere });
      await app.beat();
    },
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

test("a game: the first right answer scores, one try each, the source after each, and the score at the end", async () => {
  await using it = await setUp();
  await using app = await it.start();
  const { member, moderator } = it;
  const begun = await it.play();

  expect(begun.ephemeral).toBe(false);
  expect(it.seen()).toMatch(/^### Question 1 of 5\n\*\*.+\*\*\n-# The first right answer scores/);
  expect(await it.press(false)).toBe("✘ Not that one. You have one try for each question; the next one comes soon.");
  expect(await it.press(true)).toBe("You have had your try at this question; the next one comes soon.");
  expect(await it.press(true, moderator)).toBe("✔ Right, and you were the first: a point for you.");
  await expect.poll(() => it.seen()).toContain(`**✔ <@${moderator.person.id}> had it first.**`);
  expect(it.seen()).toMatch(/- \[.+\]\(<http/);

  await it.pass(app, 9);
  expect(it.seen()).toMatch(/^### Question 2 of 5/);
  expect(it.seen()).toContain(`-# Score: <@${moderator.person.id}> 1`);
  for (let question = 2; question <= 5; question++) {
    await it.press(true, question === 5 ? member : moderator);
    await it.pass(app, 9);
  }
  expect(it.seen()).toContain(
    `### The quiz is over\n1\\. <@${moderator.person.id}>, 4 points\n2\\. <@${member.person.id}>, 1 point`,
  );
  expect(await it.gameIn()).toBeUndefined();
});

test("of two who are right at once one scores", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  await it.play();

  const answers = await Promise.all([it.press(true), it.press(true, it.moderator)]);

  expect(answers.filter((answer) => answer.startsWith("✔"))).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith("That question is over"))).toHaveLength(1);
});

test("one game a channel; another channel has its own, and direct messages too", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { discord, member, moderator, server } = it;
  const other = discord.world.addChannel(server, { name: "other" });
  await it.play({ rounds: "10" });

  const second = await it.play({}, moderator);
  await it.play({}, { ...moderator, channel: other });

  expect(second.text).toMatch(/^A quiz is on in this channel already/);
  expect(it.seen()).toMatch(/^### Question 1 of 10/);
  expect(it.seen(other)).toMatch(/^### Question 1 of 5/);
  expect((await it.gameIn(other))?.id).not.toBe((await it.gameIn())?.id);
  expect(await it.press(true, member)).toMatch(/^✔/);
});

test("nobody answers: what is true is told, and after two such questions it ends", async () => {
  await using it = await setUp();
  await using app = await it.start();
  await it.play();
  const old = it.discord.world.messages(it.channel).at(-1)!;
  const { id } = (await it.gameIn())!;
  const pressed = { custom_id: `1/quiz/guess/${id}/0/0`, component_type: ComponentType.Button };

  await it.pass(app, 31);
  expect(it.seen()).toContain("**Nobody had it.**");
  await it.pass(app, 9);
  await it.pass(app, 31);
  expect(it.seen()).toContain("-# Two in a row without an answer: the quiz ends");
  await it.pass(app, 9);
  expect(it.seen()).toContain("Nobody scored this time.\n-# It ended early");

  const late = await it.discord.interact(it.member, InteractionType.MessageComponent, pressed, old.id);
  expect(textOf(late.message)).toBe("That quiz is over; /quiz play starts another.");
  expect((await it.play()).text).toMatch(/^### Question 1 of 5/);
});

test("a game goes on after a restart in its midst, with its points", async () => {
  await using it = await setUp();
  const { member } = it;
  {
    await using app = await it.start();
    await it.play();
    await it.press(true);
    await it.pass(app, 9);
  }
  await using app = await it.start();

  expect(it.seen()).toMatch(/^### Question 2 of 5/);
  expect(await it.press(true)).toMatch(/^✔/);
  await it.pass(app, 9);
  expect(it.seen()).toMatch(/^### Question 3 of 5/);
  expect(it.seen()).toContain(`-# Score: <@${member.person.id}> 2`);
});

test("a game whose message was deleted ends, and another can begin", async () => {
  await using it = await setUp();
  await using app = await it.start();
  await it.play();
  it.discord.trouble({ kind: "status", status: 404, code: RESTJSONErrorCodes.UnknownMessage }, { method: "PATCH" });

  await it.pass(app, 31);

  expect(await it.gameIn()).toBeUndefined();
  expect((await it.play()).text).toMatch(/^### Question 1 of 5/);
});

test.each([
  [
    { genre: "reggae", decade: "1930s" },
    /^I know too little of reggae in the 1930s for 5 questions; leave out the genre or the decade\.$/,
  ],
  [{ decade: "soon" }, /is not a year I can read/],
  [{ genre: "hip hopp" }, /did you mean hip-hop/],
])("what cannot be asked, %j, is said in a sentence", async (options, words) => {
  await using it = await setUp();
  await using _ = await it.start();

  const answer = await it.play(options);

  expect(answer.text).toMatch(words);
});

test("the leaderboard is the server's, by week and in all; moderators alone begin it anew", async () => {
  await using it = await setUp();
  await using app = await it.start();
  const { discord, member, moderator } = it;
  const empty = await discord.command(member, "quiz leaderboard");
  expect(textOf(empty.message)).toContain("Nobody has a point yet");
  await it.play();
  await it.press(true);
  await it.pass(app, 60 * 60 * 24);

  const week = await discord.command(member, "quiz leaderboard");
  const ofWeek = textOf(week.message);
  const all = await discord.press(moderator, week.message!.id, "All time");

  expect(ofWeek).toContain("### Leaderboard this week, from Monday, 28 September\nNobody");
  expect(all.kind).toBe("update");
  expect(textOf(all.message)).toContain(`### Leaderboard of all time\n1\\. <@${member.person.id}>, 1 point`);

  const refused = await discord.command(member, "quiz reset");
  expect(textOf(refused.message)).toBe(
    "/quiz reset is for members with the Manage Server permission; ask one of them.",
  );
  const asked = await discord.command(moderator, "quiz reset");
  expect(asked.ephemeral).toBe(true);
  await discord.press(moderator, asked.message!.id, "Take them away");
  expect(textOf((await discord.command(member, "quiz leaderboard")).message)).toContain("Nobody has a point yet");
});
