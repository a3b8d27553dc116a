import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("drafts")
    .addColumn("user_id", "text", (it) => it.notNull())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("form", "text", (it) => it.notNull())
    .addColumn("at", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("drafts_key", ["user_id", "guild_id"])
    .execute();
  await db.schema.createIndex("drafts_by_guild").on("drafts").column("guild_id").execute();
  await db.schema.createIndex("drafts_by_age").on("drafts").column("at").execute();
  await db.schema
    .createTable("suggestions")
    .addColumn("id", "text", (it) => it.primaryKey())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("user_id", "text", (it) => it.notNull())
    .addColumn("at", "text", (it) => it.notNull())
    .addColumn("state", "text", (it) => it.notNull())
    .addColumn("form", "text", (it) => it.notNull())
    .addColumn("place_id", "text")
    .addColumn("message_id", "text")
    .execute();
  await db.schema.createIndex("suggestions_by_guild").on("suggestions").column("guild_id").execute();
  await db.schema.createIndex("suggestions_by_user").on("suggestions").columns(["user_id", "at"]).execute();
  await db.schema.createIndex("suggestions_by_age").on("suggestions").column("at").execute();
  await db.schema
    .createTable("suggestion_boxes")
    .addColumn("guild_id", "text", (it) => it.primaryKey())
    .addColumn("channel_id", "text", (it) => it.notNull())
    .addColumn("channel_type", "integer", (it) => it.notNull())
    .execute();
}
