import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("own_facts")
    .addColumn("fact_id", "text", (it) => it.primaryKey())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("user_id", "text", (it) => it.notNull())
    .addColumn("changed_at", "text", (it) => it.notNull())
    .addColumn("fact", "text", (it) => it.notNull())
    .execute();
  await db.schema.createIndex("own_facts_by_guild").on("own_facts").column("guild_id").execute();
  await db.schema.createIndex("own_facts_by_user").on("own_facts").column("user_id").execute();
  await db.schema
    .createTable("own_states")
    .addColumn("guild_id", "text", (it) => it.primaryKey())
    .addColumn("state", "text", (it) => it.notNull())
    .execute();
}
