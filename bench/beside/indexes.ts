import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { openFacts } from "../../facts/index.ts";
import type { Row } from "../row.ts";
import { makeQueries } from "../search.ts";
import type { MeasuredIndex } from "./index-process.ts";
import { describeMachine } from "./machine.ts";
import { requirePeers } from "./peers.ts";
import { writeTable } from "./table.ts";

const NAMES = ["Crossfade's", "minisearch", "Fuse.js", "Orama", "FlexSearch"];
const QUERIES = 1400;

/**
 * Crossfade's search beside indexes as they come, over the shipped facts, 10,000 and 100,000: each in a process of its
 * own, asked the same. Prints the tables of docs/BENCHMARKS.md. Takes some minutes.
 *
 * @throws Error when the other libraries are not installed
 */
export async function benchIndexes(): Promise<Row[]> {
  requirePeers();
  console.log(`${describeMachine()}\n`);
  const index = openFacts();
  const queries = makeQueries(index, QUERIES);
  const ours: MeasuredIndex[] = [];
  for (const size of [index.facts.length, 10_000, 100_000]) {
    const measured: MeasuredIndex[] = [];
    for (const name of NAMES) measured.push(await measure(name, size, queries));
    ours.push(...measured.slice(0, 1));
    console.log(`${write(size, measured)}\n`);
  }
  return ours.flatMap(({ facts, met, p99 }): Row[] => [
    { name: `search over ${facts} facts, p99`, value: p99, unit: "ms" },
    ...(met === undefined
      ? []
      : [{ name: "search: expectations not met", value: met[1] - met[0], unit: "requests", limit: 0 } as const]),
  ]);
}

async function measure(name: string, size: number, queries: readonly string[]): Promise<MeasuredIndex> {
  const execArgv = ["--expose-gc", "--max-old-space-size=12000"];
  const child = fork(join(import.meta.dirname, "index-process.ts"), [name, String(size)], { execArgv });
  const ended = once(child, "exit");
  const answer = once(child, "message") as Promise<[MeasuredIndex]>;
  child.send(queries);
  const [measured] = await Promise.race([answer, ended.then(([code]) => Promise.reject(endOf(name, code)))]);
  await ended;
  console.error(JSON.stringify(measured));
  return measured;
}

function endOf(name: string, code: unknown): Error {
  return new Error(`the process of ${name} ended with ${code}`);
}

function write(size: number, measured: readonly MeasuredIndex[]): string {
  const meets = measured.some(({ met }) => met !== undefined);
  return writeTable(
    [`${size} facts`, "built in", "memory", "p50", "p99", "of queries", ...(meets ? ["expectations met"] : [])],
    measured.map(({ build, memory, met, name, p50, p99, queries }) => [
      name,
      `${build.toFixed(0)} ms`,
      `${memory.toFixed(1)} MB`,
      `${p50.toFixed(2)} ms`,
      `${p99.toFixed(2)} ms`,
      String(queries),
      ...(met === undefined ? [] : [`${met[0]} of ${met[1]}`]),
    ]),
  );
}
