import type { Kysely } from "kysely";
import type { Log } from "../log.ts";
import type { DeliveryLog, Owed } from "../schedule/ports.ts";
import { CLAIMED, createClaims } from "./claims.ts";
import { readMemory } from "./memory.ts";
import { prepare } from "./prepared.ts";
import { noteReach, silentServers } from "./reach.ts";
import { AT_ONCE, createRowReader, type DeliveryRow, type Tables, toText } from "./tables.ts";
import { tidy } from "./tidy.ts";
import { createWritten } from "./written.ts";

/** The table of deliveries: what was claimed, and how it ended. */
export function createDeliveries(db: Kysely<Tables>, log: Log): DeliveryLog {
  const { readRows } = createRowReader(log);
  const written = createWritten();
  const owedAt = prepare(db, ({ now }: { now: string }) =>
    db.selectFrom("deliveries").selectAll().where("follow_up_at", "<=", now).orderBy("follow_up_at").limit(AT_ONCE),
  );
  return {
    ...createClaims(db, log),

    async owed(now) {
      return readRows(await owedAt({ now: toText(now) }), toOwed);
    },

    async followedUp({ channelId, day, followUpAt }, remark, again) {
      await db
        .updateTable("deliveries")
        .set({ remark: remark ?? null, follow_up_at: again === undefined ? null : toText(again) })
        .where("channel_id", "=", channelId)
        .where("day", "=", day.toString())
        .where("follow_up_at", "=", toText(followUpAt))
        .execute();
    },

    async lastingRefusals(channelId, before) {
      const rows = await db
        .selectFrom("deliveries")
        .innerJoin("orders", "orders.channel_id", "deliveries.channel_id")
        .select("lasting")
        .where("deliveries.channel_id", "=", channelId)
        // Of one that was not refused yet nothing is known.
        .where(({ eb, or }) => or([eb("state", "!=", "claimed"), eb("lasting", "=", 1)]))
        .$if(before !== undefined, (it) => it.where("day", "<", String(before)))
        // Days before a resume do not count.
        .whereRef("due_at", ">", "orders.active_since")
        .orderBy("day", "desc")
        .limit(7)
        .execute();
      const end = rows.findIndex((it) => it.lasting === 0);
      return end === -1 ? rows.length : end;
    },

    memory: (guildId) => readMemory(db, guildId, written),

    async open(dueBefore) {
      const { count, late, oldest } = await db
        .selectFrom("deliveries")
        .select(({ fn }) => {
          const waiting = fn.countAll().filterWhere("lasting", "=", 0);
          return [
            fn.countAll().as("count"),
            waiting.filterWhere("due_at", "<", toText(dueBefore)).as("late"),
            fn.min("due_at").filterWhere("lasting", "=", 0).as("oldest"),
          ];
        })
        .where("state", "=", CLAIMED)
        .executeTakeFirstOrThrow();
      return {
        count: Number(count),
        late: Number(late),
        oldest: oldest === null ? undefined : Temporal.Instant.from(oldest),
      };
    },

    tidy: (today) => tidy(db, today),
    silentServers: (today) => silentServers(db, today),
    noteReach: (guildId, reached, today) => noteReach(db, guildId, reached, today),
  };
}

function toOwed(row: DeliveryRow): Owed {
  return {
    channelId: row.channel_id,
    guildId: row.guild_id,
    day: Temporal.PlainDate.from(row.day),
    leadId: row.fact_id ?? "",
    posted: { messageId: row.message_id ?? "", placeId: row.place_id ?? "" },
    postedAt: Temporal.Instant.from(row.ended_at ?? row.due_at),
    followUpAt: Temporal.Instant.from(row.follow_up_at ?? row.due_at),
  };
}
