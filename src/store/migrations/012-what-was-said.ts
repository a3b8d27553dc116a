import { type Kysely, sql } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable("deliveries").addColumn("content_hash", "text").execute();
  await db.schema.alterTable("deliveries").addColumn("corrected_at", "text").execute();
  await db.schema
    .createIndex("deliveries_said")
    .on("deliveries")
    // The last one so that a wording's posts are read in parts.
    .columns(["day", "fact_id", "content_hash", "channel_id"])
    .where(sql.ref("message_id"), "is not", null)
    .execute();
  await db.schema
    .createTable("edits")
    .addColumn("channel_id", "text", (it) => it.notNull())
    .addColumn("day", "text", (it) => it.notNull())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("saying", "text", (it) => it.notNull())
    .addColumn("attempts", "integer", (it) => it.notNull())
    .addColumn("retry_at", "text")
    .addColumn("reason", "text")
    .addPrimaryKeyConstraint("edits_key", ["channel_id", "day"])
    .execute();
  await db.schema.createIndex("edits_by_guild").on("edits").column("guild_id").execute();
  await db.schema
    .createIndex("edits_owed")
    .on("edits")
    .columns(["retry_at", "day"])
    .where(sql.ref("retry_at"), "is not", null)
    .execute();
}
