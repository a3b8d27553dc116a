import fc from "fast-check";
import { expect, test } from "vitest";
import { findChains, type Steps } from "../../../facts/graph/chains.ts";

const NODES = 8;

interface Drawn {
  readonly steps: Steps;
  readonly edges: readonly { readonly a: number; readonly b: number; readonly weight: number }[];
}

/** Small graphs, some of them in several parts, with weights that are often alike. */
const graphs: fc.Arbitrary<Drawn> = fc
  .uniqueArray(
    fc
      .record({
        a: fc.integer({ min: 0, max: NODES - 1 }),
        b: fc.integer({ min: 0, max: NODES - 1 }),
        weight: fc.integer({ min: 1, max: 3 }),
      })
      .filter(({ a, b }) => a < b),
    { selector: ({ a, b }) => a * NODES + b, maxLength: 16 },
  )
  .map((edges) => ({
    edges,
    steps: {
      neighbours: (node) =>
        edges.flatMap(({ a, b }) => (a === node ? [b] : b === node ? [a] : [])).sort((one, other) => one - other),
      weight: (node, neighbour) =>
        edges.find(({ a, b }) => (a === node && b === neighbour) || (b === node && a === neighbour))?.weight ?? 0,
    },
  }));

/** Walks every way that passes no node twice, and keeps the shortest. */
function naive({ steps }: Drawn, from: number, to: number): number[][] {
  const all: number[][] = [];
  const walk = (path: number[]) => {
    const last = path.at(-1) as number;
    if (last === to) all.push(path);
    else for (const it of steps.neighbours(last)) if (!path.includes(it)) walk([...path, it]);
  };
  walk([from]);
  const shortest = Math.min(...all.map((it) => it.length));
  return all.filter((it) => it.length === shortest);
}

function sumOf({ steps }: Drawn, path: readonly number[]): number {
  return path.slice(1).reduce((sum, node, at) => sum + steps.weight(path[at] as number, node), 0);
}

test("chains agree with walking every way: how long, how many, which, and the best first", () => {
  const node = fc.integer({ min: 0, max: NODES - 1 });
  fc.assert(
    fc.property(graphs, node, node, (drawn, from, to) => {
      const expected = naive(drawn, from, to).sort(
        (one, other) => sumOf(drawn, other) - sumOf(drawn, one) || compare(one, other),
      );

      const chains = findChains(drawn.steps, from, to);

      const found = chains && Array.from({ length: chains.count }, (_, at) => chains.nth(at + 1));
      expect(found ?? []).toEqual(expected);
      expect(chains?.length ?? -1).toBe((expected[0]?.length ?? 0) - 1);
    }),
    { numRuns: 500 },
  );
});

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((node, step) => node !== other[step]);
  return (one[at] ?? 0) - (other[at] ?? 0);
}
