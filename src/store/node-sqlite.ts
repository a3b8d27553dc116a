import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { SqliteDatabase } from "kysely";

/**
 * A SQLite file by Node's own driver, in the shape that Kysely's dialect wants.
 *
 * Every commit is on the disk before it returns: a claim that a power cut could undo would be a post made twice.
 *
 * @param file a path, or `:memory:`
 * @param patience milliseconds that a lock of another program's is waited for; all else stands still meanwhile
 */
export function openNodeSqlite(file: string, patience: number): SqliteDatabase {
  const database = new DatabaseSync(file, { timeout: patience });
  try {
    database.exec("pragma journal_mode = wal; pragma synchronous = full");
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    close: () => database.close(),
    prepare(query) {
      const statement = database.prepare(query);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...(values as SQLInputValue[])),
        run: (values) => statement.run(...(values as SQLInputValue[])),
        iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
      };
    },
  };
}

/** Makes the folder in which the file is to be, where it is missing. */
export function makeFolderOf(file: string): void {
  if (file !== ":memory:") makeFolder(dirname(resolve(file)));
}

/** Node's own way to make several tries for ever where none can be made, as below /proc. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(folder).isDirectory()) return;
    if (code !== "ENOENT" || existsSync(dirname(folder))) throw error;
    makeFolder(dirname(folder));
    mkdirSync(folder);
  }
}
