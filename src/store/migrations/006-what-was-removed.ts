import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("removed")
    .addColumn("channel_id", "text", (it) => it.primaryKey())
    .addColumn("guild_id", "text", (it) => it.notNull())
    .addColumn("removed_at", "text", (it) => it.notNull())
    .addColumn("order", "text", (it) => it.notNull())
    .addColumn("skips", "text", (it) => it.notNull())
    .execute();
}
