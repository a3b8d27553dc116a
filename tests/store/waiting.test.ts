import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DatabaseError } from "pg";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/store.ts";
import { explainTrouble, isPassing } from "../../src/store/trouble.ts";
import { clockAt } from "../bot/bot.ts";
import { startPostgres, startWay } from "./databases.ts";

const clock = clockAt("2026-09-27T09:00:00Z");

/** Milliseconds that one attempt may take here. */
const PATIENCE = 200;

/**
 * Opens a store that finds trouble, and keeps the log's lines. Nothing is waited for in truth: where a pause begins,
 * the test may end the trouble.
 *
 * @param giveUpAfter that many pauses; without it the opening itself must come to an end
 */
async function open(url: string, onPause: (nth: number) => unknown, giveUpAfter = 100) {
  const lines: { msg: string; reason?: string }[] = [];
  const pauses: number[] = [];
  const log = createLog("info", (line) => lines.push(JSON.parse(line)));
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
    if (pauses.length > giveUpAfter) throw new Error("the test has seen enough");
    await onPause(pauses.length);
  };
  const pace = { first: 500, longest: 15_000, tellEvery: 300_000, pause };
  const opened = await openStore(url, clock, log, PATIENCE, pace).catch((error: Error) => error);
  const error = opened instanceof Error ? opened : undefined;
  if (!(opened instanceof Error)) await opened[Symbol.asyncDispose]();
  return { error, lines, pauses };
}

/** A server that answers the first message of each client with an error of PostgreSQL's, or with nothing. */
async function startServer(sqlState?: string) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.once("data", () => {
      if (sqlState === undefined) return;
      const fields = `SFATAL\0VFATAL\0C${sqlState}\0Mrefused for the test\0\0`;
      const head = Buffer.alloc(5);
      head.write("E");
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, Buffer.from(fields)]));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `postgres://me:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}/none`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test("a SQLite file that another program holds locked is used once it is free", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "crossfade.db");
  using other = new DatabaseSync(file);
  other.exec("begin exclusive");

  const { error, lines, pauses } = await open(`sqlite:${file}`, (nth) => nth === 3 && other.exec("rollback"));

  expect(error).toBeUndefined();
  expect(pauses).toEqual([500, 1000, 2000]);
  expect(lines).toMatchObject([
    { msg: "the database cannot be used yet; waiting for it", reason: expect.stringContaining("holds it locked") },
    { msg: "the database can be used now" },
  ]);
});

test("a PostgreSQL server that turns callers away at first is used once it does not", async () => {
  await using database = await startPostgres();
  await using way = await startWay(database, 2);

  const { error, pauses } = await open(way.url, () => {});

  expect(error).toBeUndefined();
  expect(pauses).toEqual([500, 1000]);
});

describe("a server that cannot be used yet is waited for", () => {
  test.each([
    ["one that is starting", "57P03"],
    ["one that is told to stop", "57P01"],
    ["one that is full", "53300"],
    ["one that cannot be reached through its pooler", "08006"],
    ["one that says nothing", undefined],
  ])("%s", async (_, sqlState) => {
    await using server = await startServer(sqlState);

    const { error, lines } = await open(server.url, () => {}, 2);

    expect(error?.message).toBe("the test has seen enough");
    expect(lines).toMatchObject([{ msg: "the database cannot be used yet; waiting for it" }]);
    expect(JSON.stringify(lines)).not.toContain("hunter2");
  });

  test.each([
    ["nothing listens", "postgres://me:hunter2@127.0.0.1:1/none"],
    ["its name is not known", "postgres://me:hunter2@nowhere.invalid/none"],
    ["its socket is not there", "postgres://me:hunter2@/none?host=/nowhere"],
  ])("%s", async (_, url) => {
    const { error } = await open(url, () => {}, 1);

    expect(error?.message).toBe("the test has seen enough");
  });
});

test("the pauses grow to a bound, and the log tells of them every five minutes", async () => {
  const { lines, pauses } = await open("postgres://me@127.0.0.1:1/none", () => {}, 44);

  expect(pauses.slice(0, 8)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  expect(Math.max(...pauses)).toBe(15_000);
  expect(lines).toHaveLength(2 + 1);
});

describe("what only a person can help with ends the start, in one sentence", () => {
  test.each([
    ["a wrong password", "28P01", /the password is wrong; special signs in them are percent-encoded/],
    ["no such database", "3D000", /no database of that name; create it, or name another/],
    ["a user who may not", "42501", /may not make tables in it/],
  ])("%s", async (_, sqlState, sentence) => {
    await using server = await startServer(sqlState);

    const { error, pauses } = await open(server.url, () => {}, 0);

    expect(error).toBeInstanceOf(ConfigError);
    expect(error?.message).toMatch(sentence);
    expect(error?.message).toMatch(/^DATABASE_URL names a database that cannot be used: [^\n]*$/);
    expect(error?.message).not.toContain("hunter2");
    expect(pauses).toEqual([]);
  });

  test("a real server of which the password is wrong, or the database", async () => {
    await using database = await startPostgres();

    const wrong = await open(database.url.replace("for-tests-only", "hunter2"), () => {}, 0);
    const missing = await open(database.url.replace(/postgres$/, "none"), () => {}, 0);
    const plain = await open(`${database.url}?sslmode=verify-full`, () => {}, 0);

    expect(wrong.error?.message).toContain("the user or the password is wrong");
    expect(missing.error?.message).toContain("no database of that name");
    expect(plain.error?.message).toContain("the server has no TLS; add sslmode=disable");
  });
});

const failure = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall });
const answer = (code: string, message = "") => Object.assign(new DatabaseError(message, 0, "error"), { code });

test.each([
  ["a name that cannot be resolved for now", failure("EAI_AGAIN", "getaddrinfo")],
  ["a cut line", failure("ECONNRESET", "read")],
  ["no way there", failure("EHOSTUNREACH", "connect")],
  ["a disk that is full, there", answer("53100")],
  ["a server that crashed and recovers", answer("57P02")],
  ["a standby that may take over", answer("25006")],
  ["a lock", answer("55P03")],
  ["the words of a connection that ended", new Error("Connection terminated unexpectedly")],
  ["all addresses of a host", new AggregateError([failure("ECONNREFUSED"), failure("ENETUNREACH")])],
])("%s may pass", (_, error) => {
  expect(isPassing(error)).toBe(true);
});

test.each([
  ["a certificate that nobody signed", failure("DEPTH_ZERO_SELF_SIGNED_CERT"), /does not trust .* sslmode=no-verify/],
  ["one of an authority of one's own", failure("SELF_SIGNED_CERT_IN_CHAIN"), /sslrootcert=FILE/],
  ["one that has expired", failure("CERT_HAS_EXPIRED"), /renew it, or add sslmode=no-verify/],
  ["one of another host", failure("ERR_TLS_CERT_ALTNAME_INVALID"), /is for another host/],
  ["a server that wants TLS", answer("28000", 'no pg_hba.conf entry for host "::1", no encryption'), /add sslmode=/],
  ["a password left out", new Error("SASL: client password must be a string"), /write postgres:..USER:PASSWORD@HOST/],
  ["a certificate's file that is not there", failure("ENOENT", "open"), /^ENOENT$/],
  ["one address of two", new AggregateError([failure("ECONNREFUSED"), answer("28P01", "wrong")]), /wrong/],
])("%s does not pass by itself", (_, error, sentence) => {
  expect(isPassing(error)).toBe(false);
  expect(explainTrouble(error)).toMatch(sentence);
});
