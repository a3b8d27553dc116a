import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import { type Health, serveHealth } from "../src/http.ts";
import { createLog } from "../src/log.ts";
import { createVitals } from "../src/vitals.ts";

const HOST = "127.0.0.1";
const WELL: Health = { problems: async () => [], metrics: async () => "up 1\n" };

async function serve(health: Partial<Health> = {}) {
  const log: string[] = [];
  const write = createLog("info", (line) => log.push(line));
  const server = await serveHealth({ host: HOST, port: 0 }, { ...WELL, ...health }, write);
  const get = async (path: string, method = "GET") => {
    const response = await fetch(`http://${HOST}:${server.port}${path}`, { method });
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
  /** Sends bytes as they are. @returns all that came back until the connection was closed */
  const send = async (bytes: string) => {
    const socket = connect(server.port, HOST);
    await once(socket, "connect");
    // What the server has closed cannot be written to any more, which is no matter here.
    socket.on("error", () => {});
    socket.write(bytes, "latin1");
    return await text(socket).catch(() => "");
  };
  return { ...server, get, send, log, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("the pages", async () => {
  await using server = await serve();

  expect(await server.get("/healthz")).toMatchObject({ status: 200, body: "alive\n" });
  expect(await server.get("/readyz?verbose")).toMatchObject({ status: 200, body: "ready\n" });
  expect(await server.get("/metrics")).toMatchObject({ status: 200, body: "up 1\n" });
  expect(await server.get("/")).toMatchObject({ status: 404 });
  expect((await server.get("/metrics")).headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
});

test("a bot that cannot do its work is alive, not ready, and says why", async () => {
  await using server = await serve({
    problems: async () => ["not connected to Discord", "the database does not answer"],
  });

  expect(await server.get("/healthz")).toMatchObject({ status: 200 });
  expect(await server.get("/readyz")).toMatchObject({
    status: 503,
    body: "not connected to Discord\nthe database does not answer\n",
  });
});

test("a database that hangs is told of within two seconds, and asked once", async () => {
  let asked = 0;
  const open = () => {
    asked += 1;
    return new Promise<never>(() => {});
  };
  const vitals = createVitals({
    clock: Temporal.Now.instant,
    elapsed: () => performance.now(),
    log: createLog("silent"),
    deliveries: { open },
    write: async () => {},
  });
  await using server = await serve(vitals);
  const began = performance.now();

  const answers = await Promise.all([server.get("/readyz"), server.get("/readyz"), server.get("/readyz")]);

  expect(performance.now() - began).toBeLessThan(2000);
  for (const { body } of answers) expect(body).toContain("the database does not answer");
  expect(asked).toBe(1);
});

test("a page that fails tells the log why, and whoever asked nothing", async () => {
  await using server = await serve({ metrics: async () => Promise.reject(new Error("a secret reason")) });

  expect(await server.get("/metrics")).toMatchObject({ status: 500, body: "failed; the log says why\n" });
  expect(server.log.join("")).toContain("a secret reason");
});

test("HEAD is GET without its body", async () => {
  await using server = await serve();

  const { body, headers, status } = await server.get("/healthz", "HEAD");

  expect({ status, body, length: headers.get("content-length") }).toEqual({ status: 200, body: "", length: "6" });
});

test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("%s is refused", async (method) => {
  await using server = await serve();

  const { headers, status } = await server.get("/healthz", method);

  expect({ status, allow: headers.get("allow") }).toEqual({ status: 405, allow: "GET, HEAD" });
});

describe("a hostile request does no harm", () => {
  test.each([
    ["no HTTP at all", "\u0016\u0003\u0001\r\n\r\n", "400"],
    ["a head without end", `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(10_000)}\r\n\r\n`, "431"],
    ["an address without end", `GET /${"a".repeat(10_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, "431"],
    ["the name of what every object has", "GET /constructor HTTP/1.1\r\nhost: x\r\n\r\n", "404"],
    ["a way up", "GET /../../etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n", "404"],
    ["a whole address", "GET http://metadata.example/ HTTP/1.1\r\nhost: x\r\n\r\n", "404"],
    ["broken encoding", "GET /%E0%A4%A HTTP/1.1\r\nhost: x\r\n\r\n", "404"],
    ["two lengths", "GET /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", "400"],
    ["a body that nobody asked for", `GET /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\nxxx`, "200"],
    [
      "a wish for another protocol",
      "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n",
      "200",
    ],
    ["a tunnel", "CONNECT db.example:5432 HTTP/1.1\r\nhost: db.example:5432\r\n\r\n", ""],
  ])("%s", async (_, bytes, status) => {
    await using server = await serve();

    const answer = await server.send(bytes);

    expect(answer.split(" ")[1] ?? "").toBe(status);
    expect(await server.get("/healthz")).toMatchObject({ status: 200 });
  });

  test("any bytes", async () => {
    await using server = await serve();
    const line = fc.constantFrom(
      "GET /",
      "HEAD /readyz",
      " HTTP/1.1\r\n",
      "\r\n",
      "host: x",
      "transfer-encoding: chunked",
    );
    const bytes = fc.array(fc.oneof(line, fc.string({ unit: "binary", maxLength: 30 })), { maxLength: 10 });

    await fc.assert(
      fc.asyncProperty(bytes, async (parts) => {
        await server.send(`${parts.join("")}\r\n\r\n\r\n\u0000`);
      }),
      { numRuns: 100 },
    );

    expect(await server.get("/healthz")).toMatchObject({ status: 200 });
  });
});

describe("whoever asks in earnest is answered", () => {
  test.each([
    ["150 connections that say nothing", 150, ""],
    ["a thousand", 1000, ""],
    ["150 that begin a request and do not end it", 150, "GET /healthz HTTP/1.1\r\nhost: x\r\n"],
  ])("beside %s", async (_, count, beginning) => {
    await using server = await serve();
    const sockets = Array.from({ length: count }, () => {
      const socket = connect(server.port, HOST).on("error", () => {});
      if (beginning !== "") socket.write(beginning);
      return socket;
    });
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    const began = performance.now();

    const { status } = await server.get("/readyz");

    expect(status).toBe(200);
    expect(performance.now() - began).toBeLessThan(1000);
    for (const socket of sockets) socket.destroy();
  });
});

describe("what cannot be served is said in one sentence", () => {
  test("a port that is taken", async () => {
    await using server = await serve();

    const second = serveHealth({ host: HOST, port: server.port }, WELL, createLog("silent"));

    await expect(second).rejects.toThrow(ConfigError);
    await expect(second).rejects.toThrow(`HTTP_PORT ${server.port} is taken by another program; choose another`);
  });

  test("an address of another machine", async () => {
    const serving = serveHealth({ host: "192.0.2.1", port: 0 }, WELL, createLog("silent"));

    await expect(serving).rejects.toThrow(ConfigError);
    await expect(serving).rejects.toThrow("HTTP_HOST 192.0.2.1 is not an address of this machine");
  });
});

test("once it is disposed nothing is served", async () => {
  const server = await serve();
  await server[Symbol.asyncDispose]();

  await expect(server.get("/healthz")).rejects.toThrow("fetch failed");
});

describe("a fact's card", () => {
  const PNG = Buffer.from("a card");
  const card: Health["card"] = async (id, hash) => {
    if (id === "unknown-fact") return { kind: "unknown" };
    if (id === "broken-fact") return { kind: "failed" };
    return hash === "a1b2" ? { kind: "card", png: PNG } : { kind: "moved", hash: "a1b2" };
  };

  test("is kept for good by whoever asked for it", async () => {
    await using server = await serve({ card });

    const { body, headers, status } = await server.get("/cards/some-fact/a1b2.png");

    expect([status, body]).toEqual([200, "a card"]);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": "6",
      "cache-control": "public, max-age=31536000, immutable",
      etag: '"a1b2"',
    });
  });

  test("is also found below what a proxy puts before it, and by HEAD", async () => {
    await using server = await serve({ card });

    expect(await server.get("/bots/crossfade/cards/some-fact/a1b2.png")).toMatchObject({ status: 200 });
    expect(await server.get("/cards/some-fact/a1b2.png", "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  test.each([
    ['"a1b2"', 304],
    ['W/"a1b2"', 304],
    ['"other", "a1b2"', 304],
    ["*", 304],
    ['"other"', 200],
    ["a1b2", 200],
  ])("whoever has %s is answered %i", async (known, status) => {
    await using server = await serve({ card });

    const answer = await server.send(
      `GET /cards/some-fact/a1b2.png HTTP/1.1\r\nhost: x\r\nif-none-match: ${known}\r\n\r\n`,
    );

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.includes("a card")).toBe(status === 200);
  });

  test("under a hash gone by is where it is now, also below what a proxy puts before it", async () => {
    await using server = await serve({ card });

    const { body, headers } = await server.get("/bots/crossfade/cards/some-fact/old.png");

    expect([body, headers.get("etag")]).toEqual(["a card", '"a1b2"']);
  });

  test.each([
    ["/cards/unknown-fact/a1b2.png", 404],
    ["/cards/broken-fact/a1b2.png", 503],
    ["/cards/some-fact/a1b2.jpg", 404],
    ["/cards/some-fact", 404],
    ["/cards/", 404],
    ["/cards/../healthz", 200],
    ["/cards/some-fact/..%2f..%2fsecret.png", 404],
  ])("%s is answered %i", async (path, status) => {
    await using server = await serve({ card });

    expect(await server.get(path)).toMatchObject({ status });
  });
});

describe("the content for other programs", () => {
  const feeds: NonNullable<Health["feeds"]> = {
    async page(name, query) {
      if (query.get("genre") === "nothing") return { kind: "unknown", why: "there is no such genre" };
      if (query.get("zone") === "nowhere") return { kind: "unreadable", why: "zone is a name" };
      return {
        kind: "feed",
        body: Buffer.from(`${name}é`),
        type: "text/calendar; charset=utf-8",
        etag: "a1",
        fresh: 60,
      };
    },
  };

  test("is served with its type and an ETag, also below what a proxy puts before it, and to HEAD without a body", async () => {
    await using server = await serve({ feeds });

    const { body, headers, status } = await server.get("/calendar.ics?genre=jazz");
    expect([status, body]).toEqual([200, "calendar.icsé"]);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    expect(headers.get("etag")).toBe('"a1"');
    expect(await server.get("/bots/crossfade/feed.xml")).toMatchObject({ status: 200 });
    expect(await server.get("/facts.json", "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  test("is not sent again to whoever has it", async () => {
    await using server = await serve({ feeds });

    const answer = await server.send(`GET /today.json HTTP/1.1\r\nhost: x\r\nif-none-match: "a1"\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 304 /);
    expect(answer).not.toContain("today.json");
  });

  test.each([
    ["/calendar.ics?genre=nothing", 404, "there is no such genre\n"],
    ["/today.json?zone=nowhere", 400, "zone is a name\n"],
    ["/secret.json", 404, expect.stringContaining("/feed.xml")],
    ["/calendar.ics/", 404, expect.anything()],
    ["/calendar.ics?genre=%E0%A4%A", 200, expect.anything()],
  ])("%s is answered with %i", async (path, status, body) => {
    await using server = await serve({ feeds });

    expect(await server.get(path)).toMatchObject({ status, body });
  });

  test("is not there where none is given", async () => {
    await using server = await serve();

    expect(await server.get("/calendar.ics")).toMatchObject({ status: 404 });
  });
});
