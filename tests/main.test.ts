import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { on, once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startLocalDiscord } from "../playground/discord/local-discord.ts";
import { environment } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { holdAlone } from "../src/store/sole-use.ts";
import { CHILD_ENV } from "./child-env.ts";
import { freePort } from "./store/databases.ts";

/** As `npm start` does. */
const MAIN = [join(import.meta.dirname, "../run.cjs"), "src/main.ts"];

/** What a `.env` of this checkout's might set: set to nothing, it stays so. Those of shards discord.js reads, too. */
const UNSET = Object.fromEntries(
  Object.keys(environment.shape)
    .filter((name) => !name.startsWith("SHARD"))
    .map((name) => [name, ""]),
);

/** The bot as a process of its own, with this configuration and no other, and a database that goes with it. */
async function startProcess(env: Readonly<Record<string, string>>) {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const set = { ...UNSET, DATABASE_URL: `sqlite:${join(folder.path, "crossfade.db")}`, ...env };
  const child = spawn(process.execPath, MAIN, {
    cwd: folder.path,
    env: { ...CHILD_ENV, ...set },
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, "exit").then(async ([code]) => {
    const [log, errors] = await output;
    return { code: code as number | null, log, errors };
  });
  return {
    child,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
      await folder.remove();
    },
  };
}

async function said(message: string, { stdout }: ChildProcessWithoutNullStreams): Promise<void> {
  let seen = "";
  for await (const [chunk] of on(stdout, "data")) {
    seen += chunk;
    if (seen.includes(`"msg":"${message}`)) return;
  }
}

test("unset variables are listed, a line each, and it exits 78", async () => {
  await using bot = await startProcess({ LOG_LEVEL: "loud" });

  const { code, errors, log } = await bot.ended;

  expect(code).toBe(78);
  expect(errors.trimEnd().split("\n")).toEqual([
    "DISCORD_TOKEN must be set: the bot's token, from https://discord.com/developers/applications → Bot",
    "LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent",
  ]);
  expect(log).toBe("");
});

test("a token that Discord refuses is said to be, with the way to another, and it exits 78", async () => {
  await using discord = await startLocalDiscord();
  await using bot = await startProcess({ DISCORD_TOKEN: "not-a-token.for-tests.only", DISCORD_API_URL: discord.url });

  const { code, errors } = await bot.ended;

  expect(code).toBe(78);
  expect(errors).toBe(
    "DISCORD_TOKEN is refused by Discord; make a new one at https://discord.com/developers/applications → Bot → Reset Token\n",
  );
});

test("a database that cannot be used is one sentence, and it exits 78", async () => {
  await using discord = await startLocalDiscord();
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "letter.txt");
  await writeFile(file, "Dear moderator, ".repeat(1000));

  await using bot = await startProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DATABASE_URL: `sqlite:${file}`,
  });
  const { code, errors } = await bot.ended;

  expect(code).toBe(78);
  expect(errors).toBe(
    "DATABASE_URL names a file that cannot be opened: it is not a SQLite database; name another file\n",
  );
});

test("a port that is taken is one sentence, and it exits 78", async () => {
  await using discord = await startLocalDiscord();
  const port = new URL(discord.url).port;

  await using bot = await startProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DATABASE_URL: "sqlite::memory:",
    HTTP_PORT: port,
  });

  expect(await bot.ended).toMatchObject({
    code: 78,
    errors: `HTTP_PORT ${port} is taken by another program; choose another\n`,
  });
});

test("a port for commands over HTTP that is taken is one sentence, and it exits 78", async () => {
  await using discord = await startLocalDiscord();
  const port = new URL(discord.url).port;

  await using bot = await startProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    INTERACTIONS_PORT: port,
    DISCORD_PUBLIC_KEY: discord.publicKey,
  });

  expect(await bot.ended).toMatchObject({
    code: 78,
    errors: `INTERACTIONS_PORT ${port} is taken by another program; choose another\n`,
  });
});

test.each([
  [{ INTERACTIONS_PORT: "8081" }, /^DISCORD_PUBLIC_KEY must be set where INTERACTIONS_PORT is[^\n]*\n$/],
  [{ DISCORD_PUBLIC_KEY: "0".repeat(64) }, /^INTERACTIONS_PORT must be set where DISCORD_PUBLIC_KEY is[^\n]*\n$/],
  [{ INTERACTIONS_PORT: "8081", DISCORD_PUBLIC_KEY: "key" }, /^DISCORD_PUBLIC_KEY must be the application's[^\n]*\n$/],
])("commands over HTTP by half, %o, are one sentence, and it exits 78", async (env, sentence) => {
  await using bot = await startProcess({ DISCORD_TOKEN: "not-a-token.for-tests.only", ...env });

  const { code, errors } = await bot.ended;

  expect(code).toBe(78);
  expect(errors).toMatch(sentence);
});

test("with commands over HTTP, SIGTERM ends it cleanly too", async () => {
  const port = await freePort();
  await using discord = await startLocalDiscord({ interactionsUrl: `http://127.0.0.1:${port}/` });
  const [person, server] = [discord.world.addPerson("Member"), discord.world.addServer()];
  discord.world.join(server, person);
  await using bot = await startProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    INTERACTIONS_PORT: String(port),
    DISCORD_PUBLIC_KEY: discord.publicKey,
  });
  await said("ready", bot.child);
  // Discord's connection stays open, as a balancer's would.
  await discord.command({ person, channel: discord.world.addChannel(server) }, "about");

  bot.child.kill("SIGTERM");

  expect(await bot.ended).toMatchObject({ code: 0, errors: "" });
});

test("a crash tells where, and no secret", async () => {
  await using discord = await startLocalDiscord();
  const crash = `setInterval(()=>{if(process.listenerCount("uncaughtException"))throw(Error(process.env.DISCORD_TOKEN))})`;

  await using bot = await startProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}`,
  });
  const { code, errors } = await bot.ended;

  expect(code).toBe(1);
  expect(errors).toMatch(/^Error: \[\w+\]\n {4}at /);
  expect(errors).not.toContain(discord.token);
});

test("facts that do not fit stop the start, with file, line and column, and it exits 78", async () => {
  await using discord = await startLocalDiscord();
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  await writeFile(join(folder.path, "mine.yaml"), "- id: Not a slug\n");

  await using bot = await startProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    FACTS_DIR: folder.path,
  });
  const { code, errors } = await bot.ended;

  expect(code).toBe(78);
  expect(errors).toContain(`${join(folder.path, "mine.yaml")}:1:`);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it cleanly: exit code 0", async (signal) => {
  await using discord = await startLocalDiscord();
  await using bot = await startProcess({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url });
  await said("ready", bot.child);

  bot.child.kill(signal);

  expect(await bot.ended).toMatchObject({ code: 0, errors: "" });
});

test.each([
  ["its database", "postgres://nobody@127.0.0.1:1/none", "the database cannot be used yet"],
  ["another bot to let go of it", undefined, "another running Crossfade uses the database"],
])("told to stop while it waits for %s, it ends cleanly, too", async (_, url, message) => {
  await using discord = await startLocalDiscord();
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = `sqlite:${join(folder.path, "crossfade.db")}`;
  using _held = await holdAlone(file, createLog("silent"), 0);
  await using bot = await startProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DATABASE_URL: url ?? file,
  });
  await said(message, bot.child);

  bot.child.kill("SIGTERM");

  expect(await bot.ended).toMatchObject({ code: 0, errors: "" });
});
