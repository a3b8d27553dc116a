import { type Kysely, sql } from "kysely";
import { isSqlite } from "../dialect.ts";
import type { Tables } from "../tables.ts";

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable("orders")
    .addColumn("next_at", "text", (it) => it.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createIndex("orders_next")
    .on("orders")
    // The last one for SQLite, which else looks into each row for it.
    .columns(["next_at", "guild_id", "paused"])
    .where(sql.ref("paused"), "is", null)
    .execute();
  await db.schema
    .createTable("planned")
    .addColumn("id", "integer", (it) => it.primaryKey())
    .addColumn("zones", "text", (it) => it.notNull())
    .addColumn("up_to", "text", (it) => it.notNull())
    .execute();
  await lookWhenMoved(db);
}

/** By the database itself, so that it holds whoever changes an order: also a person who writes into its row. */
async function lookWhenMoved(db: Kysely<Tables>): Promise<void> {
  const of = sql`update of time, time_zone, active_since, paused on orders`;
  if (isSqlite(db)) {
    await sql`create trigger orders_moved after ${of} begin
      update orders set next_at = '' where channel_id = new.channel_id; end`.execute(db);
    return;
  }
  await sql`create function order_moved() returns trigger language plpgsql as
    $$ begin new.next_at := ''; return new; end $$`.execute(db);
  await sql`create trigger orders_moved before ${of} for each row execute function order_moved()`.execute(db);
}
