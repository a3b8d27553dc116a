import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startLocalDiscord } from "../playground/discord/local-discord.ts";
import { median, type Row } from "./row.ts";

const RUNS = 5;
const MANY_SERVERS = 10_000;

/** From the start of the process to its line "ready", and its memory then, with one server and with many. */
export async function benchStart(): Promise<Row[]> {
  const one = await measure(1);
  const many = await measure(MANY_SERVERS);
  return [
    { name: "start to ready, 1 server", value: one.ms, unit: "ms" },
    { name: `start to ready, ${MANY_SERVERS} servers`, value: many.ms, unit: "ms", limit: one.ms * 2 + 200 },
    { name: "memory once ready, 1 server", value: one.megabytes, unit: "MB" },
    {
      name: `memory once ready, ${MANY_SERVERS} servers`,
      value: many.megabytes,
      unit: "MB",
      limit: one.megabytes * 2.5,
    },
  ];
}

async function measure(servers: number): Promise<{ ms: number; megabytes: number }> {
  await using discord = await startLocalDiscord();
  for (let number = 0; number < servers; number++) discord.world.addServer({ name: `Server ${number}` });
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await startOnce({ url: discord.url, token: discord.token }));
  return { ms: median(runs.map((it) => it.ms)), megabytes: median(runs.map((it) => it.megabytes)) };
}

async function startOnce({ token, url }: { token: string; url: string }): Promise<{ ms: number; megabytes: number }> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, "../run.cjs"), "src/main.ts"], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: token,
      DISCORD_API_URL: url,
      DATABASE_URL: `sqlite:${join(folder.path, "crossfade.db")}`,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  for await (const line of createInterface(child.stdout)) if (line.includes('"msg":"ready"')) break;
  const ms = performance.now() - began;
  const megabytes = residentMegabytes(child.pid);
  child.kill("SIGTERM");
  await ended;
  return { ms, megabytes };
}

/** Resident memory of a process, in MB; not a number where the system does not tell (only Linux does here). */
export function residentMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}
