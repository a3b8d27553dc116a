import { join } from "node:path";
import { createIndex, type FactIndex } from "../find/fact-index.ts";
import { readKeptFacts } from "./kept-facts.ts";

/** The directory of the content that comes with the bot; an absolute path. */
export const SHIPPED_FACTS = join(import.meta.dirname, "../data");

/**
 * Reads the content of all `directories` into one index.
 *
 * @throws {FactDataError} at the first file that does not fit; there is no partial index
 */
export function openFacts(directories: readonly string[] = [SHIPPED_FACTS]): FactIndex {
  const { facts, artists, families, topics, audits } = readKeptFacts(directories);
  return createIndex(facts, artists, families, topics, audits);
}
