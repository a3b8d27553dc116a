import { config as readEnvFile } from "dotenv";
import { FactDataError } from "../facts/index.ts";
import { startApp } from "./app.ts";
import { readConfig, secretsOf } from "./config.ts";
import { ConfigError } from "./errors.ts";
import { createRedaction } from "./log.ts";

/** sysexits.h: something was configured in error; a restart alone will not mend it. */
const EX_CONFIG = 78;

/** Room for what is under way to end; a supervisor kills after 10 seconds. */
const STOP_WITHIN = 9000;

// Whatever might still be open must not keep a process alive that has nothing more to do.
process.exit(await main());

async function main(): Promise<number> {
  readEnvFile({ quiet: true });
  let redact = createRedaction();
  // Node would write the error as it is, secrets and all.
  process.once("uncaughtException", (error) => process.exit(tell(error, redact)));
  const stopped = Promise.withResolvers<"stopped">();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopped.resolve("stopped"));

  try {
    const config = readConfig(process.env);
    redact = createRedaction(secretsOf(config));
    const starting = startApp(config);
    const app = await Promise.race([starting, stopped.promise]);
    if (app === "stopped") process.exit(0);

    const end = await Promise.race([app.lost, stopped.promise]);
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
