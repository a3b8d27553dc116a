import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtempDisposable, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startLocalDiscord } from "../playground/discord/local-discord.ts";
import { freePort } from "./store/databases.ts";

// What the README says to start, as people start it: npm, its shell and all that these start, in a real process tree.

const ROOT = join(import.meta.dirname, "..");
const PATH = process.env.PATH ?? "";

/** Makes Node call itself an older one, but for what the launcher starts. */
const OLD_NODE = `--require=${join(import.meta.dirname, "old-node.cjs")}`;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A bot that was started that way, alone in a process group, with its health served. */
async function start([command = "", ...args]: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const discord = await startLocalDiscord();
  const port = String(await freePort());
  const env = {
    PATH,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DATABASE_URL: "sqlite::memory:",
    HTTP_PORT: port,
    ...more,
  };
  const child = spawn(command, args, { cwd: ROOT, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  await seen(child, '"msg":"ready"');
  const alive = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => true,
      () => false,
    );
  return {
    child,
    ended: once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>,
    alive,
    /** Within the 10 seconds that a supervisor gives. */
    async gone() {
      for (const began = performance.now(); performance.now() - began < 10_000; await sleep(50))
        if (!(await alive())) return true;
      return false;
    },
    group: (signal: NodeJS.Signals) => process.kill(-child.pid!, signal),
    async [Symbol.asyncDispose]() {
      try {
        process.kill(-child.pid!, "SIGKILL");
      } catch {
        // The whole group is gone, as it should be.
      }
      discord.forgive();
      await discord[Symbol.asyncDispose]();
    },
  };
}

async function seen({ stderr, stdout }: Child, words: string): Promise<void> {
  stderr.resume();
  for await (const line of createInterface(stdout)) if (line.includes(words)) break;
  // Whatever it says later on must not wait for a reader.
  stdout.resume();
}

const npmStart = (shell: string) => ["npm", "start", `--script-shell=${shell}`];

describe("a signal to what was started ends the bot, with exit code 0", () => {
  test.each([
    ["SIGTERM to npm, with sh", npmStart("sh"), "SIGTERM"],
    ["SIGTERM to npm, with bash where there is one", npmStart(existsSync("/bin/bash") ? "/bin/bash" : "sh"), "SIGTERM"],
    ["SIGINT to npm, with sh", npmStart("sh"), "SIGINT"],
    ["SIGTERM to the launcher", ["node", "run.cjs", "src/main.ts"], "SIGTERM"],
    ["SIGINT to the program", [process.execPath, "src/main.ts"], "SIGINT"],
    ["SIGTERM to npm on an old Node", npmStart("sh"), "SIGTERM", { NODE_OPTIONS: OLD_NODE }],
    ["SIGINT to the launcher on an old Node", ["node", "run.cjs", "src/main.ts"], "SIGINT", { NODE_OPTIONS: OLD_NODE }],
  ] as const)("%s", async (_, command, signal, env: Readonly<Record<string, string>> = {}) => {
    await using bot = await start(command, env);

    bot.child.kill(signal);

    expect(await bot.ended).toEqual([0, null]);
    expect(await bot.alive()).toBe(false);
  });

  test("Ctrl-C, which the terminal sends to npm and to the bot, and npm to the bot once more", async () => {
    await using bot = await start(npmStart("sh"));

    bot.group("SIGINT");

    expect(await bot.ended).toEqual([0, null]);
    expect(await bot.alive()).toBe(false);
  });
});

test.each([
  ["npm", npmStart("sh"), {}],
  ["npm on an old Node", npmStart("sh"), { NODE_OPTIONS: OLD_NODE }],
  ["the launcher on an old Node", ["node", "run.cjs", "src/main.ts"], { NODE_OPTIONS: OLD_NODE }],
] as const)("%s that is killed outright takes the bot with it", async (_, command, env) => {
  await using bot = await start(command, env);

  bot.child.kill("SIGKILL");

  expect(await bot.gone()).toBe(true);
});

test("a bot that no package script started outlives the shell that did, and a terminal that it has nothing of", async () => {
  await using bot = await start(["sh", "-c", `"${process.execPath}" run.cjs src/main.ts & wait`]);

  bot.child.kill("SIGKILL");
  await bot.ended;
  bot.group("SIGHUP");
  await sleep(1200);

  expect(await bot.alive()).toBe(true);
});

test.runIf(process.platform === "linux" && existsSync("/usr/bin/script"))(
  "a terminal that is closed ends the bot that was started in it",
  async () => {
    await using bot = await start(["script", "-qfec", `"${process.execPath}" run.cjs src/main.ts`, "/dev/null"]);

    bot.child.kill("SIGKILL");

    expect(await bot.gone()).toBe(true);
  },
);

test("a bot that is profiled starts as others do, though a profiler's signal would end one that begins anew", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const profiling = ["--cpu-prof", `--cpu-prof-dir=${folder.path}`, "--cpu-prof-interval=100"];
  await using bot = await start([process.execPath, ...profiling, "run.cjs", "src/main.ts"]);

  bot.child.kill("SIGTERM");

  expect(await bot.ended).toEqual([0, null]);
  expect(await readdir(folder.path)).toEqual([expect.stringMatching(/\.cpuprofile$/)]);
});

