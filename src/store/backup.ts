import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ConfigError } from "../errors.ts";
import { explainTrouble } from "./trouble.ts";

/**
 * Copies the SQLite file, as it is at one moment, while others go on reading and writing it.
 *
 * The copy is checked and on the disk before it has its name: what has that name is whole.
 *
 * @param url the database, as `DATABASE_URL` names it
 * @param copy a path where nothing is yet
 * @returns the copy's whole path
 * @throws {ConfigError} when there is nothing to copy, or no room for the copy at its path
 */
export function backUp(url: string, copy: string): string {
  const source = fileOf(url);
  const target = resolve(copy);
  if (!existsSync(source))
    throw new ConfigError(`DATABASE_URL names ${source}, which is not there: start the bot first`);
  if (existsSync(target))
    throw new ConfigError(`${target} is there already, and is not overwritten; name another file`);
  checkFolder(dirname(target));

  const unfinished = `${target}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    copyAll(source, unfinished);
    check(unfinished);
    flush(unfinished);
    renameSync(unfinished, target);
  } catch (error) {
    throw new Error(`no copy of ${source} was made: ${explainTrouble(error)}`, { cause: error });
  } finally {
    rmSync(unfinished, { force: true });
  }
  return target;
}

function fileOf(url: string): string {
  if (!url.startsWith("sqlite:"))
    throw new ConfigError("DATABASE_URL names a PostgreSQL database; copy it with pg_dump instead");
  if (url === "sqlite::memory:") throw new ConfigError("DATABASE_URL keeps all in memory; there is no file to copy");
  return resolve(url.slice("sqlite:".length));
}

function checkFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ConfigError(`${folder} is not there, or this user may not write in it; name a file in another folder`, {
      cause: error,
    });
  }
}

/** One statement in one transaction: of what is written meanwhile the copy has nothing, rather than a part. */
function copyAll(source: string, target: string): void {
  using database = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
  database.prepare("vacuum into ?").run(target);
}

function check(file: string): void {
  using database = new DatabaseSync(file, { readOnly: true });
  const problems = database.prepare("pragma integrity_check(1)").all();
  if (problems[0]?.integrity_check !== "ok") throw new Error(`the copy is damaged: ${problems[0]?.integrity_check}`);
}

/** On the disk, and not only in the system's memory. */
function flush(file: string): void {
  const handle = openSync(file, "r+");
  fsyncSync(handle);
  closeSync(handle);
}
