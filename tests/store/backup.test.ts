import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { backUp } from "../../src/store/backup.ts";
import { openStore } from "../../src/store/store.ts";
import { CHILD_ENV } from "../child-env.ts";
import { newOrder } from "./new-order.ts";

const ROOT = join(import.meta.dirname, "../..");
const NOW = Temporal.Instant.from("2026-03-10T09:00:00Z");
const SILENT = createLog("silent");
const open = (file: string) => openStore(`sqlite:${file}`, () => NOW, SILENT);

/** A store with one order, and a folder for its file and the copies. */
async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "crossfade.db");
  const store = await open(file);
  await store.orders.add(newOrder("1"));
  return {
    file,
    url: `sqlite:${file}`,
    store,
    path: (name: string) => join(folder.path, name),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

/** Runs `npm run backup` as a process with this environment, as npm would. */
async function run(env: Readonly<Record<string, string>>, ...args: string[]) {
  const script = join(ROOT, "src/backup.ts");
  return await promisify(execFile)(process.execPath, [script, ...args], {
    cwd: tmpdir(),
    env: { ...CHILD_ENV, ...env },
  }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: "" }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

test("a copy opens as a store with everything in it", async () => {
  await using it = await setUp();

  const copy = backUp(it.url, it.path("copy.db"));

  await using other = await open(copy);
  expect(await other.orders.list("10")).toEqual(await it.store.orders.list("10"));
});

test("copies taken while another thread writes hold each of its transactions whole or not at all", async () => {
  await using it = await setUp();
  const writing = new Worker(WRITER, { eval: true, workerData: it.file });
  await once(writing, "message");

  const copies = Array.from({ length: 10 }, (_, number) => backUp(it.url, it.path(`copy-${number}.db`)));
  await writing.terminate();

  const counts = [];
  for (const copy of copies) {
    await using other = await open(copy);
    const [a, b] = [await other.orders.list("A"), await other.orders.list("B")];
    expect(a.length).toBe(b.length);
    counts.push(a.length);
  }
  expect(counts.at(-1)).toBeGreaterThan(counts[0] ?? 0);
});

/** Writes an order to server A and one to server B, in one transaction, over and over. */
const WRITER = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { DatabaseSync } = require("node:sqlite");
  const database = new DatabaseSync(workerData, { timeout: 5000 });
  const columns = database.prepare("select * from orders limit 1").get();
  const names = Object.keys(columns);
  const insert = database.prepare(\`insert into orders (\${names}) values (\${names.map(() => "?")})\`);
  for (let number = 100; ; number++) {
    database.exec("begin immediate");
    for (const guild_id of ["A", "B"]) {
      insert.run(...Object.values({ ...columns, guild_id, channel_id: guild_id + number }));
    }
    database.exec("commit");
    if (number === 100) parentPort.postMessage("begun");
  }
`;

test("the bot goes on writing while a copy is taken", async () => {
  await using it = await setUp();

  let copied = false;
  const copying = run({ DATABASE_URL: it.url }, it.path("copy.db")).finally(() => {
    copied = true;
  });
  for (let number = 2; !copied; number++) {
    await it.store.orders.add(newOrder(String(number), { guildId: String(number) }));
    await setImmediate();
  }

  expect(await copying).toMatchObject({ code: 0, stdout: `copied to ${it.path("copy.db")}\n` });
});

test("what is there already is not touched", async () => {
  await using it = await setUp();
  await writeFile(it.path("mine.txt"), "mine");

  const { code, stderr } = await run({ DATABASE_URL: it.url }, it.path("mine.txt"));

  expect(code).toBe(78);
  expect(stderr).toBe(`${it.path("mine.txt")} is there already, and is not overwritten; name another file\n`);
  expect(await readFile(it.path("mine.txt"), "utf8")).toBe("mine");
});

test("a folder that is not there is named", async () => {
  await using it = await setUp();

  const { code, stderr } = await run({ DATABASE_URL: it.url }, it.path("copies/copy.db"));

  expect(code).toBe(78);
  expect(stderr).toBe(
    `${it.path("copies")} is not there, or this user may not write in it; name a file in another folder\n`,
  );
});

test.each([
  ["PostgreSQL", "postgres://me:hunter2@db.example/crossfade", "names a PostgreSQL database; copy it with pg_dump"],
  ["a store in memory", "sqlite::memory:", "DATABASE_URL keeps all in memory; there is no file to copy"],
  ["a database that is not there", "sqlite:/nowhere/a.db", "DATABASE_URL names /nowhere/a.db, which is not there"],
  ["an address of neither kind", "mysql://me:hunter2@db.example", "DATABASE_URL must be sqlite:FILE"],
])("%s is refused in one sentence, with exit code 78", async (_, url, sentence) => {
  const { code, stderr } = await run({ DATABASE_URL: url }, "copy.db");

  expect(code).toBe(78);
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd()).not.toContain("\n");
  expect(stderr).not.toContain("hunter2");
});

test("without a name for the copy, it says how it is called", async () => {
  expect(await run({})).toMatchObject({ code: 78, stderr: "name the file to make: npm run backup -- FILE\n" });
});

test("a database that cannot be read leaves nothing behind, with exit code 1", async () => {
  await using it = await setUp();
  await mkdir(it.path("copies"));
  await writeFile(it.path("bad.db"), "no database, whatever its name says".repeat(100));

  const { code, stderr } = await run({ DATABASE_URL: `sqlite:${it.path("bad.db")}` }, it.path("copies/copy.db"));

  expect(code).toBe(1);
  expect(stderr).toBe(`no copy of ${it.path("bad.db")} was made: it is not a SQLite database; name another file\n`);
  expect(await readdir(it.path("copies"))).toEqual([]);
});
