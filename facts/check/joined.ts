import type { FactData } from "../model/fact-data.ts";

/** How artists are joined by events that they share and by links. */
export interface Joined {
  /** Of all pairs of artists, the share that some chain joins, 0 to 1. */
  readonly share: number;
  /** Steps of the longest of the shortest chains. */
  readonly longest: number;
  /** Artists whom nothing joins to another, in the order of `artists.yaml`. */
  readonly alone: readonly string[];
}

/** Measures who can be reached from whom; pure, some 0.3 s for 1,500 artists. */
export function measureJoined({ facts, artists, links }: Pick<FactData, "facts" | "artists" | "links">): Joined {
  const neighbours = new Map<string, Set<string>>(artists.map(({ name }) => [name, new Set()]));
  const join = (names: readonly string[]) => {
    for (const one of names) for (const other of names) if (one !== other) neighbours.get(one)?.add(other);
  };
  for (const fact of facts) join(fact.artists);
  for (const { from, to } of links) join([from, to]);

  const reached = artists.map(({ name }) => reach(name, neighbours));
  const pairs = artists.length * (artists.length - 1);
  return {
    share: pairs === 0 ? 1 : reached.reduce((sum, { others }) => sum + others, 0) / pairs,
    longest: Math.max(0, ...reached.map(({ steps }) => steps)),
    alone: artists.filter((_, at) => reached[at]!.others === 0).map(({ name }) => name),
  };
}

/** How many others a chain leads to from one artist, and how many steps the farthest of them is away. */
function reach(from: string, neighbours: ReadonlyMap<string, ReadonlySet<string>>) {
  const seen = new Set([from]);
  let edge = [from];
  let steps = 0;
  for (;;) {
    const next = edge.flatMap((it) => [...(neighbours.get(it) ?? [])]).filter((it) => !seen.has(it));
    for (const it of next) seen.add(it);
    if (next.length === 0) return { others: seen.size - 1, steps };
    edge = [...new Set(next)];
    steps += 1;
  }
}
