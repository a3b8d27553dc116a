import { setImmediate as nextTurn } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { DailyOrder } from "../schedule/order.ts";
import type { OrderQueue } from "../schedule/ports.ts";
import { type createOrderReader, type Narrow, withoutIndex } from "./order-reading.ts";
import type { Planned } from "./planned.ts";
import { prepare } from "./prepared.ts";
import { type Tables, toText } from "./tables.ts";
import { isPassing } from "./trouble.ts";

/** Servers whose orders are read at once: SQLite keeps all else waiting meanwhile. */
const SERVERS_AT_ONCE = 15;

/** Reads orders that are not paused, a part at a time; see `OrderQueue.running`. */
export function createRunning(
  db: Kysely<Tables>,
  reader: Pick<ReturnType<typeof createOrderReader>, "ofServers">,
  planned: Pick<Planned, "putRight">,
): OrderQueue["running"] {
  const dueAfter = prepare(db, (it: { at: string; next_at: string; guild_id: string }) =>
    db
      .selectFrom("orders")
      .select(["next_at", "guild_id"])
      .distinct()
      .where("paused", "is", null)
      .where("next_at", "<=", it.at)
      .where(({ eb, refTuple, tuple }) => eb(refTuple("next_at", "guild_id"), ">", tuple(it.next_at, it.guild_id)))
      .orderBy("next_at")
      .orderBy("guild_id")
      .limit(SERVERS_AT_ONCE),
  );
  return (dueAt, own = false) => (dueAt === undefined ? parts(allServers(), isRunning) : due(dueAt, own));

  async function* due(at: Temporal.Instant, own: boolean): AsyncGenerator<readonly DailyOrder[]> {
    const isDue: Narrow = (it) => isRunning(it).where(nextAtByServer, "<=", toText(at));
    try {
      if (own) await planned.putRight();
      yield* parts(dueServers(at), isDue);
    } catch (error) {
      if (isPassing(error)) throw error;
      // What is noted cannot be read, or one part: whoever has been served is not served again.
      yield* parts(allServers(), isRunning);
    }
  }

  /** The orders of servers, a part after the other; what fails in one keeps none of the others. */
  async function* parts(
    servers: AsyncIterable<readonly string[]>,
    narrow: Narrow,
  ): AsyncGenerator<readonly DailyOrder[]> {
    let failure: unknown;
    for await (const some of servers) {
      try {
        yield await reader.ofServers(some, narrow);
      } catch (error) {
        if (isPassing(error)) throw error;
        failure ??= error;
      }
      await nextTurn();
    }
    if (failure !== undefined) throw failure;
  }

  async function* allServers(): AsyncGenerator<readonly string[]> {
    let last = "";
    for (;;) {
      const servers = await serversAfter(last);
      if (servers.length === 0) return;
      last = servers.at(-1) ?? last;
      yield servers;
    }
  }

  /** Each server once, though its orders fall due at several times. */
  async function* dueServers(at: Temporal.Instant): AsyncGenerator<readonly string[]> {
    const seen = new Set<string>();
    let last = { next_at: "", guild_id: "" };
    for (;;) {
      const rows = await dueAfter({ at: toText(at), ...last });
      last = rows.at(-1) ?? last;
      const servers = new Set(rows.map((it) => it.guild_id)).difference(seen);
      for (const id of servers) seen.add(id);
      if (servers.size > 0) yield [...servers];
      if (rows.length < SERVERS_AT_ONCE) return;
    }
  }

  async function serversAfter(last: string): Promise<readonly string[]> {
    const servers = db.selectFrom("orders").select("guild_id").distinct().limit(SERVERS_AT_ONCE);
    try {
      const rows = await servers.where("guild_id", ">", last).orderBy("guild_id").execute();
      return rows.map((it) => it.guild_id);
    } catch (error) {
      if (isPassing(error)) throw error;
      // From the rows themselves, for it may be the index that is damaged.
      const rows = await servers.where(withoutIndex, ">", last).orderBy(withoutIndex).execute();
      return rows.map((it) => it.guild_id);
    }
  }
}

const isRunning: Narrow = (it) => it.where("paused", "is", null);

/** In such a form that no database goes by the index of all that is due, to find what is due in a few servers. */
const nextAtByServer = sql<string>`next_at || ''`;
