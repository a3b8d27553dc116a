import { LRUCache } from "lru-cache";
import { type ArtistGraph, type FactIndex, onceFor } from "../../facts/index.ts";
import type { Look } from "./look.ts";
import type { Reply } from "./reply.ts";

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

/** Of each bot by its look, as there may be several in one process. */
const firstPages = onceFor((_: Look) => new WeakMap<object, Reply>());

/**
 * A page of a view. The first, which everyone reads who asks, is rendered once and stays as long as the view does.
 *
 * @param render gives the same each time for the same view and look
 */
export function pageOfView(view: object, isFirst: boolean, look: Look, render: () => Reply): Reply {
  if (!isFirst) return render();
  const first = firstPages(look).get(view) ?? render();
  firstPages(look).set(view, first);
  return first;
}