/** A copy of what is needed to start, with these packages installed, and nothing else. */
async function installation(...packages: string[]) {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const modules = join(folder.path, "node_modules");
  for (const file of ["run.cjs", "package.json"]) await cp(join(ROOT, file), join(folder.path, file));
  if (packages.length > 0) await mkdir(modules);
  for (const name of packages) {
    if (name.includes("/")) await mkdir(join(modules, name, ".."), { recursive: true });
    await symlink(join(ROOT, "node_modules", name), join(modules, name));
  }
  return {
    path: folder.path,
    modules,
    async run(script: string, more: Readonly<Record<string, string>> = {}) {
      const env = { PATH, ...more };
      const child = spawn("npm", ["run", script], { cwd: folder.path, env, stdio: ["ignore", "pipe", "pipe"] });
      const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit"), text(child.stdout)]);
      return { said, code: code as number };
    },
    [Symbol.asyncDispose]: () => folder.remove(),
  };
}

const { dependencies, scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
  scripts: Record<string, string>;
};
const PRODUCTION = Object.keys(dependencies);

describe("what is missing is one sentence that says what to run, and exit code 78", () => {
  test.each(["start", "test", "play", "check", "facts:check", "backup"])("npm run %s before npm ci", async (script) => {
    await using it = await installation();

    const { code, said } = await it.run(script);

    expect(said).toContain(`Crossfade is not installed yet: run npm ci in ${it.path} first\n`);
    expect(code).toBe(78);
  });

  test.each(["play", "test", "bench"])("npm run %s after a production install", async (script) => {
    await using it = await installation(...PRODUCTION);

    const { code, said } = await it.run(script);

    expect(said).toContain(`run npm ci --include=dev in ${it.path} first\n`);
    expect(code).toBe(78);
  });

  test("npm start on an old Node, where the packages' scripts were left out", async () => {
    await using it = await installation(...PRODUCTION.filter((name) => name !== "node"));
    await mkdir(join(it.modules, "node/bin"), { recursive: true });
    await writeFile(join(it.modules, "node/package.json"), "{}");

    const { code, said } = await it.run("start", { NODE_OPTIONS: OLD_NODE });

    expect(said).toContain("run npm rebuild node --ignore-scripts=false");
    expect(code).toBe(78);
  });
});

test("every script goes through the launcher, and makes way for a program that goes on until it is stopped", () => {
  expect(Object.entries(scripts).filter(([, script]) => !/^(exec )?node run\.cjs\b/.test(script))).toEqual([]);
  for (const name of ["start", "play"]) expect(scripts[name]).toMatch(/^exec node run\.cjs /);
});
