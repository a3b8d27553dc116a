import { existsSync } from "node:fs";
import { mkdir, mkdtempDisposable, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely, sql } from "kysely";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { createArtistGraph, createIndex } from "../../facts/index.ts";
import { createDispatch } from "../../src/bot/dispatch.ts";
import { ConfigError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createSqliteDialect } from "../../src/store/node-sqlite.ts";
import { createOrders } from "../../src/store/orders.ts";
import { writePulse } from "../../src/store/pulse.ts";
import { openStore } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { explainTrouble, isPassing } from "../../src/store/trouble.ts";
import { clockAt, textOf } from "../bot/bot.ts";
import { toolsOf } from "../bot/tools-of.ts";
import { content, fact } from "../facts/sample.ts";
import { quietOutlet } from "../schedule/quiet-outlet.ts";
import { startPostgres } from "./databases.ts";
import { newOrder } from "./new-order.ts";

const NINE = "2026-09-27T09:00:00Z";

/** Milliseconds that a lock is waited for here. */
const PATIENCE = 20;

const clock = clockAt(NINE);
const open = (file: string) => openStore(`sqlite:${file}`, clock, createLog("silent"), PATIENCE);

/** A folder with a database in it, and another program's connection to that. */
async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "crossfade.db");
  await (await open(file))[Symbol.asyncDispose]();
  const other = new DatabaseSync(file);
  return {
    file,
    path: (name: string) => join(folder.path, name),
    lock: () => other.exec("begin immediate"),
    unlock: () => other.exec("rollback"),
    other,
    async [Symbol.asyncDispose]() {
      other.close();
      await folder.remove();
    },
  };
}

