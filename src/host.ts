import { hostname } from "node:os";
import { join } from "node:path";
import { FactDataError } from "../facts/index.ts";
import { startApp } from "./app.ts";
import { readConfig, secretsOf } from "./config.ts";
import { readEnvironment } from "./env-file.ts";
import { ConfigError } from "./errors.ts";
import { createRedaction } from "./log.ts";
import { clearStartWaste } from "./start-waste.ts";

/** sysexits.h, as in `main.ts`. */
const EX_CONFIG = 78;

/** Room for what is under way to end; a supervisor kills after 10 seconds. */
const STOP_WITHIN = 9000;

/** Wherever it is started from, `.env` and `data/` are the project's. */
const HOME = join(import.meta.dirname, "..");

/**
 * Runs the bot until it is told to stop, or cannot go on.
 *
 * @returns the exit code
 */
export async function hostApp(stopped: Promise<"stopped">): Promise<number> {
  let redact = createRedaction();
  // Node would write the error as it is, secrets and all.
  process.once("uncaughtException", (error) => process.exit(tell(error, redact)));

  try {
    // Also for what libraries read by themselves, such as PGPASSWORD.
    Object.assign(process.env, readEnvironment(process.env, HOME));
    const config = readConfig(process.env, HOME, hostname());
    redact = createRedaction(secretsOf(config));
    const starting = startApp(config);
    const app = await Promise.race([starting, stopped]);
    if (app === "stopped") process.exit(0);
    void app.warm.then(clearStartWaste);

    const end = await Promise.race([app.lost, stopped]);
    setTimeout(() => process.exit(end === "stopped" ? 0 : 1), STOP_WITHIN).unref();
    await app[Symbol.asyncDispose]();
    if (end !== "stopped") throw end;
    return 0;
  } catch (error) {
    return tell(error, redact);
  }
}

/** Writes what ended the bot. @returns the exit code for it */
function tell(error: unknown, redact: (text: string) => string): number {
  const ours = error instanceof ConfigError || error instanceof FactDataError;
  process.stderr.write(`${redact(ours ? error.message : describe(error))}\n`);
  return ours ? EX_CONFIG : 1;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
