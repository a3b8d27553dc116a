import { join } from "node:path";
import { readDatabaseUrl } from "./config.ts";
import { readEnvironment } from "./env-file.ts";
import { ConfigError } from "./errors.ts";
import { createLog } from "./log.ts";
import { copyStore } from "./store/copy.ts";
import { explainTrouble } from "./store/trouble.ts";

/** sysexits.h, as in `main.ts`. */
const EX_CONFIG = 78;

/** As in `host.ts`. */
const HOME = join(import.meta.dirname, "..");

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const [from, to] = process.argv.slice(2);
    if (from === undefined || to === undefined)
      throw new ConfigError("name both databases, as DATABASE_URL names one: npm run store:copy -- FROM TO");
    // PostgreSQL's library reads PGPASSWORD and the like from here.
    Object.assign(process.env, readEnvironment(process.env, HOME));
    const [source, target] = [from, to].map((url) => readDatabaseUrl({ DATABASE_URL: url }, HOME)) as [string, string];
    const copied = await copyStore(source, target, Temporal.Now.instant, createLog("warn"));
    for (const { rows, sum, table } of copied)
      console.log(`${table.padEnd(12)}${String(rows).padStart(9)} rows  ${sum}`);
    console.log("copied, and the same in both");
    return 0;
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : `nothing was copied: ${explainTrouble(error)}`);
    return error instanceof ConfigError ? EX_CONFIG : 1;
  }
}
