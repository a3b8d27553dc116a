import { type Kysely, sql } from "kysely";
import { BELONGINGS, OWNED_TABLES, type OwnedTable } from "./belongings.ts";
import { AT_ONCE, type Tables } from "./tables.ts";

/** A server without a sign of life for so many days is asked about, and again after so many if the bot is in it. */
const SILENT_DAYS = 7;

/** All that is kept of a server goes when the bot has not been in it for so many days. */
const FORGOTTEN_AFTER = 30;

/**
 * Servers of which something is kept and that gave no sign of life for a week: no post, no fact asked for, no order
 * made or resumed. Those that were asked about within a week are left out, unless the bot was found not to be in them.
 */
export async function silentServers(db: Kysely<Tables>, today: Temporal.PlainDate): Promise<readonly string[]> {
  const since = today.subtract({ days: SILENT_DAYS }).toString();
  const silent: string[] = [];
  for (let last = ""; ; ) {
    const servers = await keptServers(db, last);
    if (servers.length === 0) return silent;
    last = servers.at(-1) ?? last;
    const heard = await heardFrom(db, servers, since);
    silent.push(...servers.filter((id) => !heard.has(id)));
  }
}

/** Has the server asked about in a week, though no order shows it any more. */
export async function keepInSight(db: Kysely<Tables>, guildId: string, now: Temporal.Instant): Promise<void> {
  const asked_on = now.toZonedDateTimeISO("UTC").toPlainDate().toString();
  await db
    .insertInto("reach")
    .values({ guild_id: guildId, asked_on, lost_since: null })
    .onConflict((it) => it.doNothing())
    .execute();
}

/** Records whether the bot is in a server, and forgets one that it has not been in for 30 days. */
export async function noteReach(
  db: Kysely<Tables>,
  guildId: string,
  reached: boolean,
  today: Temporal.PlainDate,
): Promise<void> {
  const lostSince = reached ? null : await lostSinceOf(db, guildId, today);
  if (lostSince !== null && lostSince <= today.subtract({ days: FORGOTTEN_AFTER }).toString()) {
    return forgetServer(db, guildId);
  }
  const row = { asked_on: today.toString(), lost_since: lostSince };
  await db
    .insertInto("reach")
    .values({ guild_id: guildId, ...row })
    .onConflict((it) => it.column("guild_id").doUpdateSet(row))
    .execute();
}

/** Tables of which each may be the only one that holds something of a server. */
type KeptTable = Exclude<
  { [Name in OwnedTable]: (typeof BELONGINGS)[Name] extends { readonly server: string } ? Name : never }[OwnedTable],
  "removed" | "deliveries" | "led" | "own_states"
>;

/** Of which something is kept: in the order of their ids, some of those that follow that one. */
async function keptServers(db: Kysely<Tables>, after: string): Promise<readonly string[]> {
  const of = (table: KeptTable) => {
    const ids = db.selectFrom(table).select(sql<string>`guild_id`.as("id")).distinct().where("guild_id", ">", after);
    return db.selectFrom(ids.orderBy("id").limit(AT_ONCE).as("it")).select("it.id");
  };
  const all = of("orders")
    .union(of("blocks"))
    .union(of("reach"))
    .union(of("shown"))
    .union(of("reports"))
    .union(of("standings"))
    .union(of("scores"))
    .union(of("games"))
    .union(of("own_facts"))
    .union(of("drafts"))
    .union(of("suggestions"))
    .union(of("suggestion_boxes"))
    .union(of("edits"));
  const rows = await db.selectFrom(all.as("them")).select("id").orderBy("id").limit(AT_ONCE).execute();
  return rows.map(({ id }) => id);
}

/** Those of the servers that were found not long ago, asked for a fact, ordered something or had a post. */
async function heardFrom(db: Kysely<Tables>, servers: readonly string[], since: string): Promise<ReadonlySet<string>> {
  const of = (table: "reach" | "shown" | "orders" | "deliveries") =>
    db.selectFrom(table).select(sql<string>`guild_id`.as("id")).where("guild_id", "in", servers);
  const found = of("reach").where(sql.ref("lost_since"), "is", null).where(sql.ref("asked_on"), ">", since);
  const talking = of("shown").where(sql.ref("shown_at"), ">", since);
  const ordering = of("orders").where(sql.ref("active_since"), ">", since);
  const posted = of("deliveries").where(sql.ref("day"), ">", since).where(sql.ref("state"), "=", "posted");
  const rows = await found.union(talking).union(ordering).union(posted).execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * Since when the bot has not been in it, as far as is known: where it was never asked, the first refusal of a post
 * counts. What is from before the last sign of life says nothing of now.
 */
async function lostSinceOf(db: Kysely<Tables>, guildId: string, today: Temporal.PlainDate): Promise<string> {
  const known = await db.selectFrom("reach").selectAll().where("guild_id", "=", guildId).executeTakeFirst();
  const since = known === undefined ? await refusedSince(db, guildId) : known.lost_since;
  return since !== null && since >= (await lastSignOfLife(db, guildId)) ? since : today.toString();
}

async function refusedSince(db: Kysely<Tables>, guildId: string): Promise<string | null> {
  const { since } = await db
    .selectFrom("orders")
    .select(({ fn }) => fn.min("refused_since").as("since"))
    .where("guild_id", "=", guildId)
    .executeTakeFirstOrThrow();
  return since;
}

/** The day of the last post in it, or the last fact asked for; empty when there was none. */
async function lastSignOfLife(db: Kysely<Tables>, guildId: string): Promise<string> {
  const posted = await db
    .selectFrom("deliveries")
    .select(({ fn }) => fn.max("day").as("day"))
    .where("guild_id", "=", guildId)
    .where("state", "=", "posted")
    .executeTakeFirst();
  const shown = await db
    .selectFrom("shown")
    .select(({ fn }) => fn.max("shown_at").as("at"))
    .where("guild_id", "=", guildId)
    .executeTakeFirst();
  const [postedOn, shownOn] = [posted?.day ?? "", (shown?.at ?? "").slice(0, 10)];
  return postedOn > shownOn ? postedOn : shownOn;
}

/** Go last, as what is left of a server is found again by them. */
const FOUND_BY: readonly OwnedTable[] = ["orders", "reach"];

/**
 * Orders and reach last: what is left when this is interrupted is found again by them. Deliveries, of which there may be
 * thousands, some at a time.
 */
export async function forgetServer(db: Kysely<Tables>, guildId: string): Promise<void> {
  for (;;) {
    const its = db
      .selectFrom("deliveries")
      .select(["channel_id", "day"])
      .where("guild_id", "=", guildId)
      .limit(AT_ONCE);
    const rows = await its.execute();
    if (rows.length === 0) break;
    const channels = [...new Set(rows.map((it) => it.channel_id))];
    await db.deleteFrom("skips").where("channel_id", "in", channels).execute();
    await db.deleteFrom("shown").where("channel_id", "in", channels).execute();
    await db
      .deleteFrom("deliveries")
      .where("channel_id", "in", channels)
      .where(
        "day",
        "in",
        rows.map((it) => it.day),
      )
      .where("guild_id", "=", guildId)
      .execute();
  }
  const others = OWNED_TABLES.filter((it) => "server" in BELONGINGS[it] && !FOUND_BY.includes(it));
  for (const table of [...others, ...FOUND_BY]) {
    await db.deleteFrom(table).where(sql.ref("guild_id"), "=", guildId).execute();
  }
}
