import type { Kysely } from "kysely";
import type { ServerMemory } from "../schedule/memory.ts";
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
  const [blocked, older, recent] = await Promise.all([
    readBlocked(db, guildId),
    db.selectFrom("led").select(["channel_id", "fact_id", "day"]).where("guild_id", "=", guildId).execute(),
    readRecent(db, guildId),
  ]);
  return {
    blocked,
    led: byChannel([...older, ...recent.filter(({ state }) => MAY_STAND.includes(state))], day),
    missed: byChannel(
      recent.filter(({ state }) => !MAY_STAND.includes(state)),
      day,
    ),
  };
}

/** Channel by channel where that fails: a damaged page keeps no server from its posts. */
async function readRecent(db: Kysely<Tables>, guildId: string) {
  const recent = () =>
    db
      .selectFrom("deliveries")
      .select(({ fn }) => ["channel_id", "fact_id", "state", fn.max("day").as("day")])
      .where("fact_id", "is not", null)
      .groupBy(["channel_id", "fact_id", "state"]);
  try {
    return await recent().where("guild_id", "=", guildId).execute();
  } catch (error) {
    if (isPassing(error)) throw error;
    const channels = await db.selectFrom("orders").select("channel_id").where("guild_id", "=", guildId).execute();
    const parts = channels.map((it) => recent().where("channel_id", "=", it.channel_id).execute());
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

/** Each fact of a channel with its latest day. */
function byChannel(
  rows: readonly { readonly channel_id: string; readonly fact_id: string | null; readonly day: string }[],
  dayOf: Written["day"],
): ServerMemory["led"] {
  const latest = new Map<string, Map<string, string>>();
  for (const { channel_id, day, fact_id } of rows) {
    const days = latest.get(channel_id) ?? new Map<string, string>();
    if (days.size === 0) latest.set(channel_id, days);
    // Days as they are written sort as they follow each other.
    if (day > (days.get(fact_id ?? "") ?? "")) days.set(fact_id ?? "", day);
  }
  return new Map(
    [...latest].map(([channel, days]) => [channel, new Map([...days].map(([fact, day]) => [fact, dayOf(day)]))]),
  );
}
