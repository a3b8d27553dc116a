import type { BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";
import { UserError } from "../errors.ts";

/** For a moderator; whoever hosts the bot reads it in health and in the log. */
const GONE =
  "The bot's database file was deleted or replaced while it runs, so nothing can be stored; whoever hosts the bot has to put the file back and start the bot again.";

/**
 * Remembers which file a database was opened as.
 *
 * What is written to a file that was deleted or replaced goes on working, and is gone after a restart.
 *
 * @param url the database, as `DATABASE_URL` names it, just opened
 * @returns rejects with a {@link UserError} once the path names another file, or none
 */
export async function watchFile(url: string): Promise<() => Promise<void>> {
  if (!url.startsWith("sqlite:") || url === "sqlite::memory:") return async () => {};
  const file = url.slice("sqlite:".length);
  const paths = [file, `${file}-wal`];
  const opened = await Promise.all(paths.map(identify));
  return async () => {
    const now = await Promise.all(paths.map(identify));
    if (now.some((it, at) => opened[at] !== undefined && it !== opened[at])) throw new UserError(GONE);
  };
}

async function identify(path: string): Promise<string | undefined> {
  const { dev, ino }: Partial<BigIntStats> = await stat(path, { bigint: true }).catch(() => ({}));
  return ino === undefined ? undefined : `${dev} ${ino}`;
}
