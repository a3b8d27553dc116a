import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { prepare } from "../../src/store/prepared.ts";
import { openTables } from "../../src/store/store.ts";
import type { ShownRow } from "../../src/store/tables.ts";
import { clockAt } from "../bot/bot.ts";

test("a query is built once, and carried out with the values of each call, wherever they stand", async () => {
  const db = await openTables("sqlite::memory:", clockAt("2026-09-27T09:00:00Z"), createLog("silent"));
  let built = 0;
  const add = prepare(db, ({ channel_id, fact_id, guild_id, shown_at }: ShownRow) => {
    built += 1;
    return db.insertInto("shown").values({ channel_id, fact_id, guild_id, shown_at }).returning("fact_id");
  });
  const seenSince = prepare(db, (it: { at: string; channel: string }) =>
    db
      .selectFrom("shown")
      .select(["fact_id", "guild_id"])
      .where("channel_id", "=", it.channel)
      .where(({ eb, or }) => or([eb("shown_at", ">", it.at), eb("fact_id", "=", it.channel)]))
      .limit(5),
  );

  await add({ channel_id: "1", fact_id: "a", guild_id: null, shown_at: "1" });
  await add({ channel_id: "1", fact_id: "b", guild_id: "7", shown_at: "2" });
  const added = await add({ channel_id: "2", fact_id: "2", guild_id: null, shown_at: "1" });

  expect(added).toEqual([{ fact_id: "2" }]);
  expect(await seenSince({ channel: "1", at: "1" })).toEqual([{ fact_id: "b", guild_id: "7" }]);
  expect(await seenSince({ channel: "2", at: "9" })).toEqual([{ fact_id: "2", guild_id: null }]);
  expect(await seenSince({ channel: "1", at: "0" })).toHaveLength(2);
  expect(built).toBe(1);
  await db.destroy();
});
