import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type ArtistGraph, createArtistGraph, type FactData, readFacts, SHIPPED_FACTS } from "../facts/index.ts";
import { makeFacts, randomFrom } from "./made-facts.ts";
import { median, type Row } from "./row.ts";

const PAIRS = 3_000;

/** Building the graph of artists and asking it for chains, over the shipped facts and over 10,000 made from them. */
export function benchGraph(): Row[] {
  const shipped = readFacts([SHIPPED_FACTS]);
  return [...graphRows(shipped, 100), ...graphRows(makeFacts(shipped, 10_000))];
}

/** @param limit milliseconds that building may take */
function graphRows(content: FactData, limit?: number): Row[] {
  const size = content.facts.length;
  const built = [1, 2, 3].map(() => {
    const began = performance.now();
    createArtistGraph(content).warmUp();
    return performance.now() - began;
  });
  const { graph, memory } = weigh(content);
  const times = askAll(graph).sort((a, b) => a - b);
  const rank = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return [
    { name: `graph: build of ${size} facts`, value: median(built), unit: "ms", ...(limit !== undefined && { limit }) },
    { name: `graph: memory of ${size} facts`, value: memory, unit: "MB", limit: 10 },
    { name: `graph: p50 of a chain over ${size} facts`, value: rank(0.5), unit: "ms", limit: 5 },
    { name: `graph: p99 of a chain over ${size} facts`, value: rank(0.99), unit: "ms", limit: 5 },
  ];
}

/** How much more the heap holds with the graph than before, in MB. */
function weigh(content: FactData): { readonly graph: ArtistGraph; readonly memory: number } {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const graph = createArtistGraph(content);
  graph.warmUp();
  collect();
  return { graph, memory: (process.memoryUsage().heapUsed - before) / 2 ** 20 };
}

/** Milliseconds of each of many chains between any two, every tenth of them a later way. */
function askAll(graph: ArtistGraph): number[] {
  const random = randomFrom(1986);
  const any = () => graph.names[Math.floor(random() * graph.names.length)] ?? "";
  return Array.from({ length: PAIRS }, (_, at) => {
    const [from, to] = [any(), any()];
    const began = performance.now();
    if (graph.connect(from, to, at % 10 === 0 ? 20 : 1) === undefined) graph.approach(from, to);
    return performance.now() - began;
  });
}
