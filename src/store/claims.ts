import { type ExpressionBuilder, type Kysely, sql } from "kysely";
import type { Log } from "../log.ts";
import { expiryOf, GRACE, type Unfinished } from "../schedule/delivery.ts";
import { wasTried } from "../schedule/doubt.ts";
import { isSkipped } from "../schedule/order.ts";
import type { Due } from "../schedule/plan.ts";
import type { DeliveryLog, Held } from "../schedule/ports.ts";
import { prepare } from "./prepared.ts";
import { AT_ONCE, asColumns, createRowReader, type DeliveryRow, type Tables, toText } from "./tables.ts";

/** No claim is put off for longer. One that is was written by a clock ahead. */
const LONGEST_CLAIM = Temporal.Duration.from({ minutes: 31 });

/** As a literal: by a parameter SQLite does not see that the index of claims is meant. */
export const CLAIMED = sql.lit("claimed" as const);

/** The part of the deliveries in which who has one is settled: each change is one conditional statement. */
type Claims = Pick<DeliveryLog, "claim" | "reclaim" | "renew" | "unfinished" | "backOff" | "end" | "skip" | "passOver">;

export function createClaims(db: Kysely<Tables>, log: Log): Claims {
  const { readRows } = createRowReader(log);
  const unfinished = ({ ahead, now }: { now: string; ahead: string }) =>
    db
      .selectFrom("deliveries")
      .selectAll()
      .where("state", "=", CLAIMED)
      .where(({ and, eb, or }) =>
        or([eb("retry_at", "<=", now), and([eb("retry_at", ">", ahead), eb("due_at", "<=", now)])]),
      )
      .orderBy("due_at")
      .orderBy("channel_id")
      .orderBy("day")
      .limit(AT_ONCE);
  const firstUnfinished = prepare(db, unfinished);
  return {
    async claim(due, leadId, now, until, attemptedSince) {
      const row = {
        ...rowOf(due, leadId, now),
        state: "claimed" as const,
        attempts: attemptedSince === undefined ? 1 : 0,
        retry_at: toText(until),
        unsure_since: toText(attemptedSince ?? now),
        ended_at: null,
        reason: null,
      };
      return insertUnchanged(due, row, [due.planned === undefined ? "<" : "<=", due.at], now);
    },

    async reclaim(open, now, until, unsureSince, leadId) {
      const taken = await heldBy(open)
        .set((it) => ({
          attempts: it("attempts", "+", unsureSince !== undefined && wasTried({ ...open, unsureSince }) ? 0 : 1),
          retry_at: toText(until),
          unsure_since: toText(unsureSince ?? now),
          fact_id: leadId,
        }))
        .returning("channel_id")
        .execute();
      return taken.length > 0;
    },

    async renew(held, until) {
      const renewed = await heldBy(held)
        .set({ retry_at: toText(until) })
        .returning("channel_id")
        .execute();
      return renewed.length > 0;
    },

    async unfinished(now, after) {
      const times = { now: toText(now), ahead: toText(now.add(LONGEST_CLAIM)) };
      const rows =
        after === undefined ? await firstUnfinished(times) : await unfinished(times).where(follows(after)).execute();
      return readRows(rows, toUnfinished);
    },

    async backOff(held, retryAt, unsureSince, reason, lasting = false) {
      await heldBy(held)
        .set({
          retry_at: toText(retryAt),
          unsure_since: unsureSince ? toText(unsureSince) : null,
          reason: reason ?? null,
          lasting: Number(lasting),
        })
        .execute();
    },

    async end(held, endedAt, { contentHash, followUpAt, lasting = false, leadId, posted, reason, state }) {
      const ended = await heldBy(held)
        .set({
          state,
          message_id: posted?.messageId ?? null,
          place_id: posted?.placeId ?? null,
          ...(leadId !== undefined && { fact_id: leadId }),
          content_hash: contentHash ?? null,
          reason: reason ?? null,
          lasting: Number(lasting),
          ended_at: toText(endedAt),
          follow_up_at: followUpAt === undefined ? null : toText(followUpAt),
        })
        .returning("channel_id")
        .execute();
      return ended.length > 0;
    },

    skip: (due, now, reason, leadId) => insertUnchanged(due, skippedRow(due, leadId, now, reason), ["<", due.at]),

    passOver: (due, now, reason) =>
      insertUnchanged(due, skippedRow(due, undefined, now, reason), ["=", due.order.activeSince]),
  };

  /** The claim, if it is still in the hands of whoever holds it until then. */
  function heldBy({ channelId, day, retryAt }: Held) {
    return db
      .updateTable("deliveries")
      .where("channel_id", "=", channelId)
      .where("day", "=", day.toString())
      .where("state", "=", "claimed")
      .where("retry_at", "=", toText(retryAt));
  }

  /**
   * The order may have been changed since it was read, or the day left out or taken back: whoever did that wins.
   *
   * @param active how the order's beginning must compare
   * @param over with it, a day that was left out by a clock ahead of that time is written over
   */
  async function insertUnchanged(
    { day, order }: Due,
    row: Partial<DeliveryRow>,
    active: readonly ["<" | "<=" | "=", Temporal.Instant],
    over?: Temporal.Instant,
  ): Promise<boolean> {
    const inserted = await db
      .insertInto("deliveries")
      .columns(Object.keys(row) as (keyof DeliveryRow)[])
      .expression(({ selectFrom }) =>
        selectFrom("orders")
          .select(asColumns(row))
          .where("channel_id", "=", order.channelId)
          .where("paused", "is", null)
          .where("time", "=", order.time.toString())
          .where("time_zone", "=", order.timeZone)
          .where("active_since", active[0], toText(active[1]))
          .where(({ exists, not }) => {
            const leftOut = exists(skipsOf(order.channelId).where("day", "=", day.toString()));
            return isSkipped(order, day) ? leftOut : not(leftOut);
          }),
      )
      .onConflict((it) =>
        over === undefined
          ? it.doNothing()
          : it
              .columns(["channel_id", "day"])
              .doUpdateSet(row)
              .where("deliveries.state", "=", "skipped")
              .where("deliveries.claimed_at", ">", toText(over)),
      )
      .returning("channel_id")
      .execute();
    return inserted.length > 0;
  }

  function skipsOf(channelId: string) {
    return db.selectFrom("skips").select("day").where("channel_id", "=", channelId);
  }
}

