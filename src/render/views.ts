import { LRUCache } from "lru-cache";
import type { ArtistGraph, FactIndex } from "../../facts/index.ts";

/** So many of an index are remembered. */
const KEPT = 30;

/** What a view is made of. */
interface Known {
  readonly facts: FactIndex;
  readonly graph: ArtistGraph;
}

/**
 * Makes what pages of a command show, and remembers what was made last, for whoever turns a page asks for the same again.
 *
 * @param make makes the same of the same key, for as long as the facts are the same
 */
export function createViews<View extends {}>(make: (key: string, known: Known) => View) {
  const kept = new WeakMap<FactIndex, LRUCache<string, View>>();
  return (key: string, { facts, graph }: Known): View => {
    const views = kept.get(facts) ?? new LRUCache({ max: KEPT, memoMethod: (it) => make(it, { facts, graph }) });
    kept.set(facts, views);
    return views.memo(key);
  };
}
