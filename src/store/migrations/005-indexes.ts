import { type Kysely, sql } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropIndex("deliveries_by_guild").ifExists().execute();
  await db.schema
    .createIndex("deliveries_by_guild_day")
    .ifNotExists()
    .on("deliveries")
    .columns(["guild_id", "day", "state"])
    .execute();
  await db.schema.dropIndex("shown_by_guild").ifExists().execute();
  await db.schema
    .createIndex("shown_by_guild_time")
    .ifNotExists()
    .on("shown")
    .columns(["guild_id", "shown_at"])
    .execute();
  await db.schema
    .createIndex("orders_untold")
    .ifNotExists()
    .on("orders")
    .column("tell_at")
    .where(sql.ref("tell_at"), "is not", null)
    .execute();
}
