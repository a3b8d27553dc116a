import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { Days, ServerMemory } from "../schedule/memory.ts";
import { isSqlite } from "./dialect.ts";
import type { DeliveryRow, Tables } from "./tables.ts";
import { isPassing } from "./trouble.ts";
import type { Written } from "./written.ts";

/** Deliveries that were posted, or may have been. */
const MAY_STAND: readonly DeliveryRow["state"][] = ["posted", "claimed", "unknown"];

/** What the choice of the server's next posts depends on. */
export async function readMemory(
  db: Kysely<Tables>,
  guildId: string,
  { day }: Pick<Written, "day">,
): Promise<ServerMemory> {
  // In this order: what is tidied away from the one meanwhile is found in the other.
  const [recent, older, blocked] = await Promise.all([
    recentLeads(db, guildId),
    olderLeads(db, guildId),
    readBlocked(db, guildId),
  ]);
  const led = latestByChannel(recent.filter(({ state }) => MAY_STAND.includes(state)));
  const missed = latestByChannel(recent.filter(({ state }) => !MAY_STAND.includes(state)));
  const channels = [...new Set([...older.keys(), ...led.keys()])];
  return {
    blocked,
    led: new Map(channels.map((it) => [it, daysOf(older.get(it), led.get(it) ?? new Map(), day)])),
    missed: new Map([...missed].map(([channelId, latest]) => [channelId, daysOf(undefined, latest, day)])),
    chosen: new Map(),
  };
}

function recentLeads(db: Kysely<Tables>, guildId: string) {
  return readByParts(db, guildId, () =>
    db
      .selectFrom("deliveries")
      .select(({ fn }) => ["channel_id", "fact_id", "state", fn.max("day").as("day")])
      .where("fact_id", "is not", null)
      .groupBy(["channel_id", "fact_id", "state"]),
  );
}

/** By channel, as JSON: a row for each of the thousands that the years bring would take four times as long to read. */
async function olderLeads(db: Kysely<Tables>, guildId: string): Promise<ReadonlyMap<string, string>> {
  const days = isSqlite(db)
    ? sql<string>`json_group_object(fact_id, day)`
    : sql<string>`json_object_agg(fact_id, day)::text`;
  const rows = await readByParts(db, guildId, () =>
    db
      .selectFrom("led")
      .select(["channel_id", days.as("days")])
      .groupBy("channel_id"),
  );
  return new Map(rows.map((it) => [it.channel_id, it.days]));
}

/** Channel by channel where that fails: a damaged page keeps no server from its posts. */
async function readByParts<Row>(
  db: Kysely<Tables>,
  guildId: string,
  read: () => SelectQueryBuilder<Tables, "deliveries" | "led", Row>,
): Promise<readonly Row[]> {
  try {
    return await read().where("guild_id", "=", guildId).execute();
  } catch (error) {
    if (isPassing(error)) throw error;
    const channels = await db.selectFrom("orders").select("channel_id").where("guild_id", "=", guildId).execute();
    const parts = channels.map((it) => read().where("channel_id", "=", it.channel_id).execute());
    return (await Promise.allSettled(parts)).flatMap((it) => (it.status === "fulfilled" ? it.value : []));
  }
}

/** Facts that a server never wants to see. */
export async function readBlocked(db: Kysely<Tables>, guildId: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("blocks").select("fact_id").where("guild_id", "=", guildId).execute();
  return new Set(rows.map((it) => it.fact_id));
}

/**
 * Keeps what led in channels up to that day, each fact of a channel once with its latest day, for the deliveries that
 * tell of it are about to go.
 */
export async function keepLeads(db: Kysely<Tables>, last: string, channels: readonly string[]): Promise<void> {
  await db
    .insertInto("led")
    .columns(["channel_id", "guild_id", "fact_id", "day"])
    .expression(({ selectFrom }) =>
      selectFrom("deliveries")
        .select(({ fn, ref }) => [
          "channel_id",
          fn.max("guild_id").as("guild_id"),
          ref("fact_id").$notNull().as("fact_id"),
          fn.max("day").as("day"),
        ])
        .where("channel_id", "in", channels)
        .where("day", "<=", last)
        .where("fact_id", "is not", null)
        .where("state", "in", MAY_STAND)
        .groupBy(["channel_id", "fact_id"]),
    )
    .onConflict((it) =>
      it
        .columns(["channel_id", "fact_id"])
        .doUpdateSet(({ ref }) => ({ day: ref("excluded.day") }))
        .whereRef("excluded.day", ">", "led.day"),
    )
    .execute();
}

/** Each fact of a channel with its latest day, as it is written. */
function latestByChannel(
  rows: readonly { readonly channel_id: string; readonly fact_id: string | null; readonly day: string }[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const channels = new Map<string, Map<string, string>>();
  for (const { channel_id, day, fact_id } of rows) {
    const latest = channels.get(channel_id) ?? new Map<string, string>();
    channels.set(channel_id, latest);
    if (isLater(day, latest.get(fact_id ?? ""))) latest.set(fact_id ?? "", day);
  }
  return channels;
}

/** @param older of each fact, as JSON; parsed when it is asked for, as for many a command it never is */
function daysOf(older: string | undefined, recent: ReadonlyMap<string, string>, dayOf: Written["day"]): Days {
  let parsed: ReadonlyMap<string, string> | undefined;
  return {
    get(factId) {
      parsed ??= new Map(Object.entries(JSON.parse(older ?? "{}")));
      const [before, lately] = [parsed.get(factId), recent.get(factId)];
      const latest = lately !== undefined && isLater(lately, before) ? lately : before;
      return latest === undefined ? undefined : dayOf(latest);
    },
  };
}

/** Days as they are written sort as they follow each other. */
function isLater(day: string, than: string | undefined): boolean {
  return than === undefined || day > than;
}
