import type { Kysely } from "kysely";
import { keepLeads } from "./memory.ts";
import { AT_ONCE, type Tables } from "./tables.ts";

/** Deliveries are kept for more than a year; of older ones what led. */
const DAYS_KEPT = 400;

/** A channel that asked for no fact for so long begins anew. */
const IDLE_DAYS = 365;

/** Posts that are older are not corrected any more: see `CORRECTED_FOR`. */
const EDIT_DAYS = 62;

/** What was reported was read by then, or never will be. */
const REPORT_DAYS = 400;

/** Whoever answered no question for so long has no row to go on with. */
const STANDING_DAYS = 400;

/** Of points, the same. */
const SCORE_DAYS = 400;

/** A game is over within minutes. */
const GAME_DAYS = 1;

/** Whoever goes on with a form does so at once. */
const DRAFT_DAYS = 1;

/** What was suggested was decided by then, or never will be. */
const SUGGESTION_DAYS = 100;

/** An order that was removed can be put back for minutes: it is kept until these are surely over. */
const REMOVED_DAYS = 1;

/** Rows that are forgotten at once: each is taken out of five indexes, and what led in it is kept. */
const ROWS_AT_ONCE = 80;

/** Each may have seen thousands of facts. */
const CHANNELS_AT_ONCE = 25;

/**
 * Forgets what has had its time: old deliveries, of which only what led is kept, and what idle channels have seen. Some
 * channels at a time: SQLite keeps all else waiting meanwhile.
 */
export async function tidy(db: Kysely<Tables>, today: Temporal.PlainDate): Promise<void> {
  await forgetDeliveries(db, today.subtract({ days: DAYS_KEPT }).toString());
  await forgetSkips(db, today.subtract({ days: 2 }).toString());
  await db
    .deleteFrom("removed")
    .where("removed_at", "<", today.subtract({ days: REMOVED_DAYS }).toString())
    .execute();
  await db
    .deleteFrom("edits")
    .where("day", "<", today.subtract({ days: EDIT_DAYS }).toString())
    .execute();
  await db
    .deleteFrom("reports")
    .where("at", "<", today.subtract({ days: REPORT_DAYS }).toString())
    .execute();
  await db
    .deleteFrom("standings")
    .where("day", "<", today.subtract({ days: STANDING_DAYS }).toString())
    .execute();
  await db
    .deleteFrom("scores")
    .where("week", "<", today.subtract({ days: SCORE_DAYS }).toString())
    .execute();
  await db
    .deleteFrom("games")
    .where("started_at", "<", today.subtract({ days: GAME_DAYS }).toString())
    .execute();
  await db
    .deleteFrom("drafts")
    .where("at", "<", today.subtract({ days: DRAFT_DAYS }).toString())
    .execute();
  await db
    .deleteFrom("suggestions")
    .where("at", "<", today.subtract({ days: SUGGESTION_DAYS }).toString())
    .execute();
  await forgetShown(db, today.subtract({ days: IDLE_DAYS }).toString());
}

/** Day after day: after a long time away a channel may have hundreds of old ones. */
async function forgetDeliveries(db: Kysely<Tables>, kept: string): Promise<void> {
  for (;;) {
    const old = db.selectFrom("deliveries").select(["channel_id", "day"]).where("day", "<", kept);
    const rows = await old.orderBy("day").limit(ROWS_AT_ONCE).execute();
    const [oldest] = rows;
    if (oldest === undefined) return;
    const channels = rows.filter(({ day }) => day === oldest.day).map((it) => it.channel_id);
    await keepLeads(db, oldest.day, channels);
    await db.deleteFrom("deliveries").where("channel_id", "in", channels).where("day", "<=", oldest.day).execute();
  }
}

async function forgetSkips(db: Kysely<Tables>, kept: string): Promise<void> {
  for (;;) {
    const old = await db.selectFrom("skips").selectAll().where("day", "<", kept).limit(AT_ONCE).execute();
    if (old.length === 0) return;
    const channels = old.map((it) => it.channel_id);
    await db.deleteFrom("skips").where("channel_id", "in", channels).where("day", "<", kept).execute();
  }
}

/** Channel after channel in the order of the key: what is looked at again is the next part alone. */
async function forgetShown(db: Kysely<Tables>, kept: string): Promise<void> {
  let last = "";
  for (;;) {
    const rows = await db
      .selectFrom("shown")
      .select(({ fn }) => ["channel_id", fn.max("shown_at").as("at")])
      .where("channel_id", ">", last)
      .groupBy("channel_id")
      .orderBy("channel_id")
      .limit(CHANNELS_AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    last = rows.at(-1)?.channel_id ?? last;
    const idle = rows.filter(({ at }) => at < kept).map((it) => it.channel_id);
    if (idle.length > 0) await db.deleteFrom("shown").where("channel_id", "in", idle).execute();
  }
}
