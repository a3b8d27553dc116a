import { isEvent } from "../find/fact-index.ts";
import type { FactData } from "../model/fact-data.ts";
import { byWeight, endsOf, pairsOf, type Tie, weightOf } from "./tie.ts";

/** Someone whom an artist is joined to, and by what: the best story first, never empty. */
export interface Neighbour {
  readonly name: string;
  readonly ties: readonly Tie[];
}

/** One step of a chain; see `Neighbour`. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly ties: readonly Tie[];
}

/** So many ties are gathered at a stretch, which takes a few milliseconds. */
const AT_A_STRETCH = 250;

export type Net = ReturnType<typeof weave> extends Generator<void, infer Woven> ? Woven : never;

/** The graph as numbers, one for each artist in the order of the alphabet, so that ties are broken by name; step by step. */
export function* weave({ facts, links }: Pick<FactData, "facts" | "links">) {
  const events: readonly Tie[] = facts.filter(isEvent);
  const names = [...new Set([...facts, ...links].flatMap(endsOf))].sort();
  const numbers = new Map(names.map((name, at) => [name, at]));
  yield;
  const { edges, ties } = yield* gatherTies([...events, ...links], numbers);
  const parts = findParts(edges);
  const tiesOf = (node: number, neighbour: number) => ties[node]?.[edges[node]?.indexOf(neighbour) ?? -1] ?? [];
  const nameOf = (node: number) => names[node] ?? "";

  return {
    names,
    numbers,
    neighbours: (node: number) => edges[node] ?? [],
    weight: (node: number, neighbour: number) =>
      tiesOf(node, neighbour).reduce((best, it) => Math.max(best, weightOf(it)), 0),
    reach: (node = -1) => (parts[node]?.size ?? 1) - 1,
    neighboursOf: (node = -1): Neighbour[] =>
      (ties[node] ?? [])
        .map((joining, at) => ({ name: nameOf(edges[node]?.[at] ?? -1), ties: joining.toSorted(byWeight) }))
        .sort((a, b) => b.ties.length - a.ties.length || byWeight(a.ties[0] as Tie, b.ties[0] as Tie)),
    hops: (path: readonly number[]): Hop[] =>
      path.slice(1).map((node, at) => {
        const before = path[at] ?? node;
        return { from: nameOf(before), to: nameOf(node), ties: tiesOf(before, node).toSorted(byWeight) };
      }),
  };
}

/**
 * The neighbours of each node, ascending, and in the same order what joins it to each; both ways the same list.
 *
 * Arrays rather than maps, which take more memory where they hold little, and most artists have few neighbours.
 */
function* gatherTies(all: readonly Tie[], numbers: ReadonlyMap<string, number>) {
  const ties = Array.from(numbers, () => new Map<number, Tie[]>());
  for (const [at, tie] of all.entries()) {
    if (at % AT_A_STRETCH === AT_A_STRETCH - 1) yield;
    for (const pair of pairsOf(tie)) {
      const [one = 0, other = 0] = pair.map((name) => numbers.get(name));
      const known = ties[one]?.get(other);
      if (known !== undefined) {
        known.push(tie);
        continue;
      }
      // One that begins empty makes room for 16 more with its first.
      const joining = [tie];
      ties[one]?.set(other, joining);
      ties[other]?.set(one, joining);
    }
  }
  yield;
  const sorted = ties.map((it) => [...it].sort(([a], [b]) => a - b));
  return {
    edges: sorted.map((it) => it.map(([node]) => node)),
    ties: sorted.map((it): readonly (readonly Tie[])[] => it.map(([, joining]) => joining)),
  };
}

/** For each node the part of the graph that it is in: one object for all of them. */
function findParts(edges: readonly (readonly number[])[]): readonly { size: number }[] {
  const parts: { size: number }[] = [];
  for (const start of edges.keys()) {
    if (parts[start] !== undefined) continue;
    const part = { size: 0 };
    parts[start] = part;
    for (const found = [start]; found.length > 0; part.size += 1) {
      for (const it of edges[found.pop() ?? start] ?? []) {
        if (parts[it] !== undefined) continue;
        parts[it] = part;
        found.push(it);
      }
    }
  }
  return parts;
}

/** Every node that a chain leads to, with its number of steps; the nearest first. */
export function distances(net: Net, start: number): ReadonlyMap<number, number> {
  const reached = new Map([[start, 0]]);
  for (const [node, steps] of reached) {
    for (const it of net.neighbours(node)) if (!reached.has(it)) reached.set(it, steps + 1);
  }
  return reached;
}
