import { type Expression, type Kysely, type SqlBool, sql } from "kysely";
import type { Scores } from "../bot/tools.ts";
import type { Point } from "../quiz/score.ts";
import type { ScoreRow } from "./rows/score.ts";
import { asColumns, type Tables } from "./tables.ts";

/** The table of who has how many points. */
export function createScores(db: Kysely<Tables>): Scores {
  return {
    async page(guildId, week, { limit, offset }) {
      const points = sql.ref<number>(week === undefined ? "points" : "week_points");
      const rows = await ofServer(guildId, week)
        .select(["user_id", points.as("points"), sql<number>`rank() over (order by ${points} desc)`.as("rank")])
        .orderBy("points", "desc")
        .orderBy("user_id")
        .offset(offset)
        .limit(limit)
        .execute();
      return rows.map((it) => ({ userId: it.user_id, points: Number(it.points), rank: Number(it.rank) }));
    },

    async count(guildId, week) {
      const { count } = await ofServer(guildId, week)
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async reset(guildId) {
      await db.deleteFrom("scores").where("guild_id", "=", guildId).execute();
    },
  };

  function ofServer(guildId: string, week: Temporal.PlainDate | undefined) {
    const all = db.selectFrom("scores").where("guild_id", "=", guildId);
    return week === undefined ? all : all.where("week", "=", week.toString());
  }
}

/**
 * Counts a point where that holds, and once for what it is given for; the points of a week that is over go.
 *
 * @param holds whether what earned it was written
 */
export function addPoint(db: Kysely<Tables>, { earnedBy, guildId, userId, week }: Point, holds: Expression<SqlBool>) {
  const row: ScoreRow = {
    guild_id: guildId,
    user_id: userId,
    points: 1,
    week: week.toString(),
    week_points: 1,
    earned_by: earnedBy,
  };
  return db
    .insertInto("scores")
    .columns(Object.keys(row) as (keyof ScoreRow)[])
    .expression(db.selectNoFrom(asColumns(row)).where(holds))
    .onConflict((it) =>
      it
        .columns(["guild_id", "user_id"])
        .doUpdateSet(({ eb, ref }) => ({
          points: eb("scores.points", "+", 1),
          week_points: sql<number>`case when scores.week = ${row.week} then scores.week_points + 1 else 1 end`,
          week: ref("excluded.week"),
          earned_by: ref("excluded.earned_by"),
        }))
        .where("scores.earned_by", "<>", earnedBy),
    );
}
