import type { Kysely } from "kysely";
import type { ReportBox } from "../bot/tools.ts";
import type { Clock } from "../clock.ts";
import type { KeptReport, ReportQueue } from "../schedule/ports.ts";
import { prepare } from "./prepared.ts";
import type { ReportRow } from "./rows/report.ts";
import { AT_ONCE, asColumns, type Tables, toText } from "./tables.ts";

/** Facts that one person may report within a day. */
const A_DAY = 5;

/** After so many days a person may report the same fact anew; the new report takes the old one's place. */
const KNOWN_DAYS = 30;

/** The table of what people say is wrong with facts. */
export function createReports(db: Kysely<Tables>, clock: Clock): ReportBox & ReportQueue {
  const toTell = prepare(db, (it: { now: string; since: string }) =>
    db
      .selectFrom("reports")
      .selectAll()
      .where("tell_at", "<=", it.now)
      .where("at", ">=", it.since)
      .orderBy("tell_at")
      .limit(AT_ONCE),
  );
  return {
    standing,

    async add(report) {
      const { dayAgo, known, now } = times();
      const { factId: fact_id, guildId, source, userId: user_id, words } = report;
      const said = { guild_id: guildId ?? null, words, source: source ?? null, at: now, told_at: null, tell_at: now };
      const added = await db
        .insertInto("reports")
        .columns(["user_id", "fact_id", "guild_id", "words", "source", "at", "told_at", "tell_at"])
        .expression(
          db.selectNoFrom(asColumns({ user_id, fact_id, ...said })).where(
            ({ selectFrom }) =>
              selectFrom("reports")
                .select(({ fn }) => fn.countAll<number>().as("count"))
                .where("user_id", "=", user_id)
                .where("at", ">", dayAgo),
            "<",
            A_DAY,
          ),
        )
        .onConflict((it) => it.columns(["user_id", "fact_id"]).doUpdateSet(said).where("reports.at", "<", known))
        .returning("at")
        .execute();
      if (added.length > 0) return "welcome";
      return (await standing(report)) === "known" ? "known" : "enough";
    },

    async untold(now, since) {
      return (await toTell({ now: toText(now), since: toText(since) })).map(toReport);
    },

    async told({ at, factId, userId }, told) {
      await db
        .updateTable("reports")
        .set("at" in told ? { told_at: toText(told.at), tell_at: null } : { tell_at: toText(told.again) })
        .where("user_id", "=", userId)
        .where("fact_id", "=", factId)
        .where("at", "=", toText(at))
        .execute();
    },
  };

  async function standing({ factId, userId }: Parameters<ReportBox["standing"]>[0]) {
    const { dayAgo, known } = times();
    const rows = await db.selectFrom("reports").select(["fact_id", "at"]).where("user_id", "=", userId).execute();
    if (rows.some(({ at, fact_id }) => fact_id === factId && at >= known)) return "known";
    return rows.filter(({ at }) => at > dayAgo).length < A_DAY ? "welcome" : "enough";
  }

  function times() {
    const now = clock();
    return {
      now: toText(now),
      dayAgo: toText(now.subtract({ hours: 24 })),
      known: toText(now.subtract({ hours: 24 * KNOWN_DAYS })),
    };
  }
}

/** Every report, the newest last, some hundreds at a time. */
export async function* readReports(db: Kysely<Tables>): AsyncGenerator<KeptReport> {
  let last: ReportRow | undefined;
  do {
    const after = last;
    const rows = await db
      .selectFrom("reports")
      .selectAll()
      .$if(after !== undefined, (it) =>
        it.where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("at", "user_id", "fact_id"),
            ">",
            tuple(after?.at ?? "", after?.user_id ?? "", after?.fact_id ?? ""),
          ),
        ),
      )
      .orderBy("at")
      .orderBy("user_id")
      .orderBy("fact_id")
      .limit(AT_ONCE)
      .execute();
    yield* rows.map(toReport);
    last = rows.at(-1);
  } while (last !== undefined);
}

function toReport(row: ReportRow): KeptReport {
  return {
    userId: row.user_id,
    factId: row.fact_id,
    words: row.words,
    source: row.source ?? undefined,
    at: Temporal.Instant.from(row.at),
  };
}
