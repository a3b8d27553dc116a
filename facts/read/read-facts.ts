import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FactData } from "../model/fact-data.ts";
import { checkArtists, checkFamilies, checkIds } from "./cross-check.ts";
import { FactDataError } from "./fact-data-error.ts";
import { type Entry, readFactFile } from "./fact-file.ts";
import { readText } from "./text-bytes.ts";

/**
 * Reads every `.yaml` and `.yml` file below the directories, each directory in the order of its paths.
 *
 * All or nothing: it stops at the first file that does not fit. Files and folders whose names begin with a dot are
 * left out, for these are the leavings of editors and of container mounts.
 *
 * @throws {FactDataError} when a directory cannot be read or holds no such file, and at the first place that does not
 *   fit: a file by itself, an id used twice, an artist missing from `artists.yaml` or there twice, a genre
 *   in two families
 */
export function readFacts(directories: readonly string[]): FactData {
  return parseFacts(readFiles(directories));
}

/** One file as it is on the disk. */
export interface FactBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** @throws {FactDataError} when a directory or a file cannot be read, or a directory holds no such file */
export function readFiles(directories: readonly string[]): readonly FactBytes[] {
  return directories.flatMap(listFiles).map((path) => ({
    path,
    bytes: orFactDataError(path, () => readFileSync(path)),
  }));
}

function textOf({ bytes, path }: FactBytes): string {
  const { place, problem, text } = readText(bytes);
  if (text === undefined) throw new FactDataError(path, place, problem);
  return text;
}

/** The content of the files; see `readFacts`. */
export function parseFacts(written: readonly FactBytes[]): FactData {
  const files = written.map((it) => readFactFile(it.path, textOf(it)));
  const facts = files.flatMap((file) => file.facts);
  const artists = files.flatMap((file) => file.artists);
  const families = files.flatMap((file) => file.families);
  const topics = values(files.flatMap((file) => file.topics));
  const links = files.flatMap((file) => file.links);
  const corrections = values(files.flatMap((file) => file.corrections));
  const audits = values(files.flatMap((file) => file.audits));
  checkIds(facts);
  checkArtists(facts, links, artists);
  checkFamilies(families);
  return freeze({
    facts: values(facts),
    artists: values(artists),
    families: values(families),
    topics,
    links: values(links),
    corrections,
    audits,
  });
}

function values<T>(entries: readonly Entry<T>[]): readonly T[] {
  return entries.map(({ value }) => value);
}

/** Paths below `directory` that hold content, sorted by their code units: the same on every system. */
function listFiles(directory: string): string[] {
  const names = orFactDataError(directory, () => readdirSync(directory, { recursive: true, encoding: "utf8" }));
  const files = names.filter((name) => /\.ya?ml$/i.test(name) && !/(^|[\\/])\./.test(name)).sort();
  if (files.length === 0) throw new FactDataError(directory, undefined, "holds no .yaml file");
  return files.map((name) => join(directory, name));
}

function orFactDataError<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FactDataError(path, undefined, `cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** Freezes plain data all the way down. */
export function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null) freeze(inner);
  }
  return Object.freeze(value);
}
