import { existsSync } from "node:fs";
import { join } from "node:path";
import { openFacts, SHIPPED_FACTS } from "../facts/index.ts";
import { readDatabaseUrl, readFactsDirectory } from "./config.ts";
import { readEnvironment } from "./env-file.ts";
import { ConfigError } from "./errors.ts";
import { createLog } from "./log.ts";
import { bare, count } from "./render/text.ts";
import type { KeptReport } from "./schedule/ports.ts";
import { readReports } from "./store/reports.ts";
import { openTables } from "./store/store.ts";
import { explainTrouble } from "./store/trouble.ts";

/** sysexits.h, as in `main.ts`. */
const EX_CONFIG = 78;

/** As in `host.ts`. */
const HOME = join(import.meta.dirname, "..");

process.exitCode = await main();

/** Lists what people reported, the newest last. */
async function main(): Promise<number> {
  try {
    // PostgreSQL's library reads PGPASSWORD and the like from here.
    Object.assign(process.env, readEnvironment(process.env, HOME));
    const more = readFactsDirectory(process.env, HOME);
    const facts = openFacts([SHIPPED_FACTS, ...(more === undefined ? [] : [more])]);
    let listed = 0;
    for await (const report of reportsIn(readDatabaseUrl(process.env, HOME))) {
      console.log(write(report, facts.get(report.factId)?.headline));
      listed += 1;
    }
    console.log(count(listed, "report"));
    return 0;
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : `they could not be listed: ${explainTrouble(error)}`);
    return error instanceof ConfigError ? EX_CONFIG : 1;
  }
}

async function* reportsIn(url: string): AsyncGenerator<KeptReport> {
  const [file] = url.startsWith("sqlite:") ? [url.slice("sqlite:".length)] : [];
  if (file !== undefined && !existsSync(file)) throw new ConfigError(`DATABASE_URL names ${file}, which is not there.`);
  const db = await openTables(url, Temporal.Now.instant, createLog("warn"));
  try {
    yield* readReports(db);
  } finally {
    await db.destroy();
  }
}

/** @param headline `undefined` where the fact was withdrawn since */
function write({ at, factId, source, userId, words }: KeptReport, headline = "withdrawn since"): string {
  // What a terminal would obey does not reach it, whoever wrote it into the database.
  return [
    `${at.toString({ smallestUnit: "minute" })}  ${factId}  (${headline})`,
    `  what is wrong: ${words}`,
    ...(source === undefined ? [] : [`  a source: ${source}`]),
    `  by ${userId}`,
    "",
  ]
    .map((line) => line.slice(0, line.search(/\S|$/)) + bare(line))
    .join("\n");
}
