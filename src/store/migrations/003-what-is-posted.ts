import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable("orders")
    .addColumn("otherwise", "text", (it) => it.notNull().defaultTo("any"))
    .execute();

  await db.schema
    .createTable("led")
    .addColumn("channel_id", "text", (it) => it.notNull())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("fact_id", "text", (it) => it.notNull())
    .addColumn("day", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("led_key", ["channel_id", "fact_id"])
    .execute();
  await db.schema.createIndex("led_by_guild").on("led").column("guild_id").execute();
}
