import { type Kysely, sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { isSqlite } from "./dialect.ts";
import { type FullOrderRow, respell, selectOrders, toOrder } from "./order-row.ts";
import { prepare } from "./prepared.ts";
import { createRowReader, type Tables, toText } from "./tables.ts";
import { isPassing } from "./trouble.ts";
import { createWritten } from "./written.ts";

/** Reads orders, oldest first. */
export interface OrderReader {
  /**
   * Those of servers. Where they cannot be read together, as with a damaged page among them, each is read by itself, and
   * what cannot be read is named in the log, once.
   *
   * @param narrow which of them; without it, all
   * @throws what keeps all of them from being read
   */
  ofServers(guildIds: readonly string[], narrow?: Narrow): Promise<DailyOrder[]>;
  /** The zone of a server's oldest order that can be read; `undefined` where it has none. */
  zoneOf(guildId: string): Promise<string | undefined>;
  /** Those that a query finds. */
  found(narrow: Narrow): Promise<DailyOrder[]>;
}

/** Makes a query for orders find fewer. */
export type Narrow = (query: OrderQuery) => OrderQuery;

const all: Narrow = (it) => it;

type OrderQuery = ReturnType<typeof selectOrders>;

export function createOrderReader(db: Kysely<Tables>, clock: Clock, log: Log): OrderReader {
  const { readRows, tellOnce } = createRowReader(log);
  const written = createWritten();
  const read = (row: FullOrderRow) => toOrder(row, written);
  const ofServer = prepare(db, (it: { now: string; guildId: string }) =>
    selectOrders(db, it.now).where("guild_id", "=", it.guildId),
  );
  const oldestZone = prepare(db, ({ guildId }: { guildId: string }) =>
    db
      .selectFrom("orders")
      .select("time_zone")
      .where("guild_id", "=", guildId)
      .orderBy("created_at")
      .orderBy("channel_id")
      .limit(1),
  );
  return { ofServers, zoneOf, found };

  async function zoneOf(guildId: string): Promise<string | undefined> {
    try {
      const [oldest] = await oldestZone({ guildId });
      return oldest && written.zone(oldest.time_zone);
    } catch (error) {
      if (isPassing(error)) throw error;
      return (await ofServers([guildId]))[0]?.timeZone;
    }
  }

  async function ofServers(guildIds: readonly string[], narrow?: Narrow): Promise<DailyOrder[]> {
    const [guildId] = guildIds;
    try {
      if (guildId !== undefined && guildIds.length === 1 && narrow === undefined)
        return await ordersOf(await ofServer({ now: toText(clock()), guildId }));
      return await found((it) => (narrow ?? all)(it.where("guild_id", "in", guildIds)));
    } catch (error) {
      if (isPassing(error)) throw error;
      const channels = await channelsOf(guildIds);
      const read: DailyOrder[][] = [];
      for (const channelId of channels) {
        await single(channelId, narrow ?? all).then(
          (its) => read.push(its),
          (why) => tellOnce(channelId, why),
        );
      }
      if (read.length === 0) throw error;
      return read.flat();
    }
  }

  async function found(narrow: Narrow): Promise<DailyOrder[]> {
    return ordersOf(await narrow(selectOrders(db, toText(clock()))).execute());
  }

  async function ordersOf(rows: readonly FullOrderRow[]): Promise<DailyOrder[]> {
    const orders = readRows(rows, read);
    await mendSpelling(rows, orders);
    return orders;
  }

  /** Without the latest day on record where that cannot be read: a claim will tell. */
  async function single(channelId: string, narrow: Narrow): Promise<DailyOrder[]> {
    const its = (it: OrderQuery) => narrow(it.where("channel_id", "=", channelId));
    try {
      return await found(its);
    } catch (error) {
      if (isPassing(error)) throw error;
      const orders = readRows(await its(selectOrders(db)).execute(), read);
      tellOnce(channelId, error, "what is on record in a channel cannot be read; its posts go on");
      return orders;
    }
  }

  /** From the indexes alone, for a row may be what is damaged; from the rows where an index is. */
  async function channelsOf(guildIds: readonly string[]): Promise<string[]> {
    const its = db.selectFrom("orders").select("channel_id");
    const indexed = isSqlite(db)
      ? its.where(
          sql<number>`+rowid`,
          "in",
          db.selectFrom("orders").select(sql<number>`rowid`.as("id")).where("guild_id", "in", guildIds),
        )
      : its.where("guild_id", "in", guildIds);
    const rows = await indexed.execute().catch(() => its.where(withoutIndex, "in", guildIds).execute());
    return rows.map((it) => it.channel_id);
  }

  /** Conditions of SQL compare what is written: a row that a person wrote by hand is written as we do. */
  async function mendSpelling(rows: readonly FullOrderRow[], orders: readonly DailyOrder[]): Promise<void> {
    const byChannel = new Map(orders.map((order) => [order.channelId, order]));
    for (const row of rows) {
      const order = byChannel.get(row.channel_id);
      const changed = order !== undefined && (await respell(db, row, order, written));
      if (changed)
        log.info({ channel: row.channel_id }, "an order was spelt in another way than ours, and is now in ours");
    }
  }
}

/** The server's id, in such a form that SQLite has to look into the rows themselves. */
export const withoutIndex = sql<string>`substr(guild_id || time, 1, length(guild_id))`;
