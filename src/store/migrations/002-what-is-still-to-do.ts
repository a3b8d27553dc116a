import { type Kysely, sql } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  const deliveries = db.schema.alterTable("deliveries");
  await deliveries.addColumn("expires_at", "text").execute();
  await deliveries.addColumn("follow_up_at", "text").execute();
  await db.schema.alterTable("orders").addColumn("tell_at", "text").execute();
  await db.schema.alterTable("shown").addColumn("guild_id", "text").execute();
  await db.schema.createIndex("deliveries_by_day").on("deliveries").column("day").execute();
  await db.schema
    .createIndex("deliveries_owed")
    .on("deliveries")
    .column("follow_up_at")
    .where(sql.ref("follow_up_at"), "is not", null)
    .execute();
  await db.schema.createIndex("shown_by_guild").on("shown").column("guild_id").execute();

  await db.schema
    .createTable("reach")
    .addColumn("guild_id", "text", (it) => it.primaryKey())
    .addColumn("asked_on", "text", (it) => it.notNull())
    .addColumn("lost_since", "text")
    .execute();
}
