import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("standings")
    .addColumn("user_id", "text", (it) => it.notNull())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("day", "text", (it) => it.notNull())
    .addColumn("time_zone", "text", (it) => it.notNull())
    .addColumn("option", "integer", (it) => it.notNull())
    .addColumn("right", "integer", (it) => it.notNull())
    .addColumn("answered", "integer", (it) => it.notNull())
    .addColumn("right_in_row", "integer", (it) => it.notNull())
    .addPrimaryKeyConstraint("standings_key", ["user_id", "guild_id"])
    .execute();
  await db.schema.createIndex("standings_by_guild").on("standings").column("guild_id").execute();
  await db.schema.createIndex("standings_by_day").on("standings").column("day").execute();
  await db.schema
    .alterTable("orders")
    .addColumn("quiz", "integer", (it) => it.notNull().defaultTo(0))
    .execute();
}
