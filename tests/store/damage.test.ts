import { mkdtempDisposable, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { UserError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { openStore } from "../../src/store/store.ts";
import { isPassing } from "../../src/store/trouble.ts";
import { clockAt } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";
import { quietOutlet } from "../schedule/quiet-outlet.ts";
import { newOrder } from "./new-order.ts";

const NINE = "2026-09-27T09:00:00Z";
const YESTERDAY = Temporal.PlainDate.from("2026-09-26");
const ORDERS = 400;

/** A database of 400 orders with yesterday on record, 4 to a server, and a poster that counts. */
async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "crossfade.db");
  const clock = clockAt(NINE);
  {
    await using store = await openStore(`sqlite:${file}`, clock, createLog("silent"));
    const createdAt = Temporal.Instant.from("2026-09-20T12:00:00Z");
    await Promise.all(
      Array.from({ length: ORDERS }, (_, number) =>
        store.orders.add(
          newOrder(String(1000 + number), { guildId: String(5000 + Math.floor(number / 4)), createdAt }),
        ),
      ),
    );
    for await (const some of store.orders.running()) {
      const at = Temporal.Instant.from("2026-09-26T09:00:00Z");
      await Promise.all(some.map((order) => store.deliveries.skip({ order, day: YESTERDAY, at }, at, "before", "a")));
    }
  }
  return {
    file,
    clock,
    async start() {
      const log: { level: number; msg: string; channel?: string }[] = [];
      const logger = createLog("info", (line) => log.push(JSON.parse(line)));
      const store = await openStore(`sqlite:${file}`, clock, logger);
      const posted: string[] = [];
      const outlet = quietOutlet(async ({ channelId }) => {
        posted.push(channelId);
        return { outcome: "posted", messageId: "1", placeId: channelId };
      });
      const { deliveries, orders } = store;
      const facts = createIndex([fact()], []);
      const look = createLook(facts);
      const poster = createPoster({ orders, deliveries, outlet, facts, look, clock, log: logger, isBusy: isPassing });
      return { store, poster, posted, log, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
    },
    [Symbol.asyncDispose]: () => folder.remove(),
  };
}

const LEAF = { table: 13, index: 10 };

/** Overwrites the page in which that text stands. */
async function damage(file: string, leaf: keyof typeof LEAF, text: string): Promise<void> {
  const bytes = await readFile(file);
  const pages = Array.from({ length: bytes.length / 4096 }, (_, at) => bytes.subarray(at * 4096, (at + 1) * 4096));
  const page = pages.find((it) => it[0] === LEAF[leaf] && it.includes(text));
  if (page === undefined) throw new Error(`no page holds ${text}`);
  page.fill(0xa5);
  await writeFile(file, bytes);
}

describe("a damaged page of the database costs what stands on it, and nothing else", () => {
  test("of the orders: all others are posted, and the log names those that cannot be read, once", async () => {
    await using it = await setUp();
    await damage(it.file, "table", "12005050");
    await using bot = await it.start();

    await bot.poster.beat();
    await bot.poster.beat();

    const lost = Array.from({ length: ORDERS }, (_, number) => String(1000 + number)).filter(
      (id) => !bot.posted.includes(id),
    );
    expect(lost).toContain("1200");
    expect(lost.length).toBeLessThan(60);
    expect(new Set(bot.posted).size).toBe(bot.posted.length);
    const named = bot.log.filter(({ msg }) => msg.startsWith("a row of the database")).map(({ channel }) => channel);
    expect(new Set(named)).toEqual(new Set(lost));
    expect(named).toHaveLength(lost.length);
  });

  test("of the index by server: every order is posted, once", async () => {
    await using it = await setUp();
    await damage(it.file, "index", "5050");
    await using bot = await it.start();

    await bot.poster.beat();

    expect(bot.posted).toHaveLength(ORDERS);
    expect(new Set(bot.posted).size).toBe(ORDERS);
  });

  test("of what led years ago: every order is posted, once", async () => {
    await using it = await setUp();
    {
      using file = new DatabaseSync(it.file);
      file.exec("insert into led select channel_id, guild_id, 'years-ago', '2022-09-27' from orders");
      file.exec("pragma wal_checkpoint(truncate)");
    }
    await damage(it.file, "table", "12005050years-ago");
    await using bot = await it.start();

    await bot.poster.beat();

    expect(bot.posted).toHaveLength(ORDERS);
    expect(new Set(bot.posted).size).toBe(ORDERS);
  });

  test("of the index by the time of the next post: every order is posted, once", async () => {
    await using it = await setUp();
    it.clock.set("2026-09-27T08:00:00Z");
    {
      await using bot = await it.start();
      await bot.poster.beat();
    }
    await damage(it.file, "index", "2026-09-27T09:00:00.000Z5050");
    it.clock.set(NINE);
    await using bot = await it.start();

    await bot.poster.beat();
    await bot.poster.beat();

    expect(bot.posted).toHaveLength(ORDERS);
    expect(new Set(bot.posted).size).toBe(ORDERS);
  });

  test("of what is on record: every order is posted, once", async () => {
    await using it = await setUp();
    await damage(it.file, "table", "12002026-09-26");
    await using bot = await it.start();

    await bot.poster.beat();
    await bot.poster.beat();

    expect(bot.posted).toHaveLength(ORDERS);
    expect(new Set(bot.posted).size).toBe(ORDERS);
  });
});

describe("a row that a person wrote is read as it is meant", () => {
  test.each([
    ["time", "09:00"],
    ["time", "9:00"],
    ["time", " 09:00:00.000"],
    ["time_zone", "utc"],
    ["time_zone", "UTC "],
    ["active_since", "2026-09-20T12:00:00Z"],
    ["active_since", "2026-09-20T14:00+02:00"],
  ])("%s = '%s'", async (column, spelt) => {
    await using it = await setUp();
    using other = new DatabaseSync(it.file);
    other.exec(`update orders set ${column} = '${spelt}' where channel_id = '1007'`);
    await using bot = await it.start();

    await bot.poster.beat();
    await bot.poster.beat();

    expect(bot.posted.filter((id) => id === "1007")).toHaveLength(1);
    expect(bot.log.filter(({ channel, msg }) => channel === "1007" && msg.includes("spelt"))).toHaveLength(1);
  });

  test("a day that was left out", async () => {
    await using it = await setUp();
    using other = new DatabaseSync(it.file);
    other.exec("insert into skips values ('1007', '2026-9-27')");
    await using bot = await it.start();

    await bot.poster.beat();

    expect(bot.posted).not.toContain("1007");
    expect((await bot.store.record.lastResults("5001")).get("1007")).toMatchObject({ reason: "by a moderator" });
  });

  test.each(["noon", "25:00", ""])("or named in the log, once, and costs no other its post: '%s'", async (spelt) => {
    await using it = await setUp();
    using other = new DatabaseSync(it.file);
    other.exec(`update orders set time = '${spelt}' where channel_id = '1007'`);
    await using bot = await it.start();

    await bot.poster.beat();
    await bot.poster.beat();

    expect(bot.posted).toHaveLength(ORDERS - 1);
    expect(bot.log.filter(({ channel, level }) => channel === "1007" && level === 50)).toHaveLength(1);
  });
});

test("a server's zone is that of the oldest order whose zone can be read", async () => {
  await using it = await setUp();
  using other = new DatabaseSync(it.file);
  const [oldest] = other
    .prepare("select channel_id from orders where guild_id = '5001' order by created_at, channel_id")
    .all();
  other.prepare("update orders set time_zone = 'Europe/Nowhere' where channel_id = ?").run(oldest!.channel_id!);
  await using bot = await it.start();

  expect(await bot.store.orders.zoneOf("5001")).toBe((await bot.store.orders.list("5001"))[0]?.timeZone);
});

describe("a database file that is not the one that was opened takes no orders, and says so", () => {
  const gone = [
    ["deleted", async (file: string) => rm(file)],
    ["moved away", async (file: string) => rename(file, `${file}.old`)],
    [
      "replaced by a copy",
      async (file: string) => {
        await writeFile(`${file}.copy`, await readFile(file));
        await rename(`${file}.copy`, file);
      },
    ],
    ["robbed of its log", async (file: string) => rm(`${file}-wal`)],
  ] as const;

  test.each(gone)("%s", async (_, act) => {
    await using it = await setUp();
    await using bot = await it.start();
    const [order] = await bot.store.orders.list("5001");

    await act(it.file);

    const refused = /^The bot's database file was deleted or replaced while it runs, [^\n]*\.$/;
    await expect(bot.store.orders.add(newOrder("7", { guildId: "7" }))).rejects.toThrow(refused);
    await expect(bot.store.orders.remove("5001", order!.channelId)).rejects.toThrow(UserError);
    await expect(bot.store.record.block("5001", "a")).rejects.toThrow(UserError);
    await expect(bot.store.write()).rejects.toThrow(refused);
  });

  test("put back, it takes them again", async () => {
    await using it = await setUp();
    await using bot = await it.start();
    await rename(it.file, `${it.file}.old`);
    await expect(bot.store.write()).rejects.toThrow();

    await rename(`${it.file}.old`, it.file);

    expect(await bot.store.orders.add(newOrder("7", { guildId: "7" }))).toBe("added");
  });
});
