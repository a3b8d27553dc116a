import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("games")
    .addColumn("channel_id", "text", (it) => it.primaryKey())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("token", "text", (it) => it.notNull())
    .addColumn("started_at", "text", (it) => it.notNull())
    .addColumn("version", "integer", (it) => it.notNull())
    .addColumn("state", "text", (it) => it.notNull())
    .execute();
  await db.schema.createIndex("games_by_guild").on("games").column("guild_id").execute();
  await db.schema
    .createTable("scores")
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("user_id", "text", (it) => it.notNull())
    .addColumn("points", "integer", (it) => it.notNull())
    .addColumn("week", "text", (it) => it.notNull())
    .addColumn("week_points", "integer", (it) => it.notNull())
    .addColumn("earned_by", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("scores_key", ["guild_id", "user_id"])
    .execute();
  await db.schema.createIndex("scores_by_points").on("scores").columns(["guild_id", "points"]).execute();
  await db.schema.createIndex("scores_by_week").on("scores").columns(["guild_id", "week", "week_points"]).execute();
  await db.schema.createIndex("scores_by_user").on("scores").column("user_id").execute();
  await db.schema.createIndex("scores_by_age").on("scores").column("week").execute();
}
