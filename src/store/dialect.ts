import { type Kysely, SqliteAdapter } from "kysely";
import type { Tables } from "./tables.ts";

/** Which of the two databases it is, for the little that they say differently. */
export function isSqlite(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}
