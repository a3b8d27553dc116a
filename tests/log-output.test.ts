import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtempDisposable, open, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { startLocalDiscord } from "../playground/discord/local-discord.ts";
import { CHILD_ENV } from "./child-env.ts";
import { freePort } from "./store/databases.ts";

const ROOT = join(import.meta.dirname, "..");

/** A log in a process of its own; it tells on standard error how many lines of `count` were lost. */
function startLog(count: number, stdout: "pipe" | number) {
  const script = `import { createLog } from "./src/log.ts"; import { openLogOutput } from "./src/log-output.ts";
    let dropped = 0;
    const log = createLog("info", openLogOutput(process.stdout, () => dropped++));
    for (let line = 1; line <= ${count}; line++) {
      log.info({ line, filling: "x".repeat(1000) }, "said");
      await new Promise(setImmediate);
    }
    process.stderr.write(String(dropped), () => process.exit(0));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: ROOT,
    stdio: ["ignore", stdout, "pipe"],
  });
  return { child, ended: Promise.all([text(child.stderr!), once(child, "exit")]) };
}

describe("a log goes on", () => {
  test("when its reader is gone: each line is counted as lost", async () => {
    const { child, ended } = startLog(200, "pipe");

    child.stdout?.destroy();

    expect(await ended).toEqual(["200", [0, null]]);
  });

  test("when its reader does not read: it keeps a million bytes for later, and no more", async () => {
    const { child, ended } = startLog(3000, "pipe");

    child.stdout?.pause();

    const [dropped, end] = await ended;
    expect(end).toEqual([0, null]);
    expect(Number(dropped)).toBeGreaterThan(1500);
    expect(Number(dropped)).toBeLessThan(2100);
  });

  test.runIf(existsSync("/dev/full"))("when the disk is full: each line is counted as lost", async () => {
    await using full = await open("/dev/full", "w");

    expect(await startLog(50, full.fd).ended).toEqual(["50", [0, null]]);
  });

  test("into a file, each line whole", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
    await using file = await open(join(folder.path, "log"), "a");

    expect(await startLog(20, file.fd).ended).toEqual(["0", [0, null]]);

    const lines = (await readFile(join(folder.path, "log"), "utf8")).trimEnd().split("\n");
    expect(lines.map((it) => JSON.parse(it).line)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });
});

test("a line that was written by half is not glued to the next one, once there is room again", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  await using file = await open(join(folder.path, "log"), "a");
  const script = `import { ftruncateSync } from "node:fs"; import { openLogOutput } from "./src/log-output.ts";
    let dropped = 0;
    const write = openLogOutput(process.stdout, () => dropped++);
    while (dropped < 2) write("x".repeat(999) + "\\n");
    ftruncateSync(1, 2050);
    write("after\\n");`;

  const child = spawn(
    "sh",
    ["-c", 'ulimit -f 9; exec "$0" --input-type=module --eval "$1"', process.execPath, script],
    {
      cwd: ROOT,
      stdio: ["ignore", file.fd, "inherit"],
    },
  );
  await once(child, "exit");

  const lines = (await readFile(join(folder.path, "log"), "utf8")).split("\n");
  expect(lines.map((it) => it.length)).toEqual([999, 999, 50, 5, 0]);
  expect(lines[3]).toBe("after");
});

test.each([
  ["on a full disk", "/dev/full"],
  ["though all its readers left", undefined],
])("the bot goes on %s, and its metrics say what the log lost", async (_, file) => {
  if (file !== undefined && !existsSync(file)) return;
  await using discord = await startLocalDiscord();
  await using full = await open(file ?? "/dev/null", "w");
  const port = String(await freePort());
  const env = {
    ...CHILD_ENV,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DATABASE_URL: "sqlite::memory:",
    HTTP_PORT: port,
  };
  const out = file === undefined ? "pipe" : full.fd;
  const bot = spawn(process.execPath, ["run.cjs", "src/main.ts"], { cwd: ROOT, env, stdio: ["ignore", out, out] });
  bot.stdout?.destroy();
  bot.stderr?.destroy();
  const metrics = () =>
    fetch(`http://127.0.0.1:${port}/metrics`).then(
      (it) => it.text(),
      () => "",
    );

  await expect.poll(metrics, { timeout: 10_000 }).toMatch(/^crossfade_log_lines_dropped_total [1-9]/m);
  const ended = once(bot, "exit");
  bot.kill("SIGTERM");

  expect(await ended).toEqual([0, null]);
});
