import { type Kysely, sql } from "kysely";
import type { OrderBook } from "../bot/tools.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { type DailyOrder, MAX_ORDERS } from "../schedule/order.ts";
import type { OrderQueue } from "../schedule/ports.ts";
import { isSqlite } from "./dialect.ts";
import { createOrderReader } from "./order-reading.ts";
import { toColumns } from "./order-row.ts";
import { createPlanned } from "./planned.ts";
import { prepare } from "./prepared.ts";
import { keepInSight } from "./reach.ts";
import { heldBack, keepRemoved, putBackRest, readRemoved } from "./removed.ts";
import { createRunning } from "./running.ts";
import { AT_ONCE, asColumns, type OrderRow, type Tables, toText } from "./tables.ts";

/** What moderators and the poster ask of orders. */
export type KeptOrders = OrderBook & Pick<OrderQueue, "running" | "countRunning" | "noteQuiet" | "untold" | "told">;

/**
 * The table of orders, and that of the days left out of them.
 *
 * @param zones see `createPlanned`
 */
export function createOrders(db: Kysely<Tables>, clock: Clock, log: Log, zones: string): KeptOrders {
  const reader = createOrderReader(db, clock, log);
  const planned = createPlanned(db, clock, zones);
  const toTell = prepare(db, ({ now }: { now: string }) =>
    db.selectFrom("orders").select("channel_id").where("tell_at", "<=", now).limit(AT_ONCE),
  );
  return {
    list: (guildId) => reader.ofServers([guildId]),

    zoneOf: reader.zoneOf,

    running: createRunning(db, reader, planned),

    async countRunning() {
      const counted = db.selectFrom("orders").select(({ fn }) => fn.countAll().as("count"));
      return Number((await counted.where("paused", "is", null).executeTakeFirstOrThrow()).count);
    },

    noteQuiet: (quiet) => planned.note(quiet),

    async add(order) {
      const row: OrderRow = {
        channel_id: order.channelId,
        channel_type: order.channelType,
        guild_id: order.guildId,
        time: order.time.toString(),
        time_zone: order.timeZone,
        genre: order.genre ?? null,
        otherwise: order.otherwise,
        role_id: order.roleId ?? null,
        publish: Number(order.publish),
        thread: Number(order.thread),
        picture: Number(order.picture),
        quiz: Number(order.quiz),
        created_by: order.createdBy,
        created_at: toText(order.createdAt),
        active_since: toText(order.createdAt),
        paused: null,
        refused_since: null,
        tell_at: null,
        next_at: "",
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
      const row = await db
        .deleteFrom("orders")
        .where("guild_id", "=", guildId)
        .where("channel_id", "=", channelId)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const skips = await db.deleteFrom("skips").where("channel_id", "=", channelId).returning("day").execute();
      const at = Temporal.Instant.fromEpochMilliseconds(clock().epochMilliseconds);
      await keepRemoved(db, { row, skips: skips.map(({ day }) => day) }, at);
      // What is left of the server, its record, goes too when the bot is not in it any more.
      await keepInSight(db, guildId, at);
      return at;
    },

    async restore(guildId, channelId, removedAt) {
      const removed = await readRemoved(db, guildId, channelId, removedAt);
      if (removed === undefined) return "gone";
      const restored = await oneAtATime(db, guildId, async (held) => {
        if (!(await insertUnlessFull(held, heldBack(removed)))) return false;
        await putBackRest(held, removed);
        return true;
      });
      return restored ? "restored" : whyNot(db, removed.row);
    },

    async untold(now) {
      // Each minute, and mostly in vain: PostgreSQL plans the whole query for longer than all else in such a beat takes.
      const channels = (await toTell({ now: toText(now) })).map((it) => it.channel_id);
      return channels.length === 0 ? [] : reader.found((it) => it.where("channel_id", "in", channels));
    },

    async told(channelId, again) {
      await db
        .updateTable("orders")
        .set({ tell_at: again === undefined ? null : toText(again) })
        .where("channel_id", "=", channelId)
        .execute();
    },

    async skip(guildId, channelId, day) {
      const skipped = await db
        .insertInto("skips")
        .columns(["channel_id", "day"])
        .expression(({ selectFrom }) =>
          selectFrom("orders")
            .select(asColumns({ channel_id: channelId, day: day.toString() }))
            .where("guild_id", "=", guildId)
            .where("channel_id", "=", channelId)
            .where(({ exists, not }) => not(exists(delivered(channelId, day)))),
        )
        // One that was left out before is given back too.
        .onConflict((it) => it.columns(["channel_id", "day"]).doUpdateSet({ day: day.toString() }))
        .returning("day")
        .execute();
      return skipped.length > 0;
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
        .where(({ exists, not }) => not(exists(delivered(channelId, day))))
        .returning("day")
        .execute();
      return removed.length > 0;
    },
  };

  /** Its post of that day, sent or not. */
  function delivered(channelId: string, day: Temporal.PlainDate) {
    return db
      .selectFrom("deliveries")
      .select("day")
      .where("channel_id", "=", channelId)
      .where("day", "=", day.toString());
  }

  async function one(guildId: string, channelId: string): Promise<DailyOrder | undefined> {
    const [order] = await reader.found((it) => it.where("guild_id", "=", guildId).where("channel_id", "=", channelId));
    return order;
  }
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
