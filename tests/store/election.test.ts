import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { type Election, startElection } from "../../src/store/election.ts";
import { clockAt, startBot, startTown, textOf } from "../bot/bot.ts";
import { startPostgres, startWay, type TestDatabase } from "./databases.ts";

const PACE = { askEvery: 50, patience: 5000, silence: 10_000 };

let database: TestDatabase;
beforeAll(async () => {
  database = await startPostgres();
}, 30_000);
afterAll(() => database[Symbol.asyncDispose]());

const fit = () => true;
const stand = (onElected = () => {}, isFit = fit) =>
  startElection(database.url, createLog("silent"), onElected, isFit, PACE);
const elected = (all: readonly Election[]) => all.filter((it) => it.elected());
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

/** Ends the session that holds the office, as a network that fails does. */
async function cutLine(): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
  await client.end();
}

describe("of the processes that share a PostgreSQL, one posts", () => {
  test("one of three is elected; when it leaves, another is within moments", async () => {
    const all = await Promise.all([stand(), stand(), stand()]);
    const [first] = elected(all);

    await first?.[Symbol.asyncDispose]();
    await until(() => expect(elected(all)).toHaveLength(1));

    expect(first).toBeDefined();
    expect(elected(all)).not.toContain(first);
    for (const it of all) await it[Symbol.asyncDispose]();
  });

  test("one whose line to the database is cut gives up the office, and someone has it again soon", async () => {
    let times = 0;
    await using one = await stand(() => {
      times += 1;
    });
    expect(one.elected()).toBe(true);

    await cutLine();

    await until(() => expect(times).toBe(1));
    expect(one.elected()).toBe(true);
  });

  test("one that hangs loses the office to another", async () => {
    // It asks no more, as a process does that is stopped.
    const hung = await startElection(database.url, createLog("silent"), () => {}, fit, {
      ...PACE,
      askEvery: 60_000,
      silence: 400,
    });
    await using other = await stand();
    expect([hung.elected(), other.elected()]).toEqual([true, false]);

    await until(() => expect([hung.elected(), other.elected()]).toEqual([false, true]));

    await hung[Symbol.asyncDispose]();
  });

  test("one that cannot post leaves the office to one that can, and stands again once it can", async () => {
    let wellOnes = ["second"];
    await using first = await stand();
    await first[Symbol.asyncDispose]();
    await using cutOff = await stand(
      () => {},
      () => wellOnes.includes("first"),
    );
    expect([cutOff.elected(), cutOff.someoneElected()]).toEqual([false, false]);
    await using well = await stand(
      () => {},
      () => wellOnes.includes("second"),
    );

    await until(() => expect([cutOff.elected(), cutOff.someoneElected(), well.elected()]).toEqual([false, true, true]));
    wellOnes = ["first"];

    await until(() => expect([cutOff.elected(), well.elected(), well.someoneElected()]).toEqual([true, false, true]));
  });

  test("where none can post, each says that nobody does", async () => {
    await using one = await stand(
      () => {},
      () => false,
    );
    await using other = await stand(
      () => {},
      () => false,
    );

    await until(() =>
      expect([one, other].map((it) => [it.elected(), it.someoneElected()])).toEqual([
        [false, false],
        [false, false],
      ]),
    );
  });

  test("one that stands by knows that another posts", async () => {
    await using first = await stand();
    const second = await stand();
    expect([second.elected(), first.someoneElected(), second.someoneElected()]).toEqual([false, true, true]);
    await second[Symbol.asyncDispose]();
  });

  test("a database that is out of reach elects nobody, and keeps nobody from starting", async () => {
    const log: { msg: string }[] = [];
    const nowhere = "postgres://me:hunter2@127.0.0.1:1/none";

    await using it = await startElection(
      nowhere,
      createLog("info", (line) => log.push(JSON.parse(line))),
      () => {},
      fit,
      PACE,
    );

    expect([it.elected(), it.someoneElected()]).toEqual([false, false]);
    expect(log.map(({ msg }) => msg)).toContain("the database cannot be asked who posts; it is asked again");
    expect(JSON.stringify(log)).not.toContain("hunter2");
  });
});

test("while the database is away the log says so once, and once that it is back", async () => {
  const said: string[] = [];
  await using way = await startWay(database, 4);
  const log = createLog("info", (line) => said.push(JSON.parse(line).msg));

  await using it = await startElection(way.url, log, () => {}, fit, { ...PACE, askEvery: 5 });
  await until(() => expect(it.elected()).toBe(true));

  expect(said.filter((msg) => msg.startsWith("the database"))).toEqual([
    "the database cannot be asked who posts; it is asked again",
    "the database can be asked who posts again",
  ]);
});

test("processes on one SQLite file are all elected", async () => {
  await using it = await startElection("sqlite:some.db", createLog("silent"), () => {});

  expect(it.elected()).toBe(true);
});

test("of two bots on one PostgreSQL the second posts nothing until the first is gone, and then what is due", async () => {
  await using town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  const first = await startBot(town, { DATABASE_URL: database.url });
  await using second = await startBot(town, { DATABASE_URL: database.url });
  await town.discord.command(town.moderator, "daily add", { channel: town.channel.id, time: "09:00", timezone: "UTC" });
  const posts = () => town.discord.world.messages(town.channel).filter((it) => textOf(it).includes("This day in"));

  town.clock.set("2026-09-27T09:00:00Z");
  await second.beat();
  expect(posts()).toHaveLength(0);

  await first[Symbol.asyncDispose]();
  await until(() => expect(posts()).toHaveLength(1));
});
