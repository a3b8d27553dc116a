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
