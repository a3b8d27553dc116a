import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { createQuietOrders } from "../../src/schedule/quiet.ts";
import { keyOf, tasksOf } from "../../src/schedule/task.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { clockAt } from "../bot/bot.ts";
import { startPostgres, startSqlite, type TestDatabase } from "./databases.ts";
import { newOrder } from "./new-order.ts";

const NINE = "2026-03-10T09:00:00Z";
const at = (time: string) => Temporal.PlainTime.from(time);

/** Channels of the server that is played with. */
const CHANNELS = ["1", "2", "3", "4"];

const ZONES = ["UTC", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Dublin"];

describe.each([
  ["SQLite", startSqlite, 20],
  ["PostgreSQL", startPostgres, 15],
] as const)("%s: what falls due is found without looking at every order", (_, startDatabase, numRuns) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startDatabase();
  }, 60_000);
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
  });

  /** The store on an empty database, and a poster's hand that looks, serves and notes. */
  async function open(zones = "2026a", now = NINE) {
    await run("delete from orders", "delete from deliveries", "delete from skips", "delete from planned");
    return reopen(zones, now);
  }

  async function reopen(zones: string, now: string) {
    const clock = clockAt(now);
    const store = await openStore(database.url, clock, createLog("silent"), undefined, undefined, zones);
    return { clock, store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  }

  /** Statements of a person's, beside the bot. */
  async function run(...statements: string[]): Promise<void> {
    await (await openStore(database.url, clockAt(NINE), createLog("silent")))[Symbol.asyncDispose]();
    if (database.url.startsWith("sqlite:")) {
      using file = new DatabaseSync(database.url.slice("sqlite:".length));
      for (const statement of statements) file.exec(statement);
      return;
    }
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  const found = async (store: Store, now: Temporal.Instant, own = true) =>
    (await Array.fromAsync(store.orders.running(now, own))).flat();

  /** As a round does it. `served`: whether a task gets its record. */
  async function beat(store: Store, now: Temporal.Instant, served: (key: string) => boolean = () => true) {
    const read = await found(store, now);
    const tasks = tasksOf(read, now);
    for (const task of tasks.filter((it) => served(keyOf(it)))) {
      await (task.missed
        ? store.deliveries.skip(task, now, "missed", undefined)
        : store.deliveries.claim(task, "fact", now, now));
    }
    const quiet = createQuietOrders(now);
    const busy = new Set(tasks.map(({ order }) => order));
    for (const some of quiet.note(read.filter((it) => !busy.has(it)))) await store.orders.noteQuiet(some);
    for (const some of quiet.rest()) await store.orders.noteQuiet(some);
    return { read: read.map(({ channelId }) => channelId), tasks: new Set(tasks.map(keyOf)) };
  }

  test("whatever moderators do, whatever clock and zones do, all that plan.ts names is found", async () => {
    const channel = fc.constantFrom(...CHANNELS);
    const time = fc.integer({ min: 0, max: 1439 }).map((it) => at("00:00").add({ minutes: it }));
    const zone = fc.constantFrom(...ZONES);
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant("wait"), minutes: fc.integer({ min: 1, max: 4000 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("back"), minutes: fc.integer({ min: 1, max: 6000 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("move"), channel, time, zone }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("pause", "resume", "put back", "skip"), channel }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("zones") }) },
    );
    let tasksFound = 0;
    let left = 0;

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(time, zone), { minLength: CHANNELS.length, maxLength: CHANNELS.length }),
        fc.array(fc.tuple(step, fc.integer({ min: 0, max: 15 })), { minLength: 5, maxLength: 25 }),
        async (orders, steps) => {
          let it = await open();
          const now = () => it.clock();
          for (const [index, [time, timeZone]] of orders.entries()) {
            await it.store.orders.add(newOrder(CHANNELS[index]!, { time, timeZone, createdAt: now() }));
          }
          for (const [taken, unserved] of steps) {
            await play(taken);
            const all = (await Array.fromAsync(it.store.orders.running())).flat();
            const served = (key: string) => !String(unserved).includes(key[0]!);
            const { read, tasks } = await beat(it.store, now(), served);
            expect(tasks).toEqual(new Set(tasksOf(all, now()).map(keyOf)));
            tasksFound += tasks.size;
            left += all.length - read.length;
          }
          await it[Symbol.asyncDispose]();

          async function play(taken: (typeof steps)[number][0]): Promise<void> {
            if (taken.kind === "zones") {
              await it[Symbol.asyncDispose]();
              it = await reopen(crypto.randomUUID(), now().toString());
            }
            if ("minutes" in taken) {
              const minutes = taken.kind === "wait" ? taken.minutes : -taken.minutes;
              it.clock.set(now().add({ minutes }).toString());
            }
            if (!("channel" in taken)) return;
            const { orders } = it.store;
            const id = taken.channel;
            if ("time" in taken) {
              const moved = { time: taken.time, timeZone: taken.zone, activeSince: now() };
              await orders.change("10", id, moved);
            }
            if (taken.kind === "pause") await orders.change("10", id, { paused: "by a moderator" });
            if (taken.kind === "resume") await orders.change("10", id, { paused: undefined, activeSince: now() });
            if (taken.kind === "skip") await orders.skip("10", id, now().toZonedDateTimeISO("UTC").toPlainDate());
            if (taken.kind === "put back") {
              const removedAt = await orders.remove("10", id);
              it.clock.set(now().add({ minutes: 10 }).toString());
              await orders.restore("10", id, removedAt!);
            }
          }
        },
      ),
      { numRuns },
    );

    // Else it would have held of nothing.
    expect(tasksFound).toBeGreaterThan(numRuns);
    expect(left).toBeGreaterThan(numRuns);
  }, 120_000);

  test("an order of which nothing is due is looked at once a day", async () => {
    await using it = await open();
    await it.store.orders.add(newOrder("1", { createdAt: it.clock() }));
    await it.store.orders.add(newOrder("2", { time: at("09:30"), createdAt: it.clock() }));

    const beats = [];
    for (const minutes of [0, 1, 29, 1, 1438, 1]) {
      it.clock.set(it.clock().add({ minutes }).toString());
      beats.push((await beat(it.store, it.clock())).read.join());
    }

    // Those that are new; then what is due, and once more, to see that it is done.
    expect(beats).toEqual(["1,2", "", "2", "2", "1", "1,2"]);
  });

  test("a process that only stands by reads what is due, and changes nothing", async () => {
    await using it = await open();
    await it.store.orders.add(newOrder("1", { createdAt: it.clock() }));
    await beat(it.store, it.clock());
    it.clock.set("2026-03-09T09:00:00Z");

    const standingBy = await found(it.store, it.clock(), false);
    const posting = await found(it.store, it.clock());

    expect([standingBy.length, posting.length]).toEqual([0, 1]);
  });

  test.each([
    ["time", "'08:30:00'"],
    ["time_zone", "'Europe/Paris'"],
    ["active_since", "'2026-03-01T00:00:00.000Z'"],
  ])("a person who writes another %s into a row is heeded", async (column, value) => {
    await using it = await open("2026a", "2026-03-10T07:30:00Z");
    await it.store.orders.add(newOrder("1", { createdAt: it.clock() }));
    await beat(it.store, it.clock());

    await run(`update orders set ${column} = ${value}`);

    expect(await found(it.store, it.clock())).toHaveLength(1);
  });

  test("what is noted of an order that was moved since it was read does not hold", async () => {
    await using it = await open();
    await it.store.orders.add(newOrder("1", { createdAt: it.clock() }));
    const quiet = createQuietOrders(it.clock());
    quiet.note(await found(it.store, it.clock()));

    await it.store.orders.change("10", "1", { time: at("09:01"), activeSince: it.clock() });
    for (const some of quiet.rest()) await it.store.orders.noteQuiet(some);

    expect(await found(it.store, it.clock())).toHaveLength(1);
  });

  test("other data on zones: all is looked at anew", async () => {
    const { store, clock } = await open("2026a");
    await store.orders.add(newOrder("1", { createdAt: clock() }));
    await beat(store, clock());
    await store[Symbol.asyncDispose]();

    await using same = await reopen("2026a", NINE);
    await using other = await reopen("2026b", NINE);

    expect(await found(same.store, clock())).toHaveLength(0);
    expect(await found(other.store, clock())).toHaveLength(1);
  });

  test("how many run is counted without reading them", async () => {
    await using it = await open();
    for (const id of CHANNELS) await it.store.orders.add(newOrder(id));
    await it.store.orders.change("10", "2", { paused: "by a moderator" });

    expect(await it.store.orders.countRunning()).toBe(3);
  });
});
