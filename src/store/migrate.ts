import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { isSqlite } from "./dialect.ts";
import { up as ordersDeliveriesFacts } from "./migrations/001-orders-deliveries-facts.ts";
import { up as whatIsStillToDo } from "./migrations/002-what-is-still-to-do.ts";
import { up as whatIsPosted } from "./migrations/003-what-is-posted.ts";
import { up as pulse } from "./migrations/004-pulse.ts";
import { up as indexes } from "./migrations/005-indexes.ts";
import { up as whatWasRemoved } from "./migrations/006-what-was-removed.ts";
import { up as indexOfOpenClaims } from "./migrations/007-index-of-open-claims.ts";
import { up as whenOrdersFallDue } from "./migrations/008-when-orders-fall-due.ts";
import { up as picture } from "./migrations/009-picture.ts";
import { up as reports } from "./migrations/010-reports.ts";
import { up as saved } from "./migrations/011-saved.ts";
import { up as whatWasSaid } from "./migrations/012-what-was-said.ts";
import { up as dailyQuestion } from "./migrations/013-daily-question.ts";
import { up as games } from "./migrations/014-games.ts";
import { up as ownFacts } from "./migrations/015-own-facts.ts";
import { up as suggestions } from "./migrations/016-suggestions.ts";
import type { Tables } from "./tables.ts";

/** In the order of their names. One that was released is never changed; a new one is added. */
const STEPS: Readonly<Record<string, Migration["up"]>> = {
  "001-orders-deliveries-facts": ordersDeliveriesFacts,
  "002-what-is-still-to-do": whatIsStillToDo,
  "003-what-is-posted": whatIsPosted,
  "004-pulse": pulse,
  "005-indexes": indexes,
  "006-what-was-removed": whatWasRemoved,
  "007-index-of-open-claims": indexOfOpenClaims,
  "008-when-orders-fall-due": whenOrdersFallDue,
  "009-picture": picture,
  "010-reports": reports,
  "011-saved": saved,
  "012-what-was-said": whatWasSaid,
  "013-daily-question": dailyQuestion,
  "014-games": games,
  "015-own-facts": ownFacts,
  "016-suggestions": suggestions,
};

const MIGRATIONS: Record<string, Migration> = Object.fromEntries(
  Object.entries(STEPS).map(([name, up]) => [name, { up }]),
);

/**
 * Brings the tables up to date; two processes may do it at once.
 *
 * PostgreSQL has Kysely's own lock for that. SQLite has none there, so the file is locked for writing around it.
 *
 * @throws {Error} with the reason of the migration that failed; what it had changed is rolled back
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const sqlite = isSqlite(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    disableTransactions: sqlite,
  });
  if (sqlite) await sql`begin immediate`.execute(db);
  const { error } = await migrator.migrateToLatest();
  // On a full disk SQLite has rolled back by itself: that there is nothing left to undo must not hide the cause.
  if (sqlite && error !== undefined) await sql`rollback`.execute(db).catch(() => {});
  if (sqlite && error === undefined) await sql`commit`.execute(db);
  if (error !== undefined) throw error;
}
