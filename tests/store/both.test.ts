import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { both } from "../../src/store/both.ts";
import { openTables } from "../../src/store/store.ts";
import { clockAt } from "../bot/bot.ts";
import { startPostgres, startSqlite } from "./databases.ts";

test.each([
  ["SQLite", startSqlite],
  ["PostgreSQL", startPostgres],
])("%s: where the second of two writes fails, the first is undone, beside others that stand", async (_, start) => {
  await using database = await start();
  const db = await openTables(database.url, clockAt("2026-09-27T09:00:00Z"), createLog("silent"));
  const state = (guild_id: string, state: string | null) =>
    db
      .insertInto("own_states")
      .values({ guild_id, state: state as string })
      .returning("guild_id");

  const ended = await Promise.allSettled([
    state("1", "a").execute(),
    both(db, state("2", "a"), state("3", null)),
    both(db, state("4", "a"), state("5", "a")),
    both(db, state("1", "b"), state("6", "a")),
  ]);

  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
  expect(ended[2]).toMatchObject({ value: [{ guild_id: "4" }] });
  const kept = await db.selectFrom("own_states").select("guild_id").orderBy("guild_id").execute();
  expect(kept.map((it) => it.guild_id)).toEqual(["1", "4", "5"]);
  await db.destroy();
});
