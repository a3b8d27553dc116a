import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { type Kysely, sql } from "kysely";
import type { Clock } from "../clock.ts";
import { ConfigError } from "../errors.ts";
import type { Log } from "../log.ts";
import { BELONGINGS, OWNED_TABLES, type OwnedTable } from "./belongings.ts";
import { holdAlone } from "./sole-use.ts";
import { openTables } from "./store.ts";
import { AT_ONCE, type Tables } from "./tables.ts";

/** How many rows of a table were copied, and a sum over all their values: two databases that hold the same have the same. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  readonly sum: string;
}

/**
 * Copies all that one database keeps into another: between SQLite and PostgreSQL either way, or of one kind.
 *
 * All or nothing: the copy is one transaction, and is read again and compared before it is committed.
 *
 * @param from as `DATABASE_URL` names a database; no bot may run on it
 * @param to likewise; its tables are made, and must be empty
 * @throws {ConfigError} where one cannot be used, another process has it, or the target holds something
 */
export async function copyStore(from: string, to: string, clock: Clock, log: Log): Promise<readonly CopiedTable[]> {
  if (from === to) throw new ConfigError("FROM and TO are one database; name two.");
  const [file] = from.startsWith("sqlite:") ? [from.slice("sqlite:".length)] : [];
  if (file !== undefined && !existsSync(file)) throw new ConfigError(`FROM names ${file}, which is not there.`);
  await using stack = new AsyncDisposableStack();
  stack.use(await holdAlone(from, log, 0));
  stack.use(await holdAlone(to, log, 0));
  const source = stack.adopt(await openTables(from, clock, log), (it) => it.destroy());
  const target = stack.adopt(await openTables(to, clock, log), (it) => it.destroy());
  for (const table of OWNED_TABLES) {
    if ((await readPart(target, table, [])).length > 0)
      throw new ConfigError(`TO holds ${table} already, and nothing is written over; name an empty database.`);
  }
  // Awaited here, for both are closed at the end of this function.
  return await target.transaction().execute(async (inTarget) => {
    const copied: CopiedTable[] = [];
    for (const table of OWNED_TABLES) {
      const sum = createSum();
      for await (const rows of partsOf(source, table)) {
        sum.add(rows);
        await inTarget.insertInto(table).values(rows).execute();
      }
      await compare(inTarget, table, sum.read());
      copied.push({ table, ...sum.read() });
    }
    return copied;
  });
}

async function compare(
  db: Kysely<Tables>,
  table: OwnedTable,
  expected: Pick<CopiedTable, "rows" | "sum">,
): Promise<void> {
  const sum = createSum();
  for await (const rows of partsOf(db, table)) sum.add(rows);
  const found = sum.read();
  if (found.rows !== expected.rows || found.sum !== expected.sum)
    throw new Error(`${table} is not the same in both (${expected.rows} rows and ${found.rows}); nothing was copied`);
}

type Row = Readonly<Record<string, string | number | null>>;

/** All rows of a table in the order of their keys, some at a time. */
async function* partsOf(db: Kysely<Tables>, table: OwnedTable): AsyncGenerator<Row[]> {
  for (let after: readonly unknown[] = []; ; ) {
    const rows = await readPart(db, table, after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = BELONGINGS[table].key.map((column) => last[column]);
  }
}

/** @param after the key of the last row that was read; empty for the first part */
async function readPart(db: Kysely<Tables>, table: OwnedTable, after: readonly unknown[]): Promise<Row[]> {
  const columns = sql.join(BELONGINGS[table].key.map((column) => sql.ref(column)));
  const beyond = after.length === 0 ? sql`1 = 1` : sql`(${columns}) > (${sql.join([...after])})`;
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where ${beyond} order by ${columns} limit ${sql.lit(AT_ONCE)}
  `.execute(db);
  return rows;
}

/** A sum of hashes, the same in whatever order the rows come: PostgreSQL sorts by its own rules. */
function createSum() {
  let [rows, sum] = [0, 0n];
  return {
    add(some: readonly Row[]) {
      for (const row of some) {
        const columns = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
        const hash = createHash("sha256").update(JSON.stringify(columns)).digest();
        sum = (sum + hash.readBigUInt64BE()) % 2n ** 64n;
        rows += 1;
      }
    },
    read: () => ({ rows, sum: sum.toString(16).padStart(16, "0") }),
  };
}
