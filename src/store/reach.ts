import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A server without a sign of life for so many days is asked about, and again after so many if the bot is in it. */
const SILENT_DAYS = 7;

/** All that is kept of a server goes when the bot has not been in it for so many days. */
const FORGOTTEN_AFTER = 30;

/**
 * Servers of which something is kept and that gave no sign of life for a week: no post, no fact asked for, no order made
 * or resumed. Those that were asked about within a week are left out, unless the bot was found not to be in them.
 */
export async function silentServers(db: Kysely<Tables>, today: Temporal.PlainDate): Promise<readonly string[]> {
  const since = today.subtract({ days: SILENT_DAYS }).toString();
  const rows = await db
    .selectFrom(({ selectFrom }) =>
      selectFrom("orders")
        .select("orders.guild_id as id")
        .union(selectFrom("blocks").select("blocks.guild_id as id"))
        .union(
          selectFrom("shown")
            .select(({ ref }) => ref("shown.guild_id").$notNull().as("id"))
            .where("shown.guild_id", "is not", null),
        )
        .as("server"),
    )
    .select("server.id")
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("reach")
            .select("reach.guild_id")
            .whereRef("reach.guild_id", "=", "server.id")
            .where("reach.lost_since", "is", null)
            .where("reach.asked_on", ">", since),
        ),
      ),
    )
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("shown")
            .select("shown.guild_id")
            .whereRef("shown.guild_id", "=", "server.id")
            .where("shown.shown_at", ">", since),
        ),
      ),
    )
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("orders")
            .leftJoin("deliveries", (join) =>
              join
                .onRef("deliveries.channel_id", "=", "orders.channel_id")
                .on("deliveries.day", ">", since)
                .on("deliveries.state", "=", "posted"),
            )
            .select("orders.guild_id")
            .whereRef("orders.guild_id", "=", "server.id")
            .where(({ eb, or }) => or([eb("deliveries.day", "is not", null), eb("orders.active_since", ">", since)])),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
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

/** Since when the bot has not been in it, as far as is known: the first refusal of a post counts. */
async function lostSinceOf(db: Kysely<Tables>, guildId: string, today: Temporal.PlainDate): Promise<string> {
  const known = await db.selectFrom("reach").select("lost_since").where("guild_id", "=", guildId).executeTakeFirst();
  const refused = await db
    .selectFrom("orders")
    .select(({ fn }) => fn.min("refused_since").as("since"))
    .where("guild_id", "=", guildId)
    .executeTakeFirst();
  return known?.lost_since ?? refused?.since ?? today.toString();
}

/** Orders last: what is left when this is interrupted is found again by them. */
async function forgetServer(db: Kysely<Tables>, guildId: string): Promise<void> {
  const channels = db.selectFrom("deliveries").select("channel_id").where("guild_id", "=", guildId);
  await db.deleteFrom("skips").where("channel_id", "in", channels).execute();
  await db.deleteFrom("shown").where("channel_id", "in", channels).execute();
  for (const table of ["shown", "blocks", "deliveries", "reach", "orders"] as const) {
    await db.deleteFrom(table).where("guild_id", "=", guildId).execute();
  }
}
