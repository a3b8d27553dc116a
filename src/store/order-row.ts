import type { Kysely } from "kysely";
import type { OrderChanges } from "../bot/command.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { isSqlite } from "./migrations.ts";
import { type OrderRow, type Tables, toText } from "./tables.ts";

/** An order's row, with the latest day on record in its channel and the days left out, joined by commas. */
type FullOrderRow = OrderRow & { readonly last_day: string | null; readonly skips: string | null };

/**
 * Orders, oldest first.
 *
 * A day on record that is due after `now`, or was written after it, counts as none: the machine's clock was ahead then,
 * and without this nothing would be posted until that day, or on it.
 */
export function selectOrders(db: Kysely<Tables>, now: Temporal.Instant) {
  return db
    .selectFrom("orders")
    .selectAll("orders")
    .select(({ selectFrom }) => [
      selectFrom("deliveries")
        .select(({ fn }) => fn.max("deliveries.day").as("day"))
        .whereRef("deliveries.channel_id", "=", "orders.channel_id")
        .where("deliveries.due_at", "<=", toText(now))
        .where("deliveries.claimed_at", "<=", toText(now))
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
export function toOrder(row: FullOrderRow): DailyOrder {
  return {
    channelId: row.channel_id,
    channelType: row.channel_type,
    guildId: row.guild_id,
    time: Temporal.PlainTime.from(row.time),
    timeZone: new Temporal.ZonedDateTime(0n, row.time_zone).timeZoneId,
    genre: row.genre ?? undefined,
    otherwise: row.otherwise,
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

/** What a change sets in an order's row. */
export function toColumns(changes: OrderChanges): Partial<OrderRow> {
  return {
    ...(changes.time && { time: changes.time.toString() }),
    ...(changes.timeZone && { time_zone: changes.timeZone }),
    ...(changes.activeSince && { active_since: toText(changes.activeSince) }),
    ...(changes.publish !== undefined && { publish: Number(changes.publish) }),
    ...(changes.thread !== undefined && { thread: Number(changes.thread) }),
    ...("genre" in changes && { genre: changes.genre ?? null }),
    ...(changes.otherwise !== undefined && { otherwise: changes.otherwise }),
    ...("roleId" in changes && { role_id: changes.roleId ?? null }),
    ...("paused" in changes && {
      paused: changes.paused ?? null,
      refused_since: changes.refusedSince?.toString() ?? null,
      tell_at: changes.tellAt === undefined ? null : toText(changes.tellAt),
    }),
    ...(changes.channelType !== undefined && { channel_type: changes.channelType }),
  };
}
