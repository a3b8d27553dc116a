import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Program } from "./programs.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Milliseconds that a program may take until it is at work. */
const PATIENCE = 60_000;

/** A program in a process of its own. Dispose to end it. */
export interface Running extends AsyncDisposable {
  /** Milliseconds from the start of its process until it said that it is at work. */
  readonly started: number;
  /** Resident memory, in MB; not a number where the system does not tell (only Linux does here). */
  memory(): number;
}

/**
 * Starts a program as its host would, and waits until it is at work.
 *
 * @throws Error when it ends before, or takes longer than a minute
 */
export async function start(program: Program, env: Readonly<Record<string, string>>): Promise<Running> {
  const [file = "", ...rest] = program.run;
  const began = performance.now();
  const child = spawn(process.execPath, [join(ROOT, file), ...rest], {
    cwd: join(ROOT, program.folder ?? "."),
    env: { PATH: process.env.PATH ?? "", INTENTS: String(program.intents), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const ready = Promise.withResolvers<number>();
  const timer = setTimeout(() => ready.reject(new Error(`${program.name} is not ready after a minute`)), PATIENCE);
  void ended.then(() => ready.reject(new Error(`${program.name} ended before it was ready`)));
  // Read to the end, or it would wait for its lines to be taken.
  createInterface(child.stdout).on("line", (line) => {
    if (line.includes(program.ready)) ready.resolve(performance.now() - began);
  });
  const end = async () => {
    child.kill(child.killed ? "SIGKILL" : "SIGTERM");
    await ended;
  };
  try {
    const started = await ready.promise;
    return { started, memory: () => residentMegabytes(child.pid), [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function residentMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}
