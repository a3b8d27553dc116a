import type { Kysely } from "kysely";
import { isSqlite } from "./dialect.ts";
import type { Tables } from "./tables.ts";

/**
 * Two writes of which a kill leaves both or neither. The second looks by itself whether the first was made: SQLite, with one
 * connection for all, commits together what waits at the same time, and has no transaction for one of them alone.
 *
 * @returns what the first gave
 */
export async function both<Result>(
  db: Kysely<Tables>,
  first: (held: Kysely<Tables>) => Promise<Result>,
  second: (held: Kysely<Tables>) => Promise<unknown>,
): Promise<Result> {
  if (isSqlite(db)) {
    const [result] = await Promise.all([first(db), second(db)]);
    return result;
  }
  return db.transaction().execute(async (held) => {
    const result = await first(held);
    await second(held);
    return result;
  });
}
