import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { copyStore } from "../../src/store/copy.ts";
import { holdAlone } from "../../src/store/sole-use.ts";
import { openStore } from "../../src/store/store.ts";
import { startPostgres, startSqlite, type TestDatabase } from "./databases.ts";
import { newOrder } from "./new-order.ts";

const NOW = Temporal.Instant.from("2026-09-28T12:00:00Z");
const DAY = Temporal.PlainDate.from("2026-09-28");
const clock = () => NOW;
const log = createLog("silent");

let server: TestDatabase;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server[Symbol.asyncDispose]());

/** 600 orders and what came of them, so that each table is read in several parts. */
async function fill(url: string): Promise<void> {
  await using store = await openStore(url, clock, log);
  for (let number = 0; number < 600; number++) {
    const guildId = String(1000 + Math.floor(number / 10));
    const genre = number % 2 === 0 ? "R&B “soul” — ソウル" : undefined;
    await store.orders.add({ ...newOrder(String(number)), guildId, genre });
  }
  const orders = await store.orders.list("1000");
  await store.orders.skip("1000", "3", DAY.add({ days: 1 }));
  await store.orders.remove("1000", "4");
  await store.record.block("1000", "a-fact");
  await store.shown.pick({ channelId: "5", guildId: "1000" }, new Set(["one-fact"]));
  for (const order of orders.slice(0, 3)) {
    await store.deliveries.claim({ order, day: DAY, at: NOW }, "told", NOW, NOW);
    await store.deliveries.end({ channelId: order.channelId, day: DAY, retryAt: NOW }, NOW, { state: "posted" });
  }
}

test("all goes from SQLite to PostgreSQL and back, and a bot finds there what it left", async () => {
  await using first = await startSqlite();
  await using last = await startSqlite();
  await fill(first.url);

  const there = await copyStore(first.url, server.url, clock, log);
  const back = await copyStore(server.url, last.url, clock, log);

  expect(back).toEqual(there);
  const counts = Object.fromEntries(there.map(({ rows, table }) => [table, rows]));
  expect(counts).toMatchObject({ orders: 599, skips: 1, removed: 1, blocks: 1, deliveries: 3, shown: 1 });
  for (const url of [server.url, last.url]) {
    await using store = await openStore(url, clock, log);
    expect((await store.orders.list("1000")).map((it) => it.channelId)).toEqual("0 1 2 3 5 6 7 8 9".split(" "));
    expect((await store.orders.list("1000"))[0]).toMatchObject({ genre: "R&B “soul” — ソウル", lastDay: DAY });
    expect(await store.record.blocked("1000")).toEqual(new Set(["a-fact"]));
  }
});

test("a target that holds something is left as it is", async () => {
  await using first = await startSqlite();
  await using second = await startSqlite();
  await fill(first.url);
  {
    await using store = await openStore(second.url, clock, log);
    await store.record.block("7", "another-fact");
  }

  await expect(copyStore(first.url, second.url, clock, log)).rejects.toThrow(
    "TO holds blocks already, and nothing is written over; name an empty database.",
  );

  await using store = await openStore(second.url, clock, log);
  expect(await store.orders.list("1000")).toEqual([]);
});

test("what is amiss with the two is said in one sentence", async () => {
  await using first = await startSqlite();
  await using second = await startSqlite();
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const wrong = new URL(server.url);
  wrong.password = "not-this-one";
  await fill(first.url);
  using _running = await holdAlone(second.url, log);

  await expect(copyStore(first.url, first.url, clock, log)).rejects.toThrow("FROM and TO are one database; name two.");
  await expect(copyStore(`sqlite:${folder.path}/none.db`, first.url, clock, log)).rejects.toThrow(
    `FROM names ${folder.path}/none.db, which is not there.`,
  );
  await expect(copyStore(second.url, first.url, clock, log)).rejects.toThrow(/which is not there|another running/);
  await expect(copyStore(first.url, second.url, clock, log)).rejects.toThrow(/another running Crossfade uses/);
  const refused = await copyStore(first.url, wrong.toString(), clock, log).catch(String);
  expect(refused).toMatch(/DATABASE_URL names a database that cannot be used/);
  expect(refused).not.toContain("not-this-one");
});
