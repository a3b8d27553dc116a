import type { Kysely } from "kysely";
import type { OrderChanges } from "../bot/tools.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { isSqlite } from "./dialect.ts";
import { type OrderRow, type Tables, toText } from "./tables.ts";
import type { Written } from "./written.ts";

/** An order's row, with the latest day on record in its channel and the days left out, joined by commas. */
export type FullOrderRow = OrderRow & { readonly last_day: string | null; readonly skips: string | null };

/**
 * Orders, oldest first.
 *
 * A day on record that is due after `now`, or was written after it, counts as none: the machine's clock was ahead then,
 * and without this nothing would be posted until that day, or on it. Without `now`, nothing on record counts.
 */
export function selectOrders(db: Kysely<Tables>, now?: string) {
  return db
    .selectFrom("orders")
    .selectAll("orders")
    .select(({ lit, selectFrom }) => [
      now === undefined
        ? lit(null).as("last_day")
        : selectFrom("deliveries")
            .select(({ fn }) => fn.max("deliveries.day").as("day"))
            .whereRef("deliveries.channel_id", "=", "orders.channel_id")
            .where("deliveries.due_at", "<=", now)
            .where("deliveries.claimed_at", "<=", now)
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
export function toOrder(row: FullOrderRow, written: Written): DailyOrder {
  return {
    channelId: row.channel_id,
    channelType: row.channel_type,
    guildId: row.guild_id,
    time: written.time(row.time),
    timeZone: written.zone(row.time_zone),
    genre: row.genre ?? undefined,
    otherwise: row.otherwise,
    roleId: row.role_id ?? undefined,
    publish: row.publish === 1,
    thread: row.thread === 1,
    picture: row.picture === 1,
    quiz: row.quiz === 1,
    createdBy: row.created_by,
    createdAt: written.instant(row.created_at),
    activeSince: written.instant(row.active_since),
    paused: row.paused ?? undefined,
    refusedSince: row.refused_since === null ? undefined : written.day(row.refused_since),
    lastDay: row.last_day === null ? undefined : written.day(row.last_day),
    skips: daysOf(row).map(written.day),
  };
}

/**
 * Writes a row as we do where a person wrote it in another way, as `9:00` or `europe/paris`.
 *
 * @returns whether anything was changed
 */
export async function respell(
  db: Kysely<Tables>,
  row: FullOrderRow,
  order: DailyOrder,
  written: Written,
): Promise<boolean> {
  const { active_since, channel_id, time, time_zone } = row;
  const ours = { time: order.time.toString(), time_zone: order.timeZone, active_since: toText(order.activeSince) };
  const other = time !== ours.time || time_zone !== ours.time_zone || active_since !== ours.active_since;
  if (other) {
    await db
      .updateTable("orders")
      .set(ours)
      .where("channel_id", "=", channel_id)
      .where("time", "=", time)
      .where("time_zone", "=", time_zone)
      .where("active_since", "=", active_since)
      .execute();
  }
  const days = daysOf(row).filter((day) => written.day(day).toString() !== day);
  for (const day of days) {
    const skip = { channel_id, day: written.day(day).toString() };
    await db
      .insertInto("skips")
      .values(skip)
      .onConflict((it) => it.doNothing())
      .execute();
    await db.deleteFrom("skips").where("channel_id", "=", channel_id).where("day", "=", day).execute();
  }
  return other || days.length > 0;
}

function daysOf({ skips }: FullOrderRow): readonly string[] {
  return skips === null ? [] : skips.split(",");
}

/** What a change sets in an order's row. */
export function toColumns(changes: OrderChanges): Partial<OrderRow> {
  return {
    ...(changes.time && { time: changes.time.toString() }),
    ...(changes.timeZone && { time_zone: changes.timeZone }),
    ...(changes.activeSince && { active_since: toText(changes.activeSince) }),
    ...(changes.publish !== undefined && { publish: Number(changes.publish) }),
    ...(changes.thread !== undefined && { thread: Number(changes.thread) }),
    ...(changes.picture !== undefined && { picture: Number(changes.picture) }),
    ...(changes.quiz !== undefined && { quiz: Number(changes.quiz) }),
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
