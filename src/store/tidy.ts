import type { Kysely } from "kysely";
import { REPEAT_AFTER } from "../schedule/choice.ts";
import type { Tables } from "./tables.ts";

/** A server that the bot can no longer reach is forgotten after so many days. */
const UNREACHABLE_DAYS = 30;

/** A channel that asked for no fact for so long begins anew. */
const IDLE_DAYS = 365;

/**
 * Forgets what has had its time: deliveries that no choice depends on any more, orders that Discord has refused for a
 * month, and what long idle channels have seen.
 */
export async function tidy(db: Kysely<Tables>, today: Temporal.PlainDate): Promise<void> {
  const before = (days: number) => today.subtract({ days }).toString();
  await db
    .deleteFrom("deliveries")
    .where("day", "<", before(REPEAT_AFTER + UNREACHABLE_DAYS))
    .execute();
  await db
    .deleteFrom("orders")
    .where("paused", "is not", null)
    .where("channel_id", "in", ({ selectFrom }) =>
      selectFrom("deliveries as last")
        .select("last.channel_id")
        .where("last.lasting", "=", 1)
        .where("last.day", "<", before(UNREACHABLE_DAYS))
        .where("last.day", "=", ({ selectFrom: from }) =>
          from("deliveries as any")
            .select(({ fn }) => fn.max("any.day").as("day"))
            .whereRef("any.channel_id", "=", "last.channel_id"),
        ),
    )
    .execute();
  await db
    .deleteFrom("skips")
    .where(({ eb, not, or, exists, selectFrom }) =>
      or([
        eb("day", "<", before(UNREACHABLE_DAYS)),
        not(
          exists(
            selectFrom("orders").select("orders.channel_id").whereRef("orders.channel_id", "=", "skips.channel_id"),
          ),
        ),
      ]),
    )
    .execute();
  await db
    .deleteFrom("shown")
    .where("channel_id", "in", ({ selectFrom }) =>
      selectFrom("shown as seen")
        .select("seen.channel_id")
        .groupBy("seen.channel_id")
        .having(({ fn }) => fn.max("seen.shown_at"), "<", before(IDLE_DAYS)),
    )
    .execute();
}
