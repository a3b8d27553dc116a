import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtempDisposable, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { backUp } from "../../src/store/backup.ts";
import { holdAlone } from "../../src/store/sole-use.ts";

const SOLE_USE = join(import.meta.dirname, "../../src/store/sole-use.ts");
const LOG = join(import.meta.dirname, "../../src/log.ts");
const SILENT = createLog("silent");

/** A folder, and the address of a database in it. */
async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const path = (name: string) => join(folder.path, name);
  return { path, url: `sqlite:${path("crossfade.db")}`, [Symbol.asyncDispose]: () => folder.remove() };
}

const refused = (url: string) => holdAlone(url, SILENT, 0);

/** Another process that holds the file until it is killed. */
async function startHolder(url: string) {
  const script = `import { holdAlone } from "${SOLE_USE}"; import { createLog } from "${LOG}";
    await holdAlone(${JSON.stringify(url)}, createLog("silent")); console.log("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const kill = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return { kill, [Symbol.asyncDispose]: kill };
}

test("a second process says that the file is in use, and how to mend that", async () => {
  await using it = await setUp();
  await using _ = await startHolder(it.url);

  await expect(refused(it.url)).rejects.toThrow(ConfigError);
  await expect(refused(it.url)).rejects.toThrow(
    "DATABASE_URL names a file that another running Crossfade uses; stop that one first, or give this one a file of its own",
  );
});

test("one that was killed leaves nothing in the way of the next", async () => {
  await using it = await setUp();
  await using holder = await startHolder(it.url);

  await holder.kill();

  using held = await holdAlone(it.url, SILENT, 0);
  expect(held).toBeDefined();
});

test("one that is stopping is waited for, which the log says once", async () => {
  await using it = await setUp();
  await using holder = await startHolder(it.url);
  const lines: string[] = [];

  const waiting = holdAlone(
    it.url,
    createLog("info", (line) => lines.push(JSON.parse(line).msg)),
    10_000,
  );
  await holder.kill();
  using _ = await waiting;

  expect(lines).toEqual(["another running Crossfade uses the database; waiting for its end"]);
});

test("within one process, too, and until it is let go", async () => {
  await using it = await setUp();
  const first = await holdAlone(it.url, SILENT, 0);
  await expect(refused(it.url)).rejects.toThrow(ConfigError);

  first[Symbol.dispose]();

  using held = await holdAlone(it.url, SILENT, 0);
  expect(held).toBeDefined();
});

test("by whatever name the file goes", async () => {
  await using it = await setUp();
  await writeFile(it.path("crossfade.db"), "");
  await symlink(it.path("crossfade.db"), it.path("other.db"));
  using _ = await holdAlone(it.url, SILENT, 0);

  await expect(refused(`sqlite:${it.path("other.db")}`)).rejects.toThrow(ConfigError);
});

test("meanwhile the database is read and copied as ever", async () => {
  await using it = await setUp();
  using _ = await holdAlone(it.url, SILENT, 0);
  using database = new DatabaseSync(it.path("crossfade.db"));
  database.exec("create table orders (id); insert into orders values (1)");

  using copy = new DatabaseSync(backUp(it.url, it.path("copy.db")));

  expect(copy.prepare("select id from orders").get()).toEqual({ id: 1 });
});

test("what is shared, or one's own, is not held; nor is what opening the database will refuse", async () => {
  await using it = await setUp();
  await mkdir(it.path("folder.db.lock"));

  for (const url of ["sqlite::memory:", "postgres://db.example/x", `sqlite:${it.path("folder.db")}`]) {
    using first = await holdAlone(url, SILENT, 0);
    using second = await holdAlone(url, SILENT, 0);
    expect(second).not.toBe(first);
  }
});
