import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FactData } from "../model/fact-data.ts";
import { type FactBytes, freeze, parseFacts, readFiles } from "./read-facts.ts";

const LIBRARY = join(import.meta.dirname, "..");

/** The customary place for what tools keep between runs; gone with the next `npm ci`. */
const KEPT_FOLDER = join(import.meta.dirname, "../../node_modules/.cache/crossfade");

/**
 * The same as `readFacts`, from what an earlier start kept, where nothing has changed since.
 *
 * Parsing 1,600 facts takes two seconds, reading them back some ten milliseconds. They are kept under a hash of
 * every file of content and of the source that reads it, so that what is kept is never out of date. Where it cannot be
 * read or written, the content is parsed each time.
 *
 * @throws {FactDataError} as `readFacts` does
 */
export function readKeptFacts(directories: readonly string[], folder = KEPT_FOLDER): FactData {
  const written = readFiles(directories);
  const file = join(folder, `facts-${hash(directories)}.json`);
  const key = hash([...sources(), ...written.flatMap(({ bytes, path }) => [path, bytes])]);
  return readKept(file, key) ?? keep(file, key, written);
}

function readKept(file: string, key: string): FactData | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { key: string; data: FactData };
    return kept.key === key ? freeze(kept.data) : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, key: string, written: readonly FactBytes[]): FactData {
  const data = parseFacts(written);
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Renamed into place, so that no other process reads half of it.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify({ key, data }));
    renameSync(unfinished, file);
  } catch {
    // A read-only installation parses at each start.
  }
  return data;
}

function sources(): Uint8Array[] {
  const inFolder = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
  const paths = ["model", "read"].flatMap((it) => inFolder(join(LIBRARY, it))).sort();
  return paths.filter((path) => path.endsWith(".ts")).map((path) => readFileSync(path));
}

function hash(parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(`${part.length}:`).update(part);
  return sum.digest("hex").slice(0, 32);
}
