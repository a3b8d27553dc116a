import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { readText } from "../facts/index.ts";
import type { Environment } from "./config.ts";
import { ConfigError } from "./errors.ts";

/**
 * The environment, and what `.env` in that folder adds to it; what is set already, if only to nothing, stays.
 *
 * @throws {ConfigError} when there is such a file, and it cannot be read or is no text
 */
export function readEnvironment(env: Environment, folder: string): Environment {
  const file = join(folder, ".env");
  const bytes = bytesOf(file);
  if (bytes === undefined) return env;
  const { problem, place, text } = readText(bytes);
  if (text === undefined) throw new ConfigError(`${file}:${place.line}: ${problem}`);
  return { ...parse(text), ...env };
}

/** `undefined`: there is none. */
function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new ConfigError(`${file} cannot be read; let this user read it: ${message}`, { cause: error });
  }
}
