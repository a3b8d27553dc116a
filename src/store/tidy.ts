import type { Kysely } from "kysely";
import { REPEAT_AFTER } from "../schedule/choice.ts";
import type { Tables } from "./tables.ts";

/** Deliveries are kept for longer than a fact keeps from leading again. */
const DAYS_KEPT = REPEAT_AFTER + 30;

/** A channel that asked for no fact for so long begins anew. */
const IDLE_DAYS = 365;

/** Forgets what has had its time: deliveries that no choice depends on any more, and what idle channels have seen. */
export async function tidy(db: Kysely<Tables>, today: Temporal.PlainDate): Promise<void> {
  await db
    .deleteFrom("deliveries")
    .where("day", "<", today.subtract({ days: DAYS_KEPT }).toString())
    .execute();
  await db
    .deleteFrom("skips")
    .where("day", "<", today.subtract({ days: 2 }).toString())
    .execute();
  await db
    .deleteFrom("shown")
    .where("channel_id", "in", ({ selectFrom }) =>
      selectFrom("shown as seen")
        .select("seen.channel_id")
        .groupBy("seen.channel_id")
        .having(({ fn }) => fn.max("seen.shown_at"), "<", today.subtract({ days: IDLE_DAYS }).toString()),
    )
    .execute();
}

/** Servers with an order that Discord has refused since before that day. */
export async function refusedServers(db: Kysely<Tables>, before: Temporal.PlainDate): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("orders")
    .select("guild_id")
    .distinct()
    .where("refused_since", "<", before.toString())
    .execute();
  return rows.map((it) => it.guild_id);
}

/** Deletes all that is kept of a server. */
export async function forgetServer(db: Kysely<Tables>, guildId: string): Promise<void> {
  const channels = db.selectFrom("deliveries").select("channel_id").where("guild_id", "=", guildId);
  await db.deleteFrom("shown").where("channel_id", "in", channels).execute();
  await db.deleteFrom("skips").where("channel_id", "in", channels).execute();
  for (const table of ["orders", "blocks", "deliveries"] as const) {
    await db.deleteFrom(table).where("guild_id", "=", guildId).execute();
  }
}
