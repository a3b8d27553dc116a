import { type Kysely, sql } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  // With all states in it SQLite preferred it, to ask for a few channels' posts among those of years.
  await db.schema.dropIndex("deliveries_unfinished").ifExists().execute();
  await db.schema
    .createIndex("deliveries_claimed")
    .ifNotExists()
    .on("deliveries")
    .column("retry_at")
    .where(sql.ref("state"), "=", sql.lit("claimed"))
    .execute();
}
