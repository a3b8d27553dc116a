import { setImmediate as nextTurn } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { OrderChanges } from "../bot/command.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { type DailyOrder, MAX_ORDERS } from "../schedule/order.ts";
import { isSqlite } from "./migrations.ts";
import { keepInSight } from "./reach.ts";
import type { Store } from "./store.ts";
import { asColumns, type OrderRow, readRows, type Tables, toText } from "./tables.ts";

/** Servers whose orders are read at once: SQLite keeps all else waiting meanwhile. */
const SERVERS_AT_ONCE = 50;

/** The table of orders, and that of the days left out of them. */
export function createOrders(db: Kysely<Tables>, clock: Clock, log: Log): Store["orders"] {
  return {
    async list(guildId) {
      return readRows(await selectOrders(db, clock()).where("guild_id", "=", guildId).execute(), toOrder, log);
    },

    async *running() {
      let last = "";
      for (;;) {
        const servers = await serversAfter(last);
        if (servers.length === 0) return;
        last = servers.at(-1) ?? last;
        const rows = await selectOrders(db, clock())
          .where("guild_id", "in", servers)
          .where("paused", "is", null)
          .execute();
        yield readRows(rows, toOrder, log);
        await nextTurn();
      }
    },

    async add(order) {
      const row: OrderRow = {
        channel_id: order.channelId,
        channel_type: order.channelType,
        guild_id: order.guildId,
        time: order.time.toString(),
        time_zone: order.timeZone,
        genre: order.genre ?? null,
        role_id: order.roleId ?? null,
        publish: Number(order.publish),
        thread: Number(order.thread),
        created_by: order.createdBy,
        created_at: toText(order.createdAt),
        active_since: toText(order.createdAt),
        paused: null,
        refused_since: null,
        tell_at: null,
      };
      return (await oneAtATime(db, row.guild_id, (held) => insertUnlessFull(held, row))) ? "added" : whyNot(db, row);
    },

    async change(guildId, channelId, changes) {
      await db
        .updateTable("orders")
        .set(toColumns(changes))
        .where("guild_id", "=", guildId)
        .where("channel_id", "=", channelId)
        .execute();
      return one(guildId, channelId);
    },

    async remove(guildId, channelId) {
      const removed = await db
        .deleteFrom("orders")
        .where("guild_id", "=", guildId)
        .where("channel_id", "=", channelId)
        .returning("channel_id")
        .execute();
      if (removed.length === 0) return false;
      await db.deleteFrom("skips").where("channel_id", "=", channelId).execute();
      // What is left of the server, its record, goes too when the bot is not in it any more.
      await keepInSight(db, guildId, clock());
      return true;
    },

    async untold(now) {
      return readRows(await selectOrders(db, clock()).where("tell_at", "<=", toText(now)).execute(), toOrder, log);
    },

    async told(channelId, again) {
      await db
        .updateTable("orders")
        .set({ tell_at: again === undefined ? null : toText(again) })
        .where("channel_id", "=", channelId)
        .execute();
    },

    async skip(guildId, channelId, day) {
      const order = await one(guildId, channelId);
      if (order === undefined) return undefined;
      await db
        .insertInto("skips")
        .values({ channel_id: channelId, day: day.toString() })
        .onConflict((it) => it.doNothing())
        .execute();
      return one(guildId, channelId);
    },

    async unskip(guildId, channelId, day) {
      const removed = await db
        .deleteFrom("skips")
        .where("channel_id", "=", channelId)
        .where("day", "=", day.toString())
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom("orders")
              .select("channel_id")
              .where("guild_id", "=", guildId)
              .whereRef("orders.channel_id", "=", "skips.channel_id"),
          ),
        )
        .returning("day")
        .execute();
      return removed.length > 0;
    },
  };

  async function serversAfter(guildId: string): Promise<readonly string[]> {
    const rows = await db
      .selectFrom("orders")
      .select("guild_id")
      .distinct()
      .where("guild_id", ">", guildId)
      .orderBy("guild_id")
      .limit(SERVERS_AT_ONCE)
      .execute();
    return rows.map((it) => it.guild_id);
  }

  async function one(guildId: string, channelId: string): Promise<DailyOrder | undefined> {
    const row = await selectOrders(db, clock())
      .where("guild_id", "=", guildId)
      .where("channel_id", "=", channelId)
      .executeTakeFirst();
    return row && toOrder(row);
  }
}

/** An order's row, with the latest day on record in its channel and the days left out, joined by commas. */
type FullOrderRow = OrderRow & { readonly last_day: string | null; readonly skips: string | null };

