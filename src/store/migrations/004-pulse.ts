import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("pulse")
    .addColumn("id", "integer", (it) => it.primaryKey())
    .addColumn("written_at", "text", (it) => it.notNull())
    .execute();
}
