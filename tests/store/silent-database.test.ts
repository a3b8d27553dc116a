import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/store.ts";
import { clockAt } from "../bot/bot.ts";
import { startPostgres, type TestDatabase } from "./databases.ts";
import { newOrder } from "./new-order.ts";

// A PostgreSQL whose network holds everything back for a while, or breaks.

const clock = clockAt("2026-09-27T09:00:00Z");
const createdAt = Temporal.Instant.from("2026-09-26T12:00:00Z");
const SILENT = createLog("silent");

let database: TestDatabase;
beforeAll(async () => {
  database = await startPostgres();
  // The tables are made without haste.
  await (await openStore(database.url, clock, SILENT))[Symbol.asyncDispose]();
}, 30_000);
afterAll(() => database[Symbol.asyncDispose]());

/** A way to the database that can be held up, and broken. */
async function openLine() {
  const url = new URL(database.url);
  const sockets: [Socket, Socket][] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(url.port), "127.0.0.1");
    sockets.push([client, upstream]);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on("error", () => {});
      from.on("close", () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.toString(),
    hold: () => sockets.flat().forEach((it) => void it.pause()),
    goOn: () => sockets.flat().forEach((it) => void it.resume()),
    break: () => sockets.forEach(([client]) => void client.resetAndDestroy()),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.flat()) socket.destroy();
      server.close();
    },
  };
}

test("after a silence in which an order could not be stored, what is stored is there for others to see", async () => {
  await using line = await openLine();
  await using store = await openStore(line.url, clock, SILENT, 1000);
  await store.orders.add(newOrder("20", { createdAt }));

  line.hold();
  const refused = await store.orders.add(newOrder("21", { createdAt })).catch(() => "refused");
  line.goOn();
  await sleep(200);
  const [order] = await store.orders.list("10");
  const due = { order: order!, day: Temporal.PlainDate.from("2026-09-27"), at: clock() };
  const claimed = await store.deliveries.claim(due, "a", clock(), clock().add({ seconds: 60 }));

  const other = new Client({ connectionString: database.url });
  await other.connect();
  const { rows } = await other.query("select state from deliveries");
  await other.end();
  expect(refused).toBe("refused");
  expect(claimed).toBe(true);
  expect(rows).toEqual([{ state: "claimed" }]);
});

test("a connection that breaks in the middle of a statement fails that statement, and nothing else", async () => {
  await using line = await openLine();
  await using store = await openStore(line.url, clock, SILENT, 3000);
  await store.orders.list("10");

  line.hold();
  const listing = store.orders.list("10").catch(() => "failed");
  await sleep(100);
  line.break();

  expect(await listing).toBe("failed");
  expect(await store.orders.list("99")).toEqual([]);
});