function follows({ at, channelId, day }: Unfinished) {
  return ({ eb, refTuple, tuple }: ExpressionBuilder<Tables, "deliveries">) =>
    eb(refTuple("due_at", "channel_id", "day"), ">", tuple(toText(at), channelId, day.toString()));
}

/** What a row says of every delivery; what is not in it is null. */
function rowOf(due: Due, leadId: string | undefined, now: Temporal.Instant) {
  const { at, day, order } = due;
  return {
    channel_id: order.channelId,
    day: day.toString(),
    channel_type: order.channelType,
    guild_id: order.guildId,
    due_at: toText(at),
    expires_at: toText(expiryOf(due)),
    claimed_at: toText(now),
    fact_id: leadId ?? null,
    lasting: 0,
  };
}

function skippedRow(due: Due, leadId: string | undefined, now: Temporal.Instant, reason: string) {
  const skipped = { state: "skipped", attempts: 0, retry_at: toText(now), ended_at: toText(now), reason } as const;
  return { ...rowOf(due, leadId, now), ...skipped };
}

function toUnfinished(row: DeliveryRow): Unfinished {
  const at = Temporal.Instant.from(row.due_at);
  return {
    channelId: row.channel_id,
    channelType: row.channel_type,
    guildId: row.guild_id,
    leadId: row.fact_id ?? "",
    day: Temporal.PlainDate.from(row.day),
    at,
    expiresAt: row.expires_at === null ? at.add(GRACE) : Temporal.Instant.from(row.expires_at),
    claimedAt: Temporal.Instant.from(row.claimed_at),
    attempts: row.attempts,
    retryAt: Temporal.Instant.from(row.retry_at),
    unsureSince: row.unsure_since === null ? undefined : Temporal.Instant.from(row.unsure_since),
    reason: row.reason ?? undefined,
    lasting: row.lasting === 1,
  };
}