/** A poster with one order due, and a Discord that counts nonces. */
async function startPoster(file: string, whileSending = () => {}) {
  const log: { level: number; msg: string; channel?: string }[] = [];
  const logger = createLog("info", (line) => log.push(JSON.parse(line)));
  const store = await openStore(`sqlite:${file}`, clock, logger, PATIENCE);
  await store.orders.add(newOrder("20", { createdAt: Temporal.Instant.from("2026-09-26T12:00:00Z") }));
  const nonces: string[] = [];
  const outlet = quietOutlet(async (_, { deliveryId }) => {
    nonces.push(deliveryId);
    whileSending();
    return { outcome: "posted", messageId: "1", placeId: "20" };
  });
  const facts = createIndex([fact()], []);
  const poster = createPoster({
    orders: store.orders,
    deliveries: store.deliveries,
    outlet,
    facts,
    look: createLook(facts),
    clock,
    log: logger,
  });
  const last = async () => (await store.record.lastResults("10")).get("20");
  return { store, poster, nonces, log, last, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

describe("a database that cannot be used stops the start, in one sentence", () => {
  const refusal = async (file: string) => {
    const error = await open(file).then(
      () => undefined,
      (it) => it,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).not.toContain("\n");
    return error.message as string;
  };

  test("a file of something else", async () => {
    await using it = await setUp();
    await writeFile(it.path("letter.txt"), "Dear moderator, ".repeat(1000));

    expect(await refusal(it.path("letter.txt"))).toBe(
      "DATABASE_URL names a file that cannot be opened: it is not a SQLite database; name another file",
    );
  });

  test("a damaged database", async () => {
    await using it = await setUp();
    it.other.exec("pragma wal_checkpoint(truncate)");
    const bytes = await readFile(it.file);
    await writeFile(it.path("damaged.db"), bytes.fill(0xa5, 100));

    expect(await refusal(it.path("damaged.db"))).toContain("it is damaged; put back a copy that npm run backup made");
  });

  test("a folder", async () => {
    await using it = await setUp();
    await mkdir(it.path("folder.db"));

    expect(await refusal(it.path("folder.db"))).toContain("it is a folder, or this user may not open it");
  });

  test("a file in the place of its folder", async () => {
    await using it = await setUp();

    expect(await refusal(join(it.file, "crossfade.db"))).toContain("part of its path is a file, not a folder");
  });

  test.runIf(existsSync("/proc/self")).each(["/proc/none/x.db", "/proc/none/deep/er/x.db", "/sys/none/x.db"])(
    "a folder where none can be made: %s",
    async (file) => {
      expect(await refusal(file)).toMatch(/this user('s| may not make)/);
    },
  );

  test("a path that is too long, and a link to itself", async () => {
    await using it = await setUp();
    await symlink("circle", it.path("circle"));

    expect(await refusal(join(it.path("x".repeat(300)), "x.db"))).toContain("its path is too long");
    expect(await refusal(join(it.path("circle"), "x.db"))).toContain("a link that leads in a circle");
  });

  test("one that may only be read", async () => {
    await using it = await setUp();
    using readOnly = new DatabaseSync(it.file, { readOnly: true });

    expect(explained(() => readOnly.exec("delete from orders"))).toBe(
      "it may only be read; let this user write the file and its folder",
    );
  });

  test("one on a full disk", async () => {
    await using it = await setUp();
    it.other.exec("pragma max_page_count = 1");

    expect(explained(() => it.other.exec("create table more (text)"))).toBe(
      "the disk is full; free some space and start again",
    );
  });
});

describe("a database that answers and cannot be written to is told from one that can", () => {
  async function openDirectly(file: string) {
    const db = new Kysely<Tables>({ dialect: createSqliteDialect(file, PATIENCE) });
    await migrate(db);
    return { db, [Symbol.asyncDispose]: () => db.destroy() };
  }

  test("a SQLite file that may only be read", async () => {
    await using it = await setUp();
    await using direct = await openDirectly(it.file);
    await sql`pragma query_only = 1`.execute(direct.db);

    await expect(writePulse(direct.db, clock)).rejects.toThrow(
      "it may only be read; let this user write the file and its folder",
    );
  });

  test("a disk that is full", async () => {
    await using it = await setUp();
    await using direct = await openDirectly(it.file);
    await sql`drop table pulse`.execute(direct.db);
    await sql`create table pulse (id integer primary key, written_at text, filler text default (hex(zeroblob(9000))))`.execute(
      direct.db,
    );
    await sql`pragma max_page_count = 1`.execute(direct.db);

    await expect(writePulse(direct.db, clock)).rejects.toThrow("the disk is full; free some space and start again");
  });

  test("a file that another program holds locked", async () => {
    await using it = await setUp();
    await using direct = await openDirectly(it.file);
    it.lock();

    await expect(writePulse(direct.db, clock)).rejects.toThrow("another program holds it locked");
    it.unlock();
    await expect(writePulse(direct.db, clock)).resolves.toBeUndefined();
  });

  test("a PostgreSQL that takes no writes, as one in recovery: refused at the start too", async () => {
    await using database = await startPostgres();
    await (await openStore(database.url, clock, createLog("silent")))[Symbol.asyncDispose]();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query("alter database postgres set default_transaction_read_only = on");
    await client.end();

    const opening = openStore(database.url, clock, createLog("silent"));

    await expect(opening).rejects.toThrow(/cannot be used: .*read-only transaction/);
  });
});

function explained(act: () => void): string | undefined {
  try {
    act();
  } catch (error) {
    return explainTrouble(error);
  }
}

describe("an order is stored or refused, never half", () => {
  test("while the database is locked the person is told to try again, and once it is not the same command works", async () => {
    await using it = await setUp();
    await using store = await open(it.file);
    const log: string[] = [];
    const facts = createIndex([fact()], []);
    const graph = createArtistGraph(content({ facts: facts.facts }));
    const tools = { ...toolsOf(store, facts, graph, clock), random: () => 0 };
    const dispatch = createDispatch(
      COMMANDS,
      tools,
      createLog("info", (line) => log.push(line)),
      undefined,
      undefined,
      isPassing,
    );
    const order = async () => {
      const caller = { userId: "1", guildId: "10", channelId: "20", mayManage: true };
      const options = { channel: { id: "20", type: 0 }, time: "09:00", timezone: "UTC" };
      const request = { kind: "command", caller, command: "daily", subcommand: "add", options } as const;
      return textOf((await dispatch.answer(request)).reply);
    };

    it.lock();
    const refused = await order();
    const kept = await store.orders.list("10");
    it.unlock();

    expect(refused).toBe("My database does not answer just now; try again in a minute.");
    expect(JSON.parse(log[0] ?? "")).toMatchObject({ level: 40, request: "daily add", reason: "database is locked" });
    expect(kept).toEqual([]);
    expect(await order()).toContain("Daily post scheduled");
  });

  test("one that cannot be read is logged, and keeps no other from being posted", async () => {
    await using it = await setUp();
    await using bot = await startPoster(it.file);
    await bot.store.orders.add(newOrder("19", { createdAt: Temporal.Instant.from("2026-09-26T11:00:00Z") }));
    it.other.exec("update orders set time_zone = 'Moon/Tycho' where channel_id = '19'");
    clock.set(NINE);

    await bot.poster.beat();

    expect(await bot.last()).toMatchObject({ state: "posted" });
    expect((await bot.store.orders.list("10")).map(({ channelId }) => channelId)).toEqual(["20"]);
    expect(new Set(bot.log.filter(({ level }) => level === 50).map(({ channel }) => channel))).toEqual(new Set(["19"]));
  });

  test("on a disk that fills up, each order that was taken is there afterwards, and no other", async () => {
    await using it = await setUp();
    const db = new Kysely<Tables>({ dialect: createSqliteDialect(it.file, PATIENCE) });
    await migrate(db);
    await sql`pragma max_page_count = 30`.execute(db);
    const orders = createOrders(db, clock, createLog("silent"), "2026a");

    const outcomes = new Map<string, string>();
    for (let number = 1; number <= 400; number++) {
      const order = newOrder(String(number), { guildId: `g${number}`, genre: "x".repeat(500) });
      outcomes.set(String(number), await orders.add(order).catch((error) => explainTrouble(error)));
    }
    await db.destroy();

    await using store = await open(it.file);
    const kept = (await Array.fromAsync(store.orders.running())).flat().map(({ channelId }) => channelId);
    const added = [...outcomes].filter(([, outcome]) => outcome === "added").map(([channelId]) => channelId);
    expect(kept).toHaveLength(added.length);
    expect(new Set(kept)).toEqual(new Set(added));
    expect(added.length).toBeGreaterThan(0);
    expect(new Set(outcomes.values())).toEqual(new Set(["added", "the disk is full; free some space and start again"]));
  });
});

describe("a beat that the database fails", () => {
  test("is logged, and the next one posts", async () => {
    await using it = await setUp();
    await using bot = await startPoster(it.file);
    clock.set(NINE);
    it.lock();
    await bot.poster.beat();
    it.unlock();

    await bot.poster.beat();

    expect(bot.log.filter(({ level }) => level === 50)).not.toEqual([]);
    expect(bot.nonces).toHaveLength(1);
    expect(await bot.last()).toMatchObject({ state: "posted" });
  });

  test("after the post went out, and before that could be recorded: repeated with the same nonce, then recorded", async () => {
    await using it = await setUp();
    let locked = false;
    await using bot = await startPoster(it.file, () => {
      if (!locked) it.lock();
      locked = true;
    });
    clock.set(NINE);
    await bot.poster.beat();
    it.unlock();

    clock.set("2026-09-27T09:01:00Z");
    await bot.poster.beat();

    expect(bot.nonces).toHaveLength(2);
    expect(new Set(bot.nonces).size).toBe(1);
    expect(await bot.last()).toMatchObject({ state: "posted", posted: { messageId: "1" } });
  });
});
