import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type RootOperationNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { LRUCache } from "lru-cache";
import type { PairedQuery } from "./both.ts";
import type { Tables } from "./tables.ts";
import { createTurns } from "./turns.ts";

/** Statements that are kept ready; of those that name a list of things there is one for each length. */
const STATEMENTS_KEPT = 200;

/** A statement that is ready. Asking each time what its columns are took a fifth of a small query. */
interface Prepared {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
}

/** Pages of 4 KB that a commit carries over into the file at the most: with SQLite's own 1,000 it takes up to 50 ms. */
const PAGES_AT_ONCE = 250;

/** The one table of which a power cut may take the last second: that a channel has read a fact is no promise. */
const LIGHT: keyof Tables = "shown";

/**
 * A SQLite file by Node's own driver, which never waits within the process: see `createTurns`.
 *
 * Every commit is on the disk before it counts: a claim that a power cut could undo would be a post made twice. What
 * facts were read is the exception, as the one who asked would wait for the disk.
 *
 * @param file a path, or `:memory:`
 * @param patience milliseconds that each statement waits for a lock of another program's
 */
export function createSqliteDialect(file: string, patience: number): Dialect {
  const database = open(file);
  const turns = createTurns(database, patience);
  const statements = new LRUCache<string, Prepared>({
    max: STATEMENTS_KEPT,
    memoMethod: (sql) => prepared(database.prepare(sql)),
  });
  const connection: DatabaseConnection = {
    async executeQuery<Row>(asked: PairedQuery) {
      const { followedBy, query } = asked;
      const writes = !["SelectQueryNode", "RawNode"].includes(query.kind);
      const one = ({ parameters, sql }: CompiledQuery) =>
        carryOut<Row>(statements.memo(sql), parameters as SQLInputValue[]);
      const pair = (second: CompiledQuery) => {
        const result = one(asked);
        one(second);
        return result;
      };
      const act = () => (followedBy === undefined ? one(asked) : inOne(database, () => pair(followedBy)));
      return turns.take({ writes, light: isInto(query, LIGHT), act });
    },
    streamQuery() {
      throw new Error("nothing is streamed from SQLite");
    },
  };
  const run = async (sql: string) => void (await connection.executeQuery(CompiledQuery.raw(sql)));
  return {
    createAdapter: () => new TurnsAdapter(),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: () => run("begin immediate"),
      commitTransaction: () => run("commit"),
      rollbackTransaction: () => run("rollback"),
      releaseConnection: async () => {},
      async destroy() {
        turns.end();
        database.close();
      },
    }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Makes the folder in which the file is to be, where it is missing. */
export function makeFolderOf(file: string): void {
  if (file !== ":memory:") makeFolder(dirname(file));
}

/** Node's own `recursive` never ends below a folder in which none can be made, as in `/proc`. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it just now.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** It has one connection, but those who ask for it at the same time have no need to wait for each other. */
class TurnsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = ${PAGES_AT_ONCE}`);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function isInto(query: RootOperationNode, table: string): boolean {
  return query.kind === "InsertQueryNode" && query.into?.table.identifier.name === table;
}

/** All of it or nothing, within a transaction or without. */
function inOne<Result>(database: DatabaseSync, act: () => Result): Result {
  database.exec("savepoint one");
  try {
    const result = act();
    database.exec("release one");
    return result;
  } catch (error) {
    // On a full disk SQLite has undone it by itself.
    if (database.isTransaction) database.exec("rollback to one; release one");
    throw error;
  }
}

function prepared(statement: StatementSync): Prepared {
  return { statement, hasRows: statement.columns().length > 0 };
}

function carryOut<Row>({ hasRows, statement }: Prepared, values: readonly SQLInputValue[]) {
  if (hasRows) return { rows: statement.all(...values) as Row[] };
  const { changes } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes) };
}
