import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { startPostgres, startSqlite, type TestDatabase } from "./databases.ts";
import { newOrder } from "./new-order.ts";

const NOW = Temporal.Instant.from("2026-03-10T09:00:00Z");
const DAY = Temporal.PlainDate.from("2026-03-10");
const OLD = DAY.subtract({ days: 401 });

/** More than are read at once. */
const SERVERS = 600;

describe.each([
  ["SQLite", startSqlite],
  ["PostgreSQL", startPostgres],
])("%s: what is read and forgotten in parts", (_, startDatabase) => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await startDatabase();
    store = await openStore(database.url, () => NOW, createLog("silent"));
    const createdAt = NOW.subtract({ hours: 24 * 450 });
    const numbers = Array.from({ length: SERVERS }, (_, number) => 1000 + number);
    await Promise.all(numbers.map((it) => store.orders.add(newOrder(`${it}`, { guildId: `${it}`, createdAt }))));
    for await (const some of store.orders.running()) {
      await Promise.all(
        some.flatMap((order) => [
          store.orders.skip(order.guildId, order.channelId, DAY.subtract({ days: 3 })),
          claimOf(order, OLD),
          claimOf(order, DAY.subtract({ days: 1 })),
        ]),
      );
    }
  }, 60_000);
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const claimOf = (order: Awaited<ReturnType<Store["orders"]["list"]>>[number], day: Temporal.PlainDate) => {
    const at = day.toZonedDateTime({ timeZone: "UTC", plainTime: "09:00" }).toInstant();
    return store.deliveries.claim({ order, day, at }, `led ${day}`, at, at);
  };

  test("running orders come each once", async () => {
    const parts = await Array.fromAsync(store.orders.running());

    expect(parts.length).toBeGreaterThan(10);
    expect(new Set(parts.flat().map((it) => it.channelId)).size).toBe(SERVERS);
    expect(parts.flat()).toHaveLength(SERVERS);
  });

  test("what is open comes each once, oldest first", async () => {
    const all = [];
    for (let some = await store.deliveries.unfinished(NOW); some.length > 0; ) {
      all.push(...some);
      some = await store.deliveries.unfinished(NOW, some.at(-1));
    }

    expect(new Set(all.map(({ channelId, day }) => `${channelId} ${day}`)).size).toBe(2 * SERVERS);
    expect(all).toHaveLength(2 * SERVERS);
    expect(all.findLastIndex(({ day }) => day.equals(OLD))).toBe(SERVERS - 1);
  });

  test("all silent servers are asked about", async () => {
    expect(await store.deliveries.silentServers(DAY)).toHaveLength(SERVERS);
  });

  test("all that had its time is forgotten, and what led is not", async () => {
    await store.deliveries.tidy(DAY);

    const memories = await Promise.all(["1000", "1300", "1599"].map((it) => store.record.memory(it)));
    const days = [OLD, DAY.subtract({ days: 1 })];
    const led = memories.map((it) => days.map((day) => it.led.values().next().value?.get(`led ${day}`)));
    expect(led).toEqual(Array.from({ length: 3 }, () => days));
    expect(await store.deliveries.unfinished(NOW.subtract({ hours: 24 * 300 }))).toEqual([]);
    expect((await Array.fromAsync(store.orders.running())).flat().flatMap((it) => it.skips)).toEqual([]);
  });
});
