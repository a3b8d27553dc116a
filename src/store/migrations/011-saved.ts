import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("saved")
    .addColumn("user_id", "text", (it) => it.notNull())
    .addColumn("fact_id", "text", (it) => it.notNull())
    .addColumn("saved_at", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("saved_key", ["user_id", "fact_id"])
    .execute();
  await db.schema.createIndex("orders_by_maker").on("orders").column("created_by").execute();
}
