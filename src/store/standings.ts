import { type Compilable, expressionBuilder, type Kysely } from "kysely";
import type { Standings } from "../bot/tools.ts";
import type { Standing } from "../quiz/standing.ts";
import { both } from "./both.ts";
import type { StandingRow } from "./rows/standing.ts";
import { addPoint } from "./scores.ts";
import type { Tables } from "./tables.ts";

/** The table of how people stand in the questions of the day. */
export function createStandings(db: Kysely<Tables>): Standings {
  const { exists } = expressionBuilder<Tables>();
  return {
    async of(who) {
      const row = await db
        .selectFrom("standings")
        .selectAll()
        .where("user_id", "=", who.userId)
        .where("guild_id", "=", who.guildId ?? "")
        .executeTakeFirst();
      return row && toStanding(row);
    },

    async move(who, before, after, point) {
      const moved = move(db, who, before, after);
      if (point === undefined) return (await db.executeQuery(moved)).rows.length > 0;
      const now = db
        .selectFrom("standings")
        .select("day")
        .where("user_id", "=", who.userId)
        .where("guild_id", "=", who.guildId ?? "")
        .where("day", "=", after.day.toString())
        .where("right", "=", 1);
      return (await both(db, moved, addPoint(db, point, exists(now)))).length > 0;
    },
  };
}

/** Gives a row where the person stood like that before. */
function move(
  db: Kysely<Tables>,
  who: Parameters<Standings["move"]>[0],
  before: Parameters<Standings["move"]>[1],
  after: Standing,
): Compilable<{ day: string }> {
  const [key, values] = [{ user_id: who.userId, guild_id: who.guildId ?? "" }, toColumns(after)];
  if (before === undefined) {
    return db
      .insertInto("standings")
      .values({ ...key, ...values })
      .onConflict((it) => it.doNothing())
      .returning("day");
  }
  return db
    .updateTable("standings")
    .set(values)
    .where("user_id", "=", key.user_id)
    .where("guild_id", "=", key.guild_id)
    .where("day", "=", before.day.toString())
    .returning("day");
}

function toStanding(row: StandingRow): Standing {
  return {
    day: Temporal.PlainDate.from(row.day),
    timeZone: row.time_zone,
    option: row.option,
    right: row.right === 1,
    answered: row.answered,
    rightInRow: row.right_in_row,
  };
}

function toColumns({ answered, day, option, right, rightInRow, timeZone }: Standing) {
  return {
    day: day.toString(),
    time_zone: timeZone,
    option,
    right: Number(right),
    answered,
    right_in_row: rightInRow,
  } satisfies Omit<StandingRow, "user_id" | "guild_id">;
}