/**
 * Orders, oldest first.
 *
 * A day on record that is due after `now` counts as none: the machine's clock was ahead when it was served, and without
 * this nothing would be posted until that day.
 */
function selectOrders(db: Kysely<Tables>, now: Temporal.Instant) {
  return db
    .selectFrom("orders")
    .selectAll("orders")
    .select(({ selectFrom }) => [
      selectFrom("deliveries")
        .select(({ fn }) => fn.max("deliveries.day").as("day"))
        .whereRef("deliveries.channel_id", "=", "orders.channel_id")
        .where("deliveries.due_at", "<=", toText(now))
        .as("last_day"),
      selectFrom("skips")
        .select(({ fn, val }) =>
          fn<string>(isSqlite(db) ? "group_concat" : "string_agg", ["skips.day", val(",")]).as("days"),
        )
        .whereRef("skips.channel_id", "=", "orders.channel_id")
        .as("skips"),
    ])
    .orderBy("created_at")
    .orderBy("channel_id");
}

/** An order as its row says. @throws {RangeError} when it says something that is none, such as an unknown zone */
function toOrder(row: FullOrderRow): DailyOrder {
  return {
    channelId: row.channel_id,
    channelType: row.channel_type,
    guildId: row.guild_id,
    time: Temporal.PlainTime.from(row.time),
    timeZone: new Temporal.ZonedDateTime(0n, row.time_zone).timeZoneId,
    genre: row.genre ?? undefined,
    roleId: row.role_id ?? undefined,
    publish: row.publish === 1,
    thread: row.thread === 1,
    createdBy: row.created_by,
    createdAt: Temporal.Instant.from(row.created_at),
    activeSince: Temporal.Instant.from(row.active_since),
    paused: row.paused ?? undefined,
    refusedSince: row.refused_since === null ? undefined : Temporal.PlainDate.from(row.refused_since),
    lastDay: row.last_day === null ? undefined : Temporal.PlainDate.from(row.last_day),
    skips: row.skips === null ? [] : row.skips.split(",").map((day) => Temporal.PlainDate.from(day)),
  };
}

/**
 * PostgreSQL may count a server's orders for two moderators at once, before either has added one: there they take
 * turns. SQLite has one writer anyway.
 */
async function oneAtATime<Result>(
  db: Kysely<Tables>,
  guildId: string,
  act: (held: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  if (isSqlite(db)) return act(db);
  return db.transaction().execute(async (held) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${guildId}, 0))`.execute(held);
    return act(held);
  });
}

/** One statement, so that two moderators at once cannot pass the limit or take a channel twice. */
async function insertUnlessFull(db: Kysely<Tables>, row: OrderRow): Promise<boolean> {
  const added = await db
    .insertInto("orders")
    .columns(Object.keys(row) as (keyof OrderRow)[])
    .expression(({ selectFrom }) =>
      selectFrom(
        selectFrom("orders")
          .select(({ fn }) => fn.countAll().as("count"))
          .where("guild_id", "=", row.guild_id)
          .as("it"),
      )
        .select(asColumns(row))
        .where("it.count", "<", MAX_ORDERS),
    )
    .onConflict((it) => it.doNothing())
    .returning("channel_id")
    .execute();
  return added.length > 0;
}

async function whyNot(db: Kysely<Tables>, row: OrderRow): Promise<"taken" | "full"> {
  const taken = await db.selectFrom("orders").select("channel_id").where("channel_id", "=", row.channel_id).execute();
  return taken.length > 0 ? "taken" : "full";
}

function toColumns(changes: OrderChanges): Partial<OrderRow> {
  return {
    ...(changes.time && { time: changes.time.toString() }),
    ...(changes.timeZone && { time_zone: changes.timeZone }),
    ...(changes.activeSince && { active_since: toText(changes.activeSince) }),
    ...(changes.publish !== undefined && { publish: Number(changes.publish) }),
    ...(changes.thread !== undefined && { thread: Number(changes.thread) }),
    ...("genre" in changes && { genre: changes.genre ?? null }),
    ...("roleId" in changes && { role_id: changes.roleId ?? null }),
    ...("paused" in changes && {
      paused: changes.paused ?? null,
      refused_since: changes.refusedSince?.toString() ?? null,
      tell_at: changes.tellAt === undefined ? null : toText(changes.tellAt),
    }),
    ...(changes.channelType !== undefined && { channel_type: changes.channelType }),
  };
}
