import type { Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import { type Tables, toText } from "./tables.ts";
import { explainTrouble } from "./trouble.ts";

/**
 * Writes for the sake of writing, and has it on the disk: a database that is full, or may only be read, is well able to
 * answer.
 *
 * @throws {Error} with the reason in words
 */
export async function writePulse(db: Kysely<Tables>, clock: Clock): Promise<void> {
  const row = { written_at: toText(clock()) };
  try {
    await db
      .insertInto("pulse")
      .values({ id: 1, ...row })
      .onConflict((it) => it.column("id").doUpdateSet(row))
      .execute();
  } catch (error) {
    throw new Error(explainTrouble(error), { cause: error });
  }
}
