import type { Kysely } from "kysely";
import { keepLeads } from "./memory.ts";
import type { Tables } from "./tables.ts";

/** Deliveries are kept for more than a year; of older ones what led. */
const DAYS_KEPT = 400;

/** A channel that asked for no fact for so long begins anew. */
const IDLE_DAYS = 365;

/** An order that was removed can be put back for minutes: it is kept until these are surely over. */
const REMOVED_DAYS = 1;

/** Forgets what has had its time: old deliveries, of which only what led is kept, and what idle channels have seen. */
export async function tidy(db: Kysely<Tables>, today: Temporal.PlainDate): Promise<void> {
  const kept = today.subtract({ days: DAYS_KEPT }).toString();
  await keepLeads(db, kept);
  await db.deleteFrom("deliveries").where("day", "<", kept).execute();
  await db
    .deleteFrom("skips")
    .where("day", "<", today.subtract({ days: 2 }).toString())
    .execute();
  await db
    .deleteFrom("removed")
    .where("removed_at", "<", today.subtract({ days: REMOVED_DAYS }).toString())
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
