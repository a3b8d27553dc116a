import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../row.ts";
import { describeMachine } from "./machine.ts";
import type { Pair, Paired } from "./paired.ts";
import { CROSSFADE } from "./programs.ts";
import type { Measured } from "./stage.ts";
import { writeTable } from "./table.ts";

const SIZES = [1, 2500, 10_000];

/** The most that Crossfade may be, as a multiple of the floor: the least program on discord.js without intents. */
const MOST = { memory: 1.25, growth: 1.1, start: 1.3, p50: 1.2, p99: 1.5 } as const;

/**
 * Crossfade side by side with what the guides of other libraries show, and with the floor in turn. Prints the tables of
 * docs/BENCHMARKS.md. Takes a quarter of an hour.
 *
 * @throws Error when the other libraries are not installed
 */
export async function benchPeers(): Promise<Row[]> {
  requirePeers();
  console.log(`${describeMachine()}\n`);
  const [pair] = (await runStage("pair")) as Paired[];
  if (pair === undefined) throw new Error("nothing was measured beside the floor");
  console.log(`${writeAnswers(pair)}\n`);
  const all: Measured[] = [];
  for (const servers of SIZES) {
    const measured = (await runStage(String(servers))) as Measured[];
    all.push(...measured);
    console.log(`${writeMeasured(servers, measured)}\n`);
  }
  return [...rowsOf(pair), growth(all)];
}

/** @throws Error that says how to install them */
export function requirePeers(): void {
  if (existsSync(join(import.meta.dirname, "../peers/node_modules"))) return;
  throw new Error("The libraries that this is measured beside are not installed: npm ci --prefix bench/peers");
}

async function runStage(what: string): Promise<unknown[]> {
  const results: unknown[] = [];
  // What 10,000 servers are made of, and what a session was told of them, is kept by the local Discord.
  const execArgv = ["--max-old-space-size=12000"];
  const child = fork(join(import.meta.dirname, "stage-process.ts"), [what], {
    execArgv,
    // An answer that did not come took for ever, which JSON has no word for.
    serialization: "advanced",
  });
  child.on("message", (result) => {
    results.push(result);
    console.error(JSON.stringify(result));
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the stage "${what}" ended with ${code}`);
  return results;
}

function writeMeasured(servers: number, measured: readonly Measured[]): string {
  const title = ["start", "memory", "p50", "p99", "p50 at 200/s", "p99 at 200/s"];
  return writeTable(
    [servers === 1 ? "1 server" : `${servers} servers`, ...title],
    measured.map(({ busy, idle, memory, name, start }) => [
      name,
      `${(start / 1000).toFixed(2)} s`,
      `${memory.toFixed(0)} MB`,
      ...[idle.p50, idle.p99, busy.p50, busy.p99].map(writeTime),
    ]),
  );
}

/** @param ms infinite where so many answers did not come within Discord's three seconds */
function writeTime(ms: number): string {
  return Number.isFinite(ms) ? `${ms.toFixed(2)} ms` : "no answer";
}

function writeAnswers({ busy, idle }: Paired): string {
  const kinds = [...Object.entries(idle), ["all mixed, 200 a second", busy] as const];
  return writeTable(
    ["command", "p50", "floor's", "ratio", "p99", "floor's", "ratio"],
    kinds.map(([name, { crossfade, floor }]) => [
      name,
      ...(["p50", "p99"] as const).flatMap((rank) => [
        `${crossfade[rank].toFixed(2)} ms`,
        `${floor[rank].toFixed(2)} ms`,
        (crossfade[rank] / floor[rank]).toFixed(2),
      ]),
    ]),
  );
}

function rowsOf({ busy, idle, memory, start }: Paired): Row[] {
  const times = Object.entries(idle).flatMap(([name, { crossfade, floor }]) =>
    (["p50", "p99"] as const).map((rank) =>
      ratio(`${rank} of ${name}`, { crossfade: crossfade[rank], floor: floor[rank] }, MOST[rank]),
    ),
  );
  const missed = [...Object.values(idle), busy].reduce((sum, it) => sum + it.crossfade.missed, 0);
  return [
    ratio("memory after 1,000 commands, 1 server", memory, MOST.memory),
    ratio("start to ready, 1 server", start, MOST.start),
    ...times,
    { name: "beside the floor: commands without an answer", value: missed, unit: "requests", limit: 0 },
  ];
}

function ratio(name: string, { crossfade, floor }: Pair<number>, limit: number): Row {
  return { name: `beside the floor: ${name}`, value: crossfade / floor, unit: "times", limit };
}

function growth(all: readonly Measured[]): Row {
  const ofSize = (size: number) =>
    all.find(({ name, servers }) => name === CROSSFADE.name && servers === size)?.memory ?? Number.NaN;
  const [few = 1, , many = 1] = SIZES;
  const value = ofSize(many) / ofSize(few);
  return { name: `memory with ${many} servers, beside that with ${few}`, value, unit: "times", limit: MOST.growth };
}
