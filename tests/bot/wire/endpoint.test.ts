import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { createSigner } from "../../../playground/discord/signer.ts";
import { openEndpoint, type Take } from "../../../src/bot/wire/endpoint.ts";
import { realTime } from "../../../src/bot/wire/real-time.ts";
import { createVerifier, readStamp } from "../../../src/bot/wire/signature.ts";
import { ConfigError } from "../../../src/errors.ts";
import { createLog } from "../../../src/log.ts";
import { freePort } from "../../store/databases.ts";

const HOST = "127.0.0.1";
const NOW = Temporal.Instant.from("2026-09-27T07:00:00Z");
const MEGABYTE = 1_048_576;

const signer = createSigner(() => NOW);
const stranger = createSigner(() => NOW);

/** As long as that, in bytes. */
const interaction = (id: string, length = 0) => {
  const body = JSON.stringify({ id, token: "t", type: 2, data: "" });
  return body.replace('""', `"${"x".repeat(Math.max(0, length - body.length))}"`);
};

const near = (moment: Temporal.Instant, within: Temporal.Duration) =>
  Temporal.Duration.compare(NOW.since(moment).abs(), within) <= 0;

/** An endpoint that answers each interaction with its id, or as `take` says. */
async function open(take: Take | "nobody" = async (sent, respond) => void (await respond(sent as object))) {
  const log: { level: number; msg: string }[] = [];
  const port = await freePort();
  const write = createLog("info", (line) => log.push(JSON.parse(line)));
  const at = { host: HOST, port };
  const endpoint = await openEndpoint({ at, publicKey: signer.publicKey, near, log: write, time: realTime });
  if (take !== "nobody") endpoint.attend(take);
  const post = async (body: string, headers: Record<string, string> = signer.headers(body), path = "/") => {
    const response = await fetch(endpoint.address + path, { method: "POST", body, headers });
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
  /** Sends bytes as they are. @returns all that came back until the connection was closed */
  const send = async (bytes: string) => {
    const socket = connect(port, HOST);
    await once(socket, "connect");
    // What the endpoint has closed cannot be written to any more, which is no matter here.
    socket.on("error", () => {});
    socket.write(bytes, "latin1");
    return await text(socket).catch(() => "");
  };
  return { endpoint, port, post, send, log, [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose]() };
}

/** The head of a signed request, to which `more` is added. */
function headOf(body: string, more: string): string {
  const signed = Object.entries(signer.headers(body)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST / HTTP/1.1\r\nhost: x\r\n${signed.join("")}${more}\r\n\r\n`;
}

test("a signature is verified as RFC 8032 has it", () => {
  const verify = createVerifier("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const signature =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
  const stamp = { signature: Buffer.from(signature, "hex"), timestamp: "", at: NOW };

  expect(verify(Buffer.from("72", "hex"), stamp)).toBe(true);
  expect(verify(Buffer.from("73", "hex"), stamp)).toBe(false);
});

test.each([
  ["no headers", {}],
  ["no time", { "x-signature-ed25519": "0".repeat(128) }],
  ["no signature", { "x-signature-timestamp": "1" }],
  ["a short signature", { "x-signature-ed25519": "0".repeat(127), "x-signature-timestamp": "1" }],
  ["no hex", { "x-signature-ed25519": "g".repeat(128), "x-signature-timestamp": "1" }],
  ["a date", { "x-signature-ed25519": "0".repeat(128), "x-signature-timestamp": "2026-09-27" }],
  ["a time before 1970", { "x-signature-ed25519": "0".repeat(128), "x-signature-timestamp": "-1" }],
  ["a time that ends no more", { "x-signature-ed25519": "0".repeat(128), "x-signature-timestamp": "9".repeat(400) }],
])("a stamp is not read from %s", (_, headers) => {
  expect(readStamp(headers)).toBeUndefined();
});

test.each(["/", "/interactions", "/interactions?from=discord"])("PING is answered with PONG at %s", async (path) => {
  await using it = await open();
  const ping = JSON.stringify({ id: "1", type: 1, token: "t" });

  const { body, headers, status } = await it.post(ping, signer.headers(ping), path);

  expect({ status, body, type: headers.get("content-type") }).toEqual({
    status: 200,
    body: '{"type":1}',
    type: "application/json",
  });
});

test("an interaction is answered in the answer to the request that brought it", async () => {
  await using it = await open();

  const { body, status } = await it.post(interaction("7"));

  expect({ status, body: JSON.parse(body) }).toMatchObject({ status: 200, body: { id: "7" } });
});

describe("what is not surely Discord's, and of now, is refused with 401", () => {
  const body = interaction("7");
  const good = signer.headers(body);
  const offBy = (seconds: number) => signer.headers(body, NOW.add({ seconds }));
  test.each<[string, Record<string, string>, number]>([
    ["a good one is not", good, 200],
    ["no signature", { "content-type": "application/json" }, 401],
    ["a signature of noughts", { ...good, "x-signature-ed25519": "0".repeat(128) }, 401],
    ["another's signature", stranger.headers(body), 401],
    ["a signature of another body", signer.headers(`${body} `), 401],
    ["a time that was not signed", { ...good, "x-signature-timestamp": String(NOW.epochMilliseconds / 1000 + 1) }, 401],
    ["5 minutes old is not too old", offBy(-300), 200],
    ["older", offBy(-301), 401],
    ["5 minutes ahead is not too far", offBy(300), 200],
    ["further ahead", offBy(301), 401],
    ["a year old", offBy(-31_536_000), 401],
  ])("%s", async (_, headers, status) => {
    let taken = 0;
    await using it = await open(async (_sent, respond) => {
      taken += 1;
      await respond({ type: 5 });
    });

    expect((await it.post(body, headers)).status).toBe(status);
    expect(taken).toBe(status === 200 ? 1 : 0);
  });

  test("of a clock that may be wrong the log says so, once", async () => {
    await using it = await open();

    for (let times = 0; times < 3; times++) await it.post(body, offBy(-301));

    expect(it.log.filter(({ level }) => level === 40).map(({ msg }) => msg)).toEqual([
      "an interaction was refused as too old; is this machine's clock right?",
    ]);
  });
});

describe("other requests", () => {
  test.each(["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])("%s is refused with 405", async (method) => {
    await using it = await open();

    const { headers, status } = await fetch(`${it.endpoint.address}/interactions`, { method });

    expect({ status, allow: headers.get("allow") }).toEqual({ status: 405, allow: "POST" });
  });

  test.each(["/healthz", "/interactions/", "/interactions/7", "//", "/constructor", "/..%2f"])(
    "%s is not there: 404",
    async (path) => {
      await using it = await open();
      const body = interaction("7");

      expect((await it.post(body, signer.headers(body), path)).status).toBe(404);
    },
  );

  test.each([
    ["no JSON", "{"],
    ["no object", "7"],
    ["null", "null"],
    ["nothing", ""],
  ])("%s, signed, is 400", async (_, body) => {
    await using it = await open(() => {
      throw new Error("nobody could answer it");
    });

    expect((await it.post(body)).status).toBe(400);
  });

  test("before the bot takes interactions they are refused with 503", async () => {
    await using it = await open("nobody");

    expect((await it.post(interaction("7"))).status).toBe(503);
  });
});

describe("bodies", () => {
  test("of 1 MB are taken", async () => {
    await using it = await open(async (_, respond) => void (await respond({ type: 5 })));

    expect((await it.post(interaction("7", MEGABYTE))).status).toBe(200);
  });

  test.each<[string, boolean]>([
    ["that says its length", false],
    ["that does not", true],
  ])("a larger one %s is refused with 413, signed or not", async (_, chunked) => {
    await using it = await open();
    const body = interaction("7", MEGABYTE + 1);
    for (const more of ["", "x-signature-ed25519: 0\r\n"]) {
      const length = chunked ? "transfer-encoding: chunked" : `content-length: ${body.length}`;
      const bytes = chunked ? `${body.length.toString(16)}\r\n${body}\r\n` : body;

      const answer = await it.send(headOf(body, more + length) + bytes);

      // The second header makes two of the one, which is no signature.
      expect(answer).toMatch(chunked && more !== "" ? /^HTTP\/1\.1 401/ : /^HTTP\/1\.1 413/);
    }
  });

  test.concurrent.each([
    ["a head that does not end", "POST / HTTP/1.1\r\nhost: x\r\n"],
    ["a body that does not end", headOf(interaction("7"), `content-length: ${interaction("7").length}`)],
    ["a body that comes by the drop", `${headOf("{}", "transfer-encoding: chunked")}1\r\n{\r\n`],
  ])("whoever sends %s is cut off", async (_, bytes) => {
    await using it = await open();
    const began = performance.now();

    const answer = await it.send(bytes);

    expect(answer).toMatch(/^HTTP\/1\.1 408/);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await it.post(interaction("7"))).status).toBe(200);
  });
});

describe("what is brought twice is handled once, and answered twice alike,", () => {
  /** Counts, and answers when it is told to. */
  function counting() {
    const answered = Promise.withResolvers<void>();
    const counts = { taken: 0, arrived: [] as boolean[] };
    const take: Take = async (_, respond) => {
      counts.taken += 1;
      await answered.promise;
      counts.arrived.push(await respond({ type: 4, number: counts.taken }));
    };
    return { counts, take, answer: answered.resolve };
  }

  test("at once", async () => {
    const { answer, counts, take } = counting();
    await using it = await open(take);

    const both = [it.post(interaction("7")), it.post(interaction("7"))];
    await expect.poll(() => counts.taken).toBe(1);
    answer();

    expect((await Promise.all(both)).map(({ body }) => body)).toEqual(Array(2).fill('{"type":4,"number":1}'));
    expect(counts).toEqual({ taken: 1, arrived: [true] });
  });

  test("one after the other", async () => {
    const { answer, take } = counting();
    answer();
    await using it = await open(take);

    const first = await it.post(interaction("7"));
    const second = await it.post(interaction("7"));
    const other = await it.post(interaction("8"));

    expect([first.body, second.body, other.body]).toEqual([
      '{"type":4,"number":1}',
      '{"type":4,"number":1}',
      '{"type":4,"number":2}',
    ]);
  });

  test("after the first connection was lost", async () => {
    const { answer, counts, take } = counting();
    await using it = await open(take);
    const socket = connect(it.port, HOST).on("error", () => {});
    const body = interaction("7");
    socket.write(`${headOf(body, `content-length: ${body.length}`)}${body}`);
    await expect.poll(() => counts.taken).toBe(1);

    socket.destroy();
    const again = it.post(body);
    // What comes after it on another connection has its answer: so it has been read by then, too.
    expect((await it.post("{}", stranger.headers("{}"))).status).toBe(401);
    answer();

    expect((await again).body).toBe('{"type":4,"number":1}');
    expect(counts).toEqual({ taken: 1, arrived: [true] });
  });
});

test("an answer for which nobody waits any more is said not to have arrived", async () => {
  const arrived = Promise.withResolvers<boolean>();
  const gone = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  await using it = await open(async (_, respond) => {
    begun.resolve();
    await gone.promise;
    arrived.resolve(await respond({ type: 5 }));
  });
  const body = interaction("7");
  const socket = connect(it.port, HOST);
  socket.write(`${headOf(body, `content-length: ${body.length}`)}${body}`);
  await begun.promise;
  const closed = once(socket, "close");
  socket.destroy();
  await closed;
  // What was asked later is answered: so it is known by now, too.
  expect((await it.post("{}", stranger.headers("{}"))).status).toBe(401);

  gone.resolve();

  expect(await arrived.promise).toBe(false);
});

test("closed, it answers what is under way, and takes nothing more", async () => {
  const begun = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  await using it = await open(async (_, respond) => {
    begun.resolve();
    await answered.promise;
    await respond({ type: 5 });
  });
  const underWay = it.post(interaction("7"));
  await begun.promise;

  const closed = it.endpoint[Symbol.asyncDispose]();
  await expect(it.post(interaction("8"))).rejects.toThrow("fetch failed");
  answered.resolve();

  expect(await underWay).toMatchObject({ status: 200, body: '{"type":5}' });
  await closed;
});

test("an answer that comes by a request of the bot's own is announced with 202 and no body", async () => {
  await using it = await open(async (_, respond) => void (await respond()));

  expect(await it.post(interaction("7"))).toMatchObject({ status: 202, body: "" });
});

test("a handler that ends without an answer is a fault of ours: 500", async () => {
  await using it = await open(async () => undefined);

  expect((await it.post(interaction("7"))).status).toBe(500);
});

test("a handler that fails is told in the log, ends nothing, and leaves nobody waiting", async () => {
  await using it = await open(async () => {
    throw new Error("a bug");
  });

  expect(await it.post(interaction("7"))).toMatchObject({ status: 500, body: "no answer\n" });
  expect(it.log.map(({ msg }) => msg)).toEqual(["an interaction failed"]);
});

test("a port that is taken is one sentence", async () => {
  await using it = await open();
  const at = { host: HOST, port: it.port };
  const log = createLog("silent");

  const second = openEndpoint({ at, publicKey: signer.publicKey, near, log, time: realTime });

  await expect(second).rejects.toThrow(ConfigError);
  await expect(second).rejects.toThrow(`INTERACTIONS_PORT ${it.port} is taken by another program; choose another`);
});

describe("a hostile request does no harm", () => {
  test.each([
    ["no HTTP at all", "\u0016\u0003\u0001\r\n\r\n", "400"],
    ["a head without end", `POST / HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(20_000)}\r\n\r\n`, "431"],
    ["a whole address", "POST http://metadata.example/interactions HTTP/1.1\r\nhost: x\r\n\r\n", "401"],
    ["another protocol's address", "POST ftp://x/ HTTP/1.1\r\nhost: x\r\n\r\n", "400"],
    ["a host that is none", "POST / HTTP/1.1\r\nhost: a b\r\n\r\n", "400"],
    ["no host", "POST / HTTP/1.0\r\n\r\n", "400"],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", "400"],
    ["a tunnel", "CONNECT db.example:5432 HTTP/1.1\r\nhost: db.example:5432\r\n\r\n", ""],
    ["a length beyond all numbers", `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${"9".repeat(18)}\r\n\r\n`, "413"],
  ])("%s", async (_, bytes, status) => {
    await using it = await open();

    const answer = await it.send(bytes);

    expect(answer.split(" ")[1] ?? "").toBe(status);
    expect((await it.post(interaction("7"))).status).toBe(200);
  });
});
