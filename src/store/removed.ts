import type { Kysely } from "kysely";
import { type OrderRow, type Tables, toText } from "./tables.ts";

/** Why an order is paused that a crash kept from coming back whole. */
const HELD_BACK = "as it was being put back; resume it with /daily resume";

/** An order that was removed, as its row was, and the days left out of it. */
export interface Removed {
  readonly row: OrderRow;
  readonly skips: readonly string[];
}

/** Keeps what was removed, so that it can be put back. The latest of a channel is kept. */
export async function keepRemoved(db: Kysely<Tables>, { row, skips }: Removed, at: Temporal.Instant): Promise<void> {
  const kept = {
    guild_id: row.guild_id,
    removed_at: toText(at),
    order: JSON.stringify(row),
    skips: skips.join(),
  };
  await db
    .insertInto("removed")
    .values({ channel_id: row.channel_id, ...kept })
    .onConflict((it) => it.column("channel_id").doUpdateSet(kept))
    .execute();
}

/** What was removed at that time; `undefined` when it is not kept any more. */
export async function readRemoved(
  db: Kysely<Tables>,
  guildId: string,
  channelId: string,
  at: Temporal.Instant,
): Promise<Removed | undefined> {
  const found = await db
    .selectFrom("removed")
    .selectAll()
    .where("channel_id", "=", channelId)
    .where("guild_id", "=", guildId)
    .where("removed_at", "=", toText(at))
    .executeTakeFirst();
  return found && { row: JSON.parse(found.order), skips: found.skips === "" ? [] : found.skips.split(",") };
}

/** The order's row as it is first put back: paused, so that no beat posts a day before that is left out again. */
export function heldBack({ row }: Removed): OrderRow {
  return { ...row, paused: HELD_BACK, tell_at: null, next_at: "" };
}

/** Puts the days left out back too, and then lets the order be as it was; nothing is kept of its removal any more. */
export async function putBackRest(db: Kysely<Tables>, { row, skips }: Removed): Promise<void> {
  if (skips.length > 0) {
    await db
      .insertInto("skips")
      .values(skips.map((day) => ({ channel_id: row.channel_id, day })))
      .onConflict((it) => it.doNothing())
      .execute();
  }
  await db
    .updateTable("orders")
    .set({ paused: row.paused, tell_at: row.tell_at })
    .where("channel_id", "=", row.channel_id)
    .where("paused", "=", HELD_BACK)
    .execute();
  await db.deleteFrom("removed").where("channel_id", "=", row.channel_id).execute();
}
