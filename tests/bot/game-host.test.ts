import { afterAll, beforeAll, expect, test } from "vitest";
import { createGameHost, type GameTable } from "../../src/bot/game-host.ts";
import type { Screen } from "../../src/bot/screen.ts";
import { createLog, type Log } from "../../src/log.ts";
import { openGame } from "../../src/quiz/game.ts";
import { openStore } from "../../src/store/store.ts";
import { SOME_QUESTION } from "../quiz/some-question.ts";
import { startPostgres, type TestServer } from "../store/databases.ts";
import { clockAt, startBot, startTown } from "./bot.ts";

const START = "2026-09-27T12:00:00Z";
const DUE = "2026-09-27T12:00:30Z";

let database: TestServer;
beforeAll(async () => {
  database = await startPostgres();
}, 30_000);
afterAll(() => database[Symbol.asyncDispose]());

/** A process that hosts games on that database; `shown` are the tokens by which it changed messages. */
async function startHost(url: string, clock = clockAt(START), change: Screen["change"] = async () => true) {
  const store = await openStore(url, clock, createLog("silent"));
  const shown: string[] = [];
  const told: string[] = [];
  const tell = (...[, words]: readonly unknown[]) => void told.push(String(words));
  let away = false;
  const table: GameTable = {
    ...store.games,
    all: () => (away ? Promise.reject(new Error("the database does not answer")) : store.games.all()),
  };
  const screen: Screen = {
    change(token, reply) {
      shown.push(token);
      return change(token, reply);
    },
  };
  const log = { warn: tell, error: tell, info: (words: unknown) => void told.push(String(words)) };
  const host = createGameHost({ table, screen, clock, log: log as unknown as Log });
  return {
    clock,
    host,
    shown,
    told,
    /** Whether the database is away from now on, for a look at all games. */
    setAway(now: boolean) {
      away = now;
    },
    /** Begins a game, in the channel of that name. */
    begin: (channelId: string) =>
      host.begin(
        { channelId, guildId: "10", token: channelId },
        openGame(channelId, [SOME_QUESTION, SOME_QUESTION], clock()),
      ),
    async [Symbol.asyncDispose]() {
      host[Symbol.dispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

test("games outlast a look at a database that does not answer: it is told of once, and they go on later", async () => {
  await using it = await startHost("sqlite::memory:");
  await it.begin("music");
  it.clock.set(DUE);

  it.setAway(true);
  await it.host.resume();
  await it.host.resume();
  it.setAway(false);
  await it.host.resume();

  expect(it.shown).toEqual(["music"]);
  expect(it.told).toEqual([
    "going on with games failed; it is tried again at each beat",
    "going on with games works again",
  ]);
});

test("a message that hangs holds up no other game", async () => {
  const { promise: hung, resolve: answer } = Promise.withResolvers<boolean>();
  await using it = await startHost("sqlite::memory:", clockAt(START), async (token) => token !== "slow" || hung);
  for (const channel of ["slow", "music", "talk"]) await it.begin(channel);
  it.clock.set(DUE);

  const resumed = it.host.resume();

  await expect.poll(() => it.shown).toHaveLength(3);
  answer(true);
  await resumed;
});

test("a press may reach another process than the one that began the game", async () => {
  await using one = await startHost(database.url);
  await using other = await startHost(database.url);
  await one.begin("pressed");
  const press = (userId: string) => ({ userId, gameId: "pressed", at: 0, option: 1 });
  const where = { channelId: "pressed", guildId: "10", zone: async () => "UTC" };

  const outcomes = await Promise.all([
    one.host.guess(press("1"), where),
    other.host.guess(press("2"), where),
    other.host.guess(press("3"), where),
  ]);

  expect(outcomes.toSorted()).toEqual(["late", "late", "right"]);
  expect([...one.shown, ...other.shown]).toEqual(["pressed"]);
});

test("of two processes for which a game is due one has it go on", async () => {
  const clock = clockAt(START);
  await using one = await startHost(database.url, clock);
  await using other = await startHost(database.url, clock);
  await one.begin("due");
  clock.set(DUE);

  await Promise.all([one.host.resume(), other.host.resume()]);

  expect([...one.shown, ...other.shown].filter((it) => it === "due")).toEqual(["due"]);
});

test("the bot's beat outlasts a database that is away", async () => {
  await using town = await startTown(clockAt(START));
  await using app = await startBot(town, { DATABASE_URL: database.url });

  await database.stop();
  const beat = await app.beat().then(
    () => "done",
    (error) => `rejected: ${error}`,
  );
  await database.start();

  expect(beat).toBe("done");
}, 60_000);
