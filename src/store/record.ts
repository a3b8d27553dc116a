import type { Kysely } from "kysely";
import type { ServerRecord } from "../bot/tools.ts";
import type { DeliveryResult } from "../schedule/delivery.ts";
import { readBlocked, readMemory } from "./memory.ts";
import { prepare } from "./prepared.ts";
import type { DeliveryRow, Tables } from "./tables.ts";
import { createWritten } from "./written.ts";

/** What a server's posts came to, and the table of facts that it never wants to see. */
export function createRecord(db: Kysely<Tables>): ServerRecord {
  const written = createWritten();
  const latest = prepare(db, ({ guildId }: { guildId: string }) =>
    db
      .selectFrom("deliveries as it")
      .selectAll()
      .where("guild_id", "=", guildId)
      .where("day", "=", ({ selectFrom }) =>
        selectFrom("deliveries as other")
          .select(({ fn }) => fn.max("other.day").as("day"))
          .whereRef("other.channel_id", "=", "it.channel_id"),
      ),
  );
  return {
    async lastResults(guildId) {
      const rows = await latest({ guildId });
      return new Map(rows.map((row) => [row.channel_id, toResult(row)]));
    },

    async history(guildId, since) {
      const rows = await db
        .selectFrom("deliveries")
        .selectAll()
        .where("guild_id", "=", guildId)
        .where("day", ">=", since.toString())
        .orderBy("day", "desc")
        .orderBy("channel_id")
        .execute();
      return rows.map(toResult);
    },

    memory: (guildId) => readMemory(db, guildId, written),

    blocked: (guildId) => readBlocked(db, guildId),

    async block(guildId, factId) {
      const added = await db
        .insertInto("blocks")
        .values({ guild_id: guildId, fact_id: factId })
        .onConflict((it) => it.doNothing())
        .returning("fact_id")
        .execute();
      return added.length > 0;
    },

    async unblock(guildId, factId) {
      const removed = await db
        .deleteFrom("blocks")
        .where("guild_id", "=", guildId)
        .where("fact_id", "=", factId)
        .returning("fact_id")
        .execute();
      return removed.length > 0;
    },
  };
}

function toResult(row: DeliveryRow): DeliveryResult {
  const { message_id: messageId, place_id: placeId } = row;
  return {
    channelId: row.channel_id,
    day: Temporal.PlainDate.from(row.day),
    state: row.state,
    at: Temporal.Instant.from(row.due_at),
    endedAt: row.ended_at === null ? undefined : Temporal.Instant.from(row.ended_at),
    posted: messageId === null || placeId === null ? undefined : { messageId, placeId },
    leadId: row.fact_id ?? undefined,
    reason: row.reason ?? undefined,
    remark: row.remark ?? undefined,
    correctedAt: row.corrected_at === null ? undefined : Temporal.Instant.from(row.corrected_at),
  };
}
