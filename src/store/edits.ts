import type { Kysely } from "kysely";
import type { DeliveryKey, EditLog, OwedEdit, Saying } from "../schedule/ports.ts";
import { AT_ONCE, type Tables, toText } from "./tables.ts";

/** The table of posts whose messages are to be edited. */
export function createEdits(db: Kysely<Tables>): EditLog {
  return {
    async saidOn(day, factId) {
      const rows = await db
        .selectFrom("deliveries")
        .select(["fact_id", "content_hash"])
        .distinct()
        .where("day", "=", day.toString())
        .where("message_id", "is not", null)
        .$if(factId !== undefined, (it) => it.where("fact_id", "=", factId ?? ""))
        .execute();
      return rows.flatMap(({ content_hash, fact_id }) =>
        fact_id === null ? [] : [{ day, factId: fact_id, contentHash: content_hash ?? undefined }],
      );
    },

    async owe(said, saying, now) {
      for (let last = ""; ; ) {
        const rows = await partOf(said, last);
        if (rows.length === 0) return;
        last = rows.at(-1)?.channel_id ?? last;
        const noted = { saying, attempts: 0, retry_at: toText(now), reason: null };
        await db
          .insertInto("edits")
          .values(rows.map((row) => ({ ...row, day: said.day.toString(), ...noted })))
          .onConflict((it) => it.columns(["channel_id", "day"]).doUpdateSet(noted).where("edits.saying", "!=", saying))
          .execute();
      }
    },

    async owed(now) {
      const rows = await db
        .selectFrom("edits")
        .innerJoin("deliveries", (it) =>
          it.onRef("deliveries.channel_id", "=", "edits.channel_id").onRef("deliveries.day", "=", "edits.day"),
        )
        .select(["edits.channel_id", "edits.day", "edits.guild_id", "edits.saying", "edits.attempts"])
        .select(["fact_id", "content_hash", "message_id", "place_id", "due_at", "ended_at"])
        .where("edits.retry_at", "<=", toText(now))
        .orderBy("edits.retry_at")
        .orderBy("edits.day", "desc")
        .limit(AT_ONCE)
        .execute();
      return rows.map(
        (row): OwedEdit => ({
          channelId: row.channel_id,
          day: Temporal.PlainDate.from(row.day),
          guildId: row.guild_id,
          leadId: row.fact_id ?? "",
          contentHash: row.content_hash ?? undefined,
          posted: { messageId: row.message_id ?? "", placeId: row.place_id ?? "" },
          at: Temporal.Instant.from(row.due_at),
          postedAt: Temporal.Instant.from(row.ended_at ?? row.due_at),
          saying: row.saying,
          attempts: row.attempts,
        }),
      );
    },

    async count() {
      const { count } = await db
        .selectFrom("edits")
        .select(({ fn }) => fn.countAll().as("count"))
        .where("retry_at", "is not", null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async edited(edit, contentHash, at) {
      // First, so that what a crash leaves of it is seen to be done.
      await db
        .updateTable("deliveries")
        .set({ content_hash: contentHash, corrected_at: toText(at) })
        .where("channel_id", "=", edit.channelId)
        .where("day", "=", edit.day.toString())
        .execute();
      await removed(edit).where("saying", "=", contentHash).execute();
    },

    async putOff(edit, retryAt, reason) {
      await updated(edit)
        .set((it) => ({ attempts: it("attempts", "+", 1), retry_at: toText(retryAt), reason }))
        .execute();
    },

    async refused(edit, reason) {
      await updated(edit)
        .set((it) => ({ attempts: it("attempts", "+", 1), retry_at: null, reason }))
        .execute();
    },

    async drop(edit) {
      await removed(edit).where("saying", "=", edit.saying).execute();
    },
  };

  /** Some of the posts that say that, in the order of their channels. */
  function partOf({ contentHash, day, factId }: Saying, after: string) {
    return db
      .selectFrom("deliveries")
      .select(["channel_id", "guild_id"])
      .where("day", "=", day.toString())
      .where("message_id", "is not", null)
      .where("fact_id", "=", factId)
      .where("content_hash", contentHash === undefined ? "is" : "=", contentHash ?? null)
      .where("channel_id", ">", after)
      .orderBy("channel_id")
      .limit(AT_ONCE)
      .execute();
  }

  /** Without effect on one that is to say something else by now. */
  function updated({ channelId, day, saying }: OwedEdit) {
    return db
      .updateTable("edits")
      .where("channel_id", "=", channelId)
      .where("day", "=", day.toString())
      .where("saying", "=", saying);
  }

  function removed({ channelId, day }: DeliveryKey) {
    return db.deleteFrom("edits").where("channel_id", "=", channelId).where("day", "=", day.toString());
  }
}
