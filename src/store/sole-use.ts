import { existsSync, realpathSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError } from "../errors.ts";
import type { Log } from "../log.ts";
import { makeFolderOf } from "./node-sqlite.ts";

/** Milliseconds. A bot that is told to stop has 10 seconds, and its successor may be started at once. */
const PATIENCE = 15_000;
const ASK_EVERY = 250;

/** SQLite's result code for a file that another connection holds. */
const BUSY = 5;

/**
 * Holds a SQLite file for this process alone: of two bots on it, both would answer to each command.
 *
 * What is held is a lock of the system's on a file beside it, which is free again when its holder ends, however that
 * comes. The database itself can be read meanwhile, as for a backup. PostgreSQL is shared, and a store in memory one's
 * own: of these nothing is held.
 *
 * @param url the database, as `DATABASE_URL` names it
 * @returns dispose to let another have it
 * @throws {ConfigError} when another process holds it, and goes on doing so
 */
export async function holdAlone(url: string, log: Log, patience = PATIENCE): Promise<Disposable> {
  const file = url.slice("sqlite:".length);
  if (!url.startsWith("sqlite:") || file === ":memory:") return { [Symbol.dispose]() {} };
  const until = performance.now() + patience;
  for (let told = false; ; told = true) {
    const lock = tryLock(file);
    if (lock !== undefined) return lock;
    if (performance.now() >= until)
      throw new ConfigError(
        "DATABASE_URL names a file that another running Crossfade uses; stop that one first, or give this one a file of its own",
      );
    if (!told) log.warn({ file }, "another running Crossfade uses the database; waiting for its end");
    await sleep(ASK_EVERY);
  }
}

/** @returns `undefined` while another holds it; what else is in the way, opening the database tells better */
function tryLock(file: string): Disposable | undefined {
  let lock: DatabaseSync | undefined;
  try {
    makeFolderOf(file);
    lock = new DatabaseSync(`${existsSync(file) ? realpathSync(file) : file}.lock`, { timeout: 0 });
    lock.exec("begin exclusive");
    return lock;
  } catch (error) {
    if (lock?.isOpen) lock.close();
    return ((error as { errcode?: number }).errcode ?? 0) % 256 === BUSY ? undefined : { [Symbol.dispose]() {} };
  }
}
