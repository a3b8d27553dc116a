import { config as readEnvFile } from "dotenv";
import { readDatabaseUrl } from "./config.ts";
import { ConfigError } from "./errors.ts";
import { backUp } from "./store/backup.ts";

/** sysexits.h, as in `main.ts`. */
const EX_CONFIG = 78;

process.exitCode = main();

function main(): number {
  readEnvFile({ quiet: true });
  try {
    const [file] = process.argv.slice(2);
    if (file === undefined) throw new ConfigError("name the file to make: npm run backup -- FILE");
    console.log(`copied to ${backUp(readDatabaseUrl(process.env), file)}`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return error instanceof ConfigError ? EX_CONFIG : 1;
  }
}
