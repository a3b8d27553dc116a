import type { Compilable, CompiledQuery, Kysely } from "kysely";
import { isSqlite } from "./dialect.ts";
import type { Tables } from "./tables.ts";

/** A query, and one that is carried out with it or not at all: for SQLite, which has one connection for all. */
export interface PairedQuery<Row = unknown> extends CompiledQuery<Row> {
  readonly followedBy?: CompiledQuery;
}

/**
 * Two writes of which a kill or a failure leaves both or neither. Whether the first found what it was to change, the second
 * has to look for itself.
 *
 * @returns the rows that the first gave
 */
export async function both<Row>(
  db: Kysely<Tables>,
  first: Compilable<Row>,
  second: Compilable<unknown>,
): Promise<readonly Row[]> {
  const [query, followedBy] = [first.compile(), second.compile()];
  const paired: PairedQuery<Row> = { ...query, followedBy };
  if (isSqlite(db)) return (await db.executeQuery<Row>(paired)).rows;
  return db.transaction().execute(async (held) => {
    const { rows } = await held.executeQuery(query);
    await held.executeQuery(followedBy);
    return rows;
  });
}
