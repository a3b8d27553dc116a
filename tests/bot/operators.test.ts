import { expect, test } from "vitest";
import { freePort } from "../store/databases.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const MORNING = "2026-09-27T07:00:00Z";

/** The bot, with its pages on a free port. */
async function setUp() {
  const town = await startTown(clockAt(MORNING));
  const port = await freePort();
  const bot = await startBot(town, { HTTP_PORT: String(port) });
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  };
  return {
    ...town,
    bot,
    get,
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

test("the pages of a bot at work", async () => {
  await using it = await setUp();
  const { bot, channel, clock, discord, get, member, moderator } = it;
  await discord.command(member, "today");
  await discord.command(moderator, "daily add", { channel: channel.id, time: "9am", timezone: "Europe/London" });
  clock.set("2026-09-27T08:01:30Z");
  await bot.beat();

  const { body } = await get("/metrics");

  expect(await get("/healthz")).toEqual({ status: 200, body: "alive\n" });
  expect(await get("/readyz")).toEqual({ status: 200, body: "ready\n" });
  for (const line of [
    'crossfade_answers_total{name="today",outcome="answered"} 1',
    'crossfade_answers_total{name="daily add",outcome="answered"} 1',
    'crossfade_answer_seconds_count{name="today"} 1',
    'crossfade_deliveries_total{state="posted"} 1',
    "crossfade_post_lateness_seconds_sum 90",
    "crossfade_discord_connected 1",
    "crossfade_posts_waiting 0",
    "crossfade_posts_unfinished 0",
  ])
    expect(body).toContain(`${line}\n`);
  expect(body).toMatch(/crossfade_discord_responses_total\{status="2xx"\} \d+\n/);
});

test.each([
  ["set ahead by days", "2026-09-30T07:00:00Z"],
  ["put back by an hour", "2026-09-27T06:00:00Z"],
])("a clock that is %s says nothing of how the bot does", async (_, set) => {
  await using it = await setUp();
  await it.bot.beat();

  it.clock.set(set);

  expect(await it.get("/readyz")).toEqual({ status: 200, body: "ready\n" });
});

test("one who presses and types without end is asked to wait, and nobody else is", async () => {
  await using it = await setUp();
  const { discord, get, member, moderator } = it;
  const ask = async (who: typeof member) => {
    const { ephemeral, message } = await discord.command(who, "about");
    return { ephemeral, limited: textOf(message).includes("try again in") };
  };

  const answers = [];
  for (let number = 0; number < 32; number++) answers.push(await ask(member));

  expect(answers.slice(0, 30).some(({ limited }) => limited)).toBe(false);
  expect(answers.slice(30)).toEqual([
    { ephemeral: true, limited: true },
    { ephemeral: true, limited: true },
  ]);
  expect(await ask(moderator)).toMatchObject({ limited: false });
  expect((await get("/metrics")).body).toContain('crossfade_answers_total{name="about",outcome="limited"} 2\n');
});

test("a check of all channels, which asks Discord a lot, can be had three times in a row", async () => {
  await using it = await setUp();
  const check = async () => textOf((await it.discord.command(it.moderator, "daily check")).message);

  const answers = [await check(), await check(), await check(), await check()];

  expect(answers.map((text) => text.includes("try again in"))).toEqual([false, false, false, true]);
});

test("without a connection it is not ready, and says so", async () => {
  await using it = await setUp();
  await it.bot.beat();

  it.discord.dropGateway(4014);
  await it.bot.lost;

  expect(await it.get("/readyz")).toEqual({
    status: 503,
    body: "not connected to Discord\nshard 0: Discord closed the connection with code 4014\n",
  });
  expect(await it.get("/healthz")).toMatchObject({ status: 200 });
});

test("an answer that Discord refuses is in the log with its address, and without its token", async () => {
  await using it = await setUp();
  const { bot, discord, member } = it;
  discord.trouble({ kind: "status", status: 400 }, { path: "/interactions/:id/:token/callback" });

  void discord.command(member, "about").catch(() => undefined);
  const written = () => JSON.stringify(bot.log);
  await expect.poll(written).toContain("an answer did not reach Discord");

  expect(written()).toMatch(/\/interactions\/\d+\/\[token\]\/callback/);
  expect(written()).not.toContain("local-interaction-");
  expect(written()).not.toContain(discord.token);
});
