import { type Kysely, sql } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("reports")
    .addColumn("user_id", "text", (it) => it.notNull())
    .addColumn("fact_id", "text", (it) => it.notNull())
    .addColumn("guild_id", "text")
    .addColumn("words", "text", (it) => it.notNull())
    .addColumn("source", "text")
    .addColumn("at", "text", (it) => it.notNull())
    .addColumn("told_at", "text")
    .addColumn("tell_at", "text")
    .addPrimaryKeyConstraint("reports_key", ["user_id", "fact_id"])
    .execute();
  await db.schema.createIndex("reports_by_guild").on("reports").column("guild_id").execute();
  await db.schema.createIndex("reports_by_time").on("reports").column("at").execute();
  await db.schema
    .createIndex("reports_untold")
    .on("reports")
    .column("tell_at")
    .where(sql.ref("tell_at"), "is not", null)
    .execute();
}
