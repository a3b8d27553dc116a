import type { Kysely } from "kysely";
import { MOST_SAVED, type SavedFacts } from "../bot/tools.ts";
import type { Clock } from "../clock.ts";
import { asColumns, type Tables, toText } from "./tables.ts";

/** The table of facts that people keep. */
export function createSaved(db: Kysely<Tables>, clock: Clock): SavedFacts {
  return {
    async list(userId) {
      const rows = await db
        .selectFrom("saved")
        .select("fact_id")
        .where("user_id", "=", userId)
        .orderBy("saved_at", "desc")
        .orderBy("fact_id")
        .execute();
      return rows.map((it) => it.fact_id);
    },

    async save(userId, factId) {
      const row = { user_id: userId, fact_id: factId, saved_at: toText(clock()) };
      const added = await db
        .insertInto("saved")
        .columns(["user_id", "fact_id", "saved_at"])
        .expression(
          db.selectNoFrom(asColumns(row)).where(
            ({ selectFrom }) =>
              selectFrom("saved")
                .select(({ fn }) => fn.countAll<number>().as("count"))
                .where("user_id", "=", userId),
            "<",
            MOST_SAVED,
          ),
        )
        .onConflict((it) => it.doNothing())
        .returning("fact_id")
        .execute();
      if (added.length > 0) return "saved";
      const known = await db
        .selectFrom("saved")
        .select("fact_id")
        .where("user_id", "=", userId)
        .where("fact_id", "=", factId)
        .executeTakeFirst();
      return known === undefined ? "full" : "already";
    },

    async remove(userId, factIds) {
      await db.deleteFrom("saved").where("user_id", "=", userId).where("fact_id", "in", factIds).execute();
    },
  };
}
