import type { Compilable, Kysely } from "kysely";
import { LRUCache } from "lru-cache";
import { byDate, type Fact, newOwnId, readOwnFact, writeFactDate } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { MOST_OWN, type NewOwnFact, type OwnFactTable } from "../own/own-fact.ts";
import { both } from "./both.ts";
import { readJson } from "./json.ts";
import type { OwnFactRow } from "./rows/own-fact.ts";
import { type Tables, toText } from "./tables.ts";

/** So many facts are remembered as they were read: four servers' with as many as they may have. */
const READ_KEPT = 4 * MOST_OWN;

/** The table of facts that servers added for themselves. */
export function createOwnFactTable(db: Kysely<Tables>, clock: Clock, log: Log): OwnFactTable {
  /** By what is written: of a server's many, few were changed since they were read last. */
  const known = new LRUCache<string, Fact>({ max: READ_KEPT });
  return {
    async list(guildId) {
      const rows = await db.selectFrom("own_facts").selectAll().where("guild_id", "=", guildId).execute();
      return rows.flatMap((it) => read(it) ?? []).toSorted((a, b) => byDate(a, b) || (a.id < b.id ? -1 : 1));
    },

    async get(factId) {
      const row = await db.selectFrom("own_facts").selectAll().where("fact_id", "=", factId).executeTakeFirst();
      return row && read(row);
    },

    async states() {
      const rows = await db.selectFrom("own_states").selectAll().execute();
      return new Map(rows.map((it) => [it.guild_id, it.state]));
    },

    async add(guildId, facts, userId) {
      if ((await count(guildId)) + facts.length > MOST_OWN) return "full";
      const rows = facts.map((it) => ({ fact_id: newOwnId(), guild_id: guildId, user_id: userId, ...toColumns(it) }));
      await noted(guildId, db.insertInto("own_facts").values(rows));
      // Another moderator may have added some at the same moment.
      if ((await count(guildId)) <= MOST_OWN) return "added";
      const ids = rows.map((it) => it.fact_id);
      await noted(guildId, db.deleteFrom("own_facts").where("fact_id", "in", ids));
      return "full";
    },

    async change(guildId, factId, fact) {
      const changed = await noted(
        guildId,
        db
          .updateTable("own_facts")
          .set(toColumns(fact))
          .where("fact_id", "=", factId)
          .where("guild_id", "=", guildId)
          .returning("fact_id"),
      );
      return changed.length > 0;
    },

    async remove(guildId, factId) {
      const removed = await noted(
        guildId,
        db.deleteFrom("own_facts").where("fact_id", "=", factId).where("guild_id", "=", guildId).returning("fact_id"),
      );
      return removed.length > 0;
    },
  };

  async function count(guildId: string): Promise<number> {
    const { number } = await db
      .selectFrom("own_facts")
      .select(({ fn }) => fn.countAll<number>().as("number"))
      .where("guild_id", "=", guildId)
      .executeTakeFirstOrThrow();
    return Number(number);
  }

  /** Makes a change, and has every process notice. */
  function noted<Row>(guildId: string, change: Compilable<Row>): Promise<readonly Row[]> {
    const state = crypto.randomUUID();
    const note = db
      .insertInto("own_states")
      .values({ guild_id: guildId, state })
      .onConflict((it) => it.column("guild_id").doUpdateSet({ state }));
    return both(db, change, note);
  }

  function toColumns(fact: NewOwnFact): Pick<OwnFactRow, "fact" | "changed_at"> {
    const { date, ...rest } = fact;
    return { fact: JSON.stringify({ ...rest, date: date && writeFactDate(date) }), changed_at: toText(clock()) };
  }

  function read({ fact, fact_id: id }: OwnFactRow): Fact | undefined {
    const key = `${id} ${fact}`;
    const found = known.get(key) ?? parse(id, fact);
    if (found !== undefined) known.set(key, found);
    return found;
  }

  function parse(id: string, fact: string): Fact | undefined {
    const written = readJson(fact);
    const parsed = readOwnFact(typeof written === "object" && written !== null ? { ...written, id } : written);
    if ("id" in parsed) return parsed;
    log.error({ fact: id, reason: parsed[0]?.message }, "a server's own fact cannot be read, and is left out");
    return undefined;
  }
}
