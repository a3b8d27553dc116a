import { join } from "node:path";
import { extendIndex } from "../find/extended-index.ts";
import { createIndex, type FactIndex } from "../find/fact-index.ts";
import { type ArtistGraph, createArtistGraph, extendGraph } from "../graph/artist-graph.ts";
import type { Fact } from "../model/fact.ts";
import { readKeptFacts } from "./kept-facts.ts";

/** The directory of the content that comes with the bot; an absolute path. */
export const SHIPPED_FACTS = join(import.meta.dirname, "../data");

/** All that is known: the facts, and the artists whom they and the links join. */
export interface Knowledge extends FactIndex {
  readonly graph: ArtistGraph;
  /**
   * The same with more facts, which share what is indexed here; this one stays as it is. Artists that the content has
   * under another spelling are found by it.
   *
   * @param more whose ids are none of the content's
   */
  with(more: readonly Fact[]): Knowledge;
}

/**
 * Reads the content of all `directories` into one index and one graph.
 *
 * @throws {FactDataError} at the first file that does not fit; there is no partial index
 */
export function openFacts(directories: readonly string[] = [SHIPPED_FACTS]): Knowledge {
  const content = readKeptFacts(directories);
  const { artists, audits, corrections, facts, families, topics } = content;
  const index = createIndex(facts, artists, families, topics, audits, corrections);
  const graph = createArtistGraph(content);
  const warmUp = () => {
    index.warmUp();
    graph.warmUp();
  };
  const knowledge: Knowledge = {
    ...index,
    graph,
    warmUp,
    with: (more) => ({
      ...extendIndex(index, createIndex(more, artists, families, topics), artists),
      graph: extendGraph(graph, content, more),
      with: (others) => knowledge.with([...more, ...others]),
    }),
  };
  return knowledge;
}
