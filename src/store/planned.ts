import type { Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import type { Quiet } from "../schedule/quiet.ts";
import { prepare } from "./prepared.ts";
import { AT_ONCE, type Tables, toText } from "./tables.ts";

/** Keeps what is noted of orders: until when nothing of them falls due. */
export interface Planned {
  /**
   * Empties all that was noted where it may be late: the clock was set back behind the last look, or the rules of zones
   * are others than it was worked out by.
   */
  putRight(): Promise<void>;
  note(quiet: Quiet): Promise<void>;
}

/** @param zones names the data on time zones that this process goes by */
export function createPlanned(db: Kysely<Tables>, clock: Clock, zones: string): Planned {
  const noted = prepare(db, () => db.selectFrom("planned").selectAll().where("id", "=", 1));
  return {
    async putRight() {
      const [known] = await noted({});
      const now = toText(clock());
      if (known?.zones === zones && known.up_to <= now) return;
      while ((await emptySome()) > 0);
      await write({ zones, up_to: now });
    },

    async note({ channelIds, lookedAt, time, timeZone, until }) {
      // Before it: a clock that was ahead is known by that.
      await lookedUpTo(toText(lookedAt));
      await db
        .updateTable("orders")
        .set({ next_at: toText(until) })
        .where("channel_id", "in", channelIds)
        .where("next_at", "<=", toText(lookedAt))
        .where("time", "=", time.toString())
        .where("time_zone", "=", timeZone)
        .execute();
    },
  };

  async function emptySome(): Promise<number> {
    const noted = db.selectFrom("orders").select("channel_id").where("paused", "is", null).where("next_at", ">", "");
    const { numUpdatedRows } = await db
      .updateTable("orders")
      .set({ next_at: "" })
      .where("channel_id", "in", noted.limit(AT_ONCE))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }

  async function lookedUpTo(up_to: string): Promise<void> {
    await db.updateTable("planned").set({ up_to }).where("id", "=", 1).where("up_to", "<", up_to).execute();
  }

  async function write(row: { readonly zones: string; readonly up_to: string }): Promise<void> {
    await db
      .insertInto("planned")
      .values({ id: 1, ...row })
      .onConflict((it) => it.column("id").doUpdateSet(row))
      .execute();
  }
}
