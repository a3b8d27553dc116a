import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { OrderChanges } from "../bot/command.ts";
import type { DeliveryResult } from "../schedule/delivery.ts";
import { type DailyOrder, MAX_ORDERS } from "../schedule/order.ts";
import type { Store } from "./store.ts";
import { type DeliveryRow, type OrderRow, type Tables, toText } from "./tables.ts";

/** The table of orders. */
export function createOrders(db: Kysely<Tables>): Store["orders"] {
  return {
    async list(guildId) {
      const rows = await withLastDay(db)
        .where("guild_id", "=", guildId)
        .orderBy("created_at")
        .orderBy("channel_id")
        .execute();
      return rows.map(toOrder);
    },

    async running() {
      return (await withLastDay(db).where("paused", "is", null).execute()).map(toOrder);
    },

    async add(order) {
      const row: OrderRow = {
        channel_id: order.channelId,
        guild_id: order.guildId,
        time: order.time.toString(),
        time_zone: order.timeZone,
        genre: order.genre ?? null,
        role_id: order.roleId ?? null,
        created_by: order.createdBy,
        created_at: toText(order.createdAt),
        active_since: toText(order.createdAt),
        paused: null,
      };
      return (await insertUnlessFull(db, row)) ? "added" : await whyNot(db, row);
    },

    async change(guildId, channelId, changes) {
      await db
        .updateTable("orders")
        .set(toColumns(changes))
        .where("guild_id", "=", guildId)
        .where("channel_id", "=", channelId)
        .execute();
      const row = await withLastDay(db)
        .where("guild_id", "=", guildId)
        .where("channel_id", "=", channelId)
        .executeTakeFirst();
      return row && toOrder(row);
    },

    async remove(guildId, channelId) {
      const removed = await db
        .deleteFrom("orders")
        .where("guild_id", "=", guildId)
        .where("channel_id", "=", channelId)
        .returning("channel_id")
        .execute();
      return removed.length > 0;
    },

    async lastResults(guildId) {
      const rows = await db
        .selectFrom("deliveries as it")
        .selectAll()
        .where("guild_id", "=", guildId)
        .where("day", "=", ({ selectFrom }) =>
          selectFrom("deliveries as other")
            .select(({ fn }) => fn.max("other.day").as("day"))
            .whereRef("other.channel_id", "=", "it.channel_id"),
        )
        .execute();
      return new Map(rows.map((row) => [row.channel_id, toResult(row)]));
    },
  };
}

/** An order as its row says, the latest day on record with it. */
export function toOrder(row: OrderRow & { last_day: string | null }): DailyOrder {
  return {
    channelId: row.channel_id,
    guildId: row.guild_id,
    time: Temporal.PlainTime.from(row.time),
    timeZone: row.time_zone,
    genre: row.genre ?? undefined,
    roleId: row.role_id ?? undefined,
    createdBy: row.created_by,
    createdAt: Temporal.Instant.from(row.created_at),
    activeSince: Temporal.Instant.from(row.active_since),
    paused: row.paused ?? undefined,
    lastDay: row.last_day === null ? undefined : Temporal.PlainDate.from(row.last_day),
  };
}

/** Orders with the latest day on record in their channel. */
export function withLastDay(
  db: Kysely<Tables>,
): SelectQueryBuilder<Tables, "orders", OrderRow & { last_day: string | null }> {
  return db
    .selectFrom("orders")
    .selectAll("orders")
    .select(({ selectFrom }) =>
      selectFrom("deliveries")
        .select(({ fn }) => fn.max("deliveries.day").as("day"))
        .whereRef("deliveries.channel_id", "=", "orders.channel_id")
        .as("last_day"),
    );
}

/** One statement, so that two moderators at once cannot pass the limit or take a channel twice. */
async function insertUnlessFull(db: Kysely<Tables>, row: OrderRow): Promise<boolean> {
  const columns = Object.keys(row) as (keyof OrderRow)[];
  const added = await db
    .insertInto("orders")
    .columns(columns)
    .expression(({ selectFrom }) =>
      selectFrom(
        selectFrom("orders")
          .select(({ fn }) => fn.countAll().as("count"))
          .where("guild_id", "=", row.guild_id)
          .as("it"),
      )
        .select(columns.map((column) => sql<string | null>`cast(${row[column]} as text)`.as(column)))
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
    ...("genre" in changes && { genre: changes.genre ?? null }),
    ...("roleId" in changes && { role_id: changes.roleId ?? null }),
    ...("paused" in changes && { paused: changes.paused ?? null }),
  };
}

function toResult({ day, state, message_id, reason }: DeliveryRow): DeliveryResult {
  return { day: Temporal.PlainDate.from(day), state, messageId: message_id ?? undefined, reason: reason ?? undefined };
}
