import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import type { NewOwnFact } from "../../src/own/own-fact.ts";
import { BELONGINGS, OWNED_TABLES, type OwnedTable } from "../../src/store/belongings.ts";
import { openStore, openTables, type Store } from "../../src/store/store.ts";
import { clockAt } from "../bot/bot.ts";
import { startPostgres, startSqlite, type TestDatabase } from "./databases.ts";
import { newOrder } from "./new-order.ts";

const NOW = "2026-09-28T12:00:00Z";
const DAY = Temporal.PlainDate.from("2026-09-28");
const AT = Temporal.Instant.from(NOW);
const log = createLog("silent");

/** Ids that stand in nothing else. */
const [PERSON, OTHER, SERVER, ELSEWHERE] = ["777111777", "777222777", "888111888", "888222888"];

const FORM = { date: "2019", headline: "A gig", text: "It was.", who: "A\nfolk; jazz", sources: "" };

const OWN: NewOwnFact = {
  headline: "The Housemates rap over a harp",
  text: "Told by those who were there.",
  date: { year: 2019, month: 9, day: 27 },
  artists: ["The Housemates"],
  genres: ["hip-hop", "folk"],
  kind: "meeting",
  topics: [],
  sources: [{ title: "Our blog", url: "https://example.org/gig" }],
  weight: 3,
};

describe.each([
  ["SQLite", startSqlite],
  ["PostgreSQL", startPostgres],
])("%s", (_, startDatabase) => {
  const clock = clockAt(NOW);
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await startDatabase();
    store = await openStore(database.url, clock, log);
    for (const [userId, guildId] of [
      [PERSON, SERVER],
      [OTHER, ELSEWHERE],
    ] as const) {
      for (const channel of ["1", "2"]) {
        await store.orders.add({ ...newOrder(`${guildId}${channel}`), guildId, createdBy: userId });
      }
      await store.orders.remove(guildId, `${guildId}2`);
      const [order] = await store.orders.list(guildId);
      await store.deliveries.claim({ order: order!, day: DAY, at: AT }, "told", AT, AT);
      await store.record.block(guildId, "blocked");
      await store.shown.pick({ channelId: `${guildId}1`, guildId }, new Set(["shown"]));
      await store.saved.save(userId, "saved");
      await store.ownFacts.add(guildId, [OWN], userId);
      await store.drafts.keep({ guildId, userId }, FORM);
      await store.suggestions.add({ guildId, userId, form: FORM });
      const standing = { day: DAY, timeZone: "UTC", option: 0, right: true, answered: 1, rightInRow: 1 };
      const point = { guildId, userId, week: DAY, earnedBy: "day" };
      await store.standings.move({ userId, guildId }, undefined, standing, point);
      await store.reports.add({ userId, factId: "wrong", guildId, words: "It was 1987.", source: undefined });
    }
  }, 30_000);
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  /** Every table with a row in which that id stands anywhere. */
  async function tablesWith(id: string): Promise<readonly string[]> {
    const db = await openTables(database.url, clock, log);
    const found: string[] = [];
    for (const table of OWNED_TABLES) {
      const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db);
      if (rows.some((row) => JSON.stringify(row).includes(id))) found.push(table);
    }
    await db.destroy();
    return found;
  }

  test("a person is told how much is kept, by kind", async () => {
    expect(await store.archive.count("person", PERSON)).toEqual({
      saved: 1,
      reports: 1,
      standings: 1,
      scores: 1,
      orders: 1,
      own_facts: 1,
      suggestions: 1,
      drafts: 1,
    });
    expect(await store.archive.count("person", "1")).toEqual({
      saved: 0,
      reports: 0,
      standings: 0,
      scores: 0,
      orders: 0,
      own_facts: 0,
      suggestions: 0,
      drafts: 0,
    });
    expect(await store.archive.count("server", SERVER)).toMatchObject({ orders: 1, removed: 1, blocks: 1, shown: 1 });
  });

  test("nothing of a person who is forgotten stands anywhere, the server's posts go on, and others' things stay", async () => {
    await store.archive.forget("person", PERSON);

    expect(await tablesWith(PERSON)).toEqual([]);
    expect(await tablesWith(OTHER)).toEqual([
      "orders",
      "removed",
      "reports",
      "standings",
      "scores",
      "own_facts",
      "drafts",
      "suggestions",
      "saved",
    ]);
    expect(await store.orders.list(SERVER)).toMatchObject([{ createdBy: "0", paused: undefined }]);
  });

  test("nothing of a server that is forgotten stands anywhere, and what its members saved stays", async () => {
    await store.archive.forget("server", ELSEWHERE);

    expect(await tablesWith(ELSEWHERE)).toEqual([]);
    expect(await tablesWith(SERVER)).not.toEqual([]);
    expect(await store.saved.list(OTHER)).toEqual(["saved"]);
  });

  test("whose each row is, is said of every table", async () => {
    const db = await openTables(database.url, clock, log);
    const tables = (await db.introspection.getTables()).filter(({ name }) => name in BELONGINGS);
    await db.destroy();

    for (const { columns, name } of tables) {
      const belonging = BELONGINGS[name as OwnedTable] as { server?: string; person?: string };
      const names = columns.map((it) => it.name);
      expect([name, belonging.server]).toEqual([name, names.includes("guild_id") ? "guild_id" : undefined]);
      if (names.includes("user_id")) expect([name, belonging.person]).toEqual([name, "user_id"]);
    }
    expect(tables).toHaveLength(OWNED_TABLES.length);
  });
});
