import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("orders")
    .addColumn("channel_id", "text", (it) => it.primaryKey())
    .addColumn("channel_type", "integer", (it) => it.notNull())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("time", "text", (it) => it.notNull())
    .addColumn("time_zone", "text", (it) => it.notNull())
    .addColumn("genre", "text")
    .addColumn("role_id", "text")
    .addColumn("publish", "integer", (it) => it.notNull())
    .addColumn("thread", "integer", (it) => it.notNull())
    .addColumn("created_by", "text", (it) => it.notNull())
    .addColumn("created_at", "text", (it) => it.notNull())
    .addColumn("active_since", "text", (it) => it.notNull())
    .addColumn("paused", "text")
    .addColumn("refused_since", "text")
    .execute();
  await db.schema.createIndex("orders_by_guild").on("orders").column("guild_id").execute();

  await db.schema
    .createTable("deliveries")
    .addColumn("channel_id", "text", (it) => it.notNull())
    .addColumn("day", "text", (it) => it.notNull())
    .addColumn("channel_type", "integer", (it) => it.notNull())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("state", "text", (it) => it.notNull())
    .addColumn("due_at", "text", (it) => it.notNull())
    .addColumn("claimed_at", "text", (it) => it.notNull())
    .addColumn("attempts", "integer", (it) => it.notNull())
    .addColumn("retry_at", "text", (it) => it.notNull())
    .addColumn("unsure_since", "text")
    .addColumn("message_id", "text")
    .addColumn("place_id", "text")
    .addColumn("fact_id", "text")
    .addColumn("ended_at", "text")
    .addColumn("reason", "text")
    .addColumn("remark", "text")
    .addColumn("lasting", "integer", (it) => it.notNull())
    .addPrimaryKeyConstraint("deliveries_key", ["channel_id", "day"])
    .execute();
  await db.schema.createIndex("deliveries_by_guild").on("deliveries").column("guild_id").execute();
  await db.schema.createIndex("deliveries_unfinished").on("deliveries").columns(["state", "retry_at"]).execute();

  await db.schema
    .createTable("skips")
    .addColumn("channel_id", "text", (it) => it.notNull())
    .addColumn("day", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("skips_key", ["channel_id", "day"])
    .execute();

  await db.schema
    .createTable("blocks")
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("fact_id", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("blocks_key", ["guild_id", "fact_id"])
    .execute();

  await db.schema
    .createTable("shown")
    .addColumn("channel_id", "text", (it) => it.notNull())
    .addColumn("fact_id", "text", (it) => it.notNull())
    .addColumn("shown_at", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("shown_key", ["channel_id", "fact_id"])
    .execute();
}
