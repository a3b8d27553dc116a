import type { Fact, FactIndex } from "../../facts/index.ts";
import type { DailyOrder } from "./order.ts";

/** Facts of a genre by its name, looked up once for each index. */
const KNOWN = new WeakMap<FactIndex, Map<string, ReadonlySet<Fact> | undefined>>();

/**
 * What the order wants to be told of; `undefined` where that is everything: it names no genre, or one that is none any
 * more.
 */
export function wishOf({ genre }: Pick<DailyOrder, "genre">, facts: FactIndex): ReadonlySet<Fact> | undefined {
  if (genre === undefined) return undefined;
  const known = KNOWN.get(facts) ?? new Map<string, ReadonlySet<Fact> | undefined>();
  KNOWN.set(facts, known);
  if (!known.has(genre)) known.set(genre, factsOf(genre, facts));
  return known.get(genre);
}

/** Whether the order names a genre that the facts do not know any more. */
export function isLostGenre(order: Pick<DailyOrder, "genre">, facts: FactIndex): boolean {
  return order.genre !== undefined && wishOf(order, facts) === undefined;
}

function factsOf(genre: string, facts: FactIndex): ReadonlySet<Fact> | undefined {
  return facts.resolve("genre", genre) === undefined ? undefined : new Set(facts.select({ genre }));
}
