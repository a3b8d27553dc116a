import { join } from "node:path";
import { readDatabaseUrl } from "./config.ts";
import { readEnvironment } from "./env-file.ts";
import { ConfigError } from "./errors.ts";
import { backUp } from "./store/backup.ts";

/** sysexits.h, as in `main.ts`. */
const EX_CONFIG = 78;

/** As in `host.ts`. */
const HOME = join(import.meta.dirname, "..");

process.exitCode = main();

function main(): number {
  try {
    const [file] = process.argv.slice(2);
    if (file === undefined) throw new ConfigError("name the file to make: npm run backup -- FILE");
    console.log(`copied to ${backUp(readDatabaseUrl(readEnvironment(process.env, HOME), HOME), file)}`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return error instanceof ConfigError ? EX_CONFIG : 1;
  }
}
