import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLog, createRedaction } from "../src/log.ts";

const BOT_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789";
const INTERACTION_TOKEN = `aW50ZXJhY3Rpb246MTIzNDU2Nzg5${"Abc_-".repeat(30)}`;

/** All lines that logging `what` writes. */
function logged(what: unknown, secrets: readonly string[] = []): string {
  const lines: string[] = [];
  createLog("info", (line) => lines.push(line), secrets).error(what);
  return lines.join("");
}

/** As discord.js makes them: the address and the body of the request stand in properties of the error. */
function requestError(token: string): Error {
  return Object.assign(new Error("Unknown interaction"), {
    status: 404,
    method: "POST",
    url: `https://discord.com/api/v10/interactions/123456789012345678/${token}/callback?with_response=false`,
    requestBody: { files: undefined, json: { type: 4, data: { content: `see ${INTERACTION_TOKEN}` }, token } },
    rawError: { message: "Unknown interaction", code: 10_062 },
  });
}

describe("what must not be read is cut out", () => {
  test.each([
    ["the bot's token", { token: BOT_TOKEN }, BOT_TOKEN],
    ["the bot's token in a sentence", `refused: ${BOT_TOKEN}.`, BOT_TOKEN],
    ["the header that carries a token", { headers: { Authorization: `Bot ${"x".repeat(30)}` } }, "x".repeat(30)],
    ["an interaction's token in a request that failed", { err: requestError(INTERACTION_TOKEN) }, INTERACTION_TOKEN],
    ["one of another shape, by its place", { err: requestError("odd.token=with~signs") }, "odd.token=with~signs"],
    ["one in the address of a follow-up", "/webhooks/1/abc-token/messages/@original", "abc-token"],
    ["one in an address within an address", "?to=%2Finteractions%2F12%2Fabc-token%2Fcallback", "abc-token"],
    ["one that stands alone", INTERACTION_TOKEN, INTERACTION_TOKEN],
    ["one in JSON within a string", JSON.stringify({ d: { token: "abc-token" } }), "abc-token"],
    ["one in JSON within JSON", JSON.stringify(JSON.stringify({ token: "abc-token" })), "abc-token"],
    ["a database's password", "cannot reach postgres://crossfade:hunter2@db.example/crossfade", "hunter2"],
    ["one with signs that addresses use", "postgresql://crossfade:hun@ter/2:?@db.example/crossfade", "ter/2"],
    ["one without a user", "postgres://:hunter2@db.example/crossfade", "hunter2"],
    ["one given as a parameter", "postgres://db.example/crossfade?user=me&password=hunter2&x=1", "hunter2"],
    ["that of a proxy", "http://me:hunter2@proxy.example:8080/", "hunter2"],
    ["a password as a property", { config: { password: 'hun"ter2', user: "me" } }, "ter2"],
  ])("%s", (_, what, secret) => {
    const line = logged(what);

    expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ level: 50 });
  });

  test("also in causes of errors, errors within errors, and their stacks", () => {
    const inner = requestError(INTERACTION_TOKEN);
    const cause = new Error(`login with ${BOT_TOKEN} failed`, { cause: inner });
    const whole = new AggregateError([cause, inner], `all failed: ${BOT_TOKEN}`, { cause });

    const line = logged({ err: whole });

    expect(line).not.toContain(BOT_TOKEN);
    expect(line).not.toContain(INTERACTION_TOKEN);
    expect(line).toContain("log.test.ts");
    expect(line).toContain("/interactions/123456789012345678/[token]/callback");
  });
});

test("what is no secret stays", () => {
  const innocent = [
    "http://127.0.0.1:8080/api/v10/channels/123456789012345678/messages/1/reactions/%40/@me",
    "https://discord.com/channels/123456789012345678/123456789012345678/123456789012345678",
    "sqlite:data/crossfade.db",
    "GET /api/v10/applications/123456789012345678/commands",
    "Bot → Reset Token; a bot needs Basic permissions",
  ];

  for (const text of innocent) expect(createRedaction(["not-a-token.for-tests.only"])(text)).toBe(text);
});

test("a known secret is cut out in any form that it takes on the way", () => {
  const secret = fc.string({ unit: "grapheme-composite", minLength: 6, maxLength: 40 });
  const forms = fc.constantFrom<(text: string) => string>(
    (it) => it,
    (it) => encodeURIComponent(it),
    (it) => encodeURIComponent(it).toLowerCase(),
    (it) => JSON.stringify(it).slice(1, -1),
    (it) => [...Buffer.from(it)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  );
  fc.assert(
    fc.property(secret, forms, fc.string(), fc.string(), (known, form, before, after) => {
      const written = form(known);
      const line = logged({ err: new Error(before + written + after), url: written, body: { text: [written] } }, [
        known,
      ]);

      for (const text of [written, JSON.stringify(written).slice(1, -1)]) expect(line).not.toContain(text);
    }),
  );
});

test("no part of a bot's or an interaction's token is left, whatever stands around it", () => {
  const letters = (min: number, max: number) =>
    fc.string({ unit: fc.constantFrom(..."abcXYZ019_-"), minLength: min, maxLength: max });
  const token = fc.oneof(
    fc.tuple(letters(24, 28), letters(6, 6), letters(27, 38)).map((it) => it.join(".")),
    letters(1, 200).map((it) => `aW50ZXJhY3Rpb246${it}`),
  );
  fc.assert(
    fc.property(token, fc.string(), fc.string(), (secret, before, after) => {
      expect(logged({ err: requestError(before + secret + after) })).not.toContain(secret);
    }),
  );
});

test("a line of a million letters is looked through in no time", () => {
  const redact = createRedaction(["not-a-token.for-tests.only"]);
  const began = performance.now();

  for (const it of ["a", "a.", "\\", "://", '"token":"', "%2F", "/interactions/1/"]) redact(it.repeat(100_000));

  expect(performance.now() - began).toBeLessThan(2000);
});
