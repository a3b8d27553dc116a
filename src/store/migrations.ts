import { type Kysely, SqliteAdapter, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Tables } from "./tables.ts";

/** In the order of their names. One that was released is never changed; a new one is added. */
const MIGRATIONS: Record<string, Migration> = {
  "001-orders-deliveries-facts": {
    async up(db) {
      await db.schema
        .createTable("orders")
        .addColumn("channel_id", "text", (it) => it.primaryKey())
        .addColumn("channel_type", "integer", (it) => it.notNull())
        .addColumn("guild_id", "text", (it) => it.notNull())
        .addColumn("time", "text", (it) => it.notNull())
        .addColumn("time_zone", "text", (it) => it.notNull())
        .addColumn("genre", "text")
        .addColumn("role_id", "text")
        .addColumn("publish", "integer", (it) => it.notNull())
        .addColumn("thread", "integer", (it) => it.notNull())
        .addColumn("created_by", "text", (it) => it.notNull())
        .addColumn("created_at", "text", (it) => it.notNull())
        .addColumn("active_since", "text", (it) => it.notNull())
        .addColumn("paused", "text")
        .addColumn("refused_since", "text")
        .execute();
      await db.schema.createIndex("orders_by_guild").on("orders").column("guild_id").execute();

      await db.schema
        .createTable("deliveries")
        .addColumn("channel_id", "text", (it) => it.notNull())
        .addColumn("day", "text", (it) => it.notNull())
        .addColumn("channel_type", "integer", (it) => it.notNull())
        .addColumn("guild_id", "text", (it) => it.notNull())
        .addColumn("state", "text", (it) => it.notNull())
        .addColumn("due_at", "text", (it) => it.notNull())
        .addColumn("claimed_at", "text", (it) => it.notNull())
        .addColumn("attempts", "integer", (it) => it.notNull())
        .addColumn("retry_at", "text", (it) => it.notNull())
        .addColumn("unsure_since", "text")
        .addColumn("message_id", "text")
        .addColumn("place_id", "text")
        .addColumn("fact_id", "text")
        .addColumn("ended_at", "text")
        .addColumn("reason", "text")
        .addColumn("remark", "text")
        .addColumn("lasting", "integer", (it) => it.notNull())
        .addPrimaryKeyConstraint("deliveries_key", ["channel_id", "day"])
        .execute();
      await db.schema.createIndex("deliveries_by_guild").on("deliveries").column("guild_id").execute();
      await db.schema.createIndex("deliveries_unfinished").on("deliveries").columns(["state", "retry_at"]).execute();

      await db.schema
        .createTable("skips")
        .addColumn("channel_id", "text", (it) => it.notNull())
        .addColumn("day", "text", (it) => it.notNull())
        .addPrimaryKeyConstraint("skips_key", ["channel_id", "day"])
        .execute();

      await db.schema
        .createTable("blocks")
        .addColumn("guild_id", "text", (it) => it.notNull())
        .addColumn("fact_id", "text", (it) => it.notNull())
        .addPrimaryKeyConstraint("blocks_key", ["guild_id", "fact_id"])
        .execute();

      await db.schema
        .createTable("shown")
        .addColumn("channel_id", "text", (it) => it.notNull())
        .addColumn("fact_id", "text", (it) => it.notNull())
        .addColumn("shown_at", "text", (it) => it.notNull())
        .addPrimaryKeyConstraint("shown_key", ["channel_id", "fact_id"])
        .execute();
    },
  },
  "002-what-is-still-to-do": {
    async up(db) {
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
    },
  },
  "003-what-is-posted": {
    async up(db) {
      await db.schema
        .alterTable("orders")
        .addColumn("otherwise", "text", (it) => it.notNull().defaultTo("any"))
        .execute();

      await db.schema
        .createTable("led")
        .addColumn("channel_id", "text", (it) => it.notNull())
        .addColumn("guild_id", "text", (it) => it.notNull())
        .addColumn("fact_id", "text", (it) => it.notNull())
        .addColumn("day", "text", (it) => it.notNull())
        .addPrimaryKeyConstraint("led_key", ["channel_id", "fact_id"])
        .execute();
      await db.schema.createIndex("led_by_guild").on("led").column("guild_id").execute();
    },
  },
  "004-pulse": {
    async up(db) {
      await db.schema
        .createTable("pulse")
        .addColumn("id", "integer", (it) => it.primaryKey())
        .addColumn("written_at", "text", (it) => it.notNull())
        .execute();
    },
  },
  "005-indexes": {
    async up(db) {
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
    },
  },
  "006-what-was-removed": {
    async up(db) {
      await db.schema
        .createTable("removed")
        .addColumn("channel_id", "text", (it) => it.primaryKey())
        .addColumn("guild_id", "text", (it) => it.notNull())
        .addColumn("removed_at", "text", (it) => it.notNull())
        .addColumn("order", "text", (it) => it.notNull())
        .addColumn("skips", "text", (it) => it.notNull())
        .execute();
    },
  },
  "007-index-of-open-claims": {
    async up(db) {
      // With all states in it SQLite preferred it, to ask for a few channels' posts among those of years.
      await db.schema.dropIndex("deliveries_unfinished").ifExists().execute();
      await db.schema
        .createIndex("deliveries_claimed")
        .ifNotExists()
        .on("deliveries")
        .column("retry_at")
        .where(sql.ref("state"), "=", sql.lit("claimed"))
        .execute();
    },
  },
  "008-when-orders-fall-due": {
    async up(db) {
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
    },
  },
  "009-picture": {
    async up(db) {
      await db.schema
        .alterTable("orders")
        .addColumn("picture", "integer", (it) => it.notNull().defaultTo(1))
        .execute();
    },
  },
};

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

/** Which of the two databases it is, for the little that they say differently. */
export function isSqlite(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}

/**
 * Brings the tables up to date; two processes may do it at once.
 *
 * PostgreSQL has Kysely's own lock for that. SQLite has none there, so the file is locked for writing around it.
 *
 * @throws {Error} with the reason of the migration that failed; what it had changed is rolled back
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const sqlite = isSqlite(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    disableTransactions: sqlite,
  });
  if (sqlite) await sql`begin immediate`.execute(db);
  const { error } = await migrator.migrateToLatest();
  // On a full disk SQLite has rolled back by itself: that there is nothing left to undo must not hide the cause.
  if (sqlite && error !== undefined) await sql`rollback`.execute(db).catch(() => {});
  if (sqlite && error === undefined) await sql`commit`.execute(db);
  if (error !== undefined) throw error;
}
