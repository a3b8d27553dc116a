import { describe, expect, test } from "vitest";
import { createGate, type HeldError, LONGEST_WAIT } from "../../../src/bot/wire/gate.ts";
import { createHolds } from "../../../src/bot/wire/holds.ts";
import { createInvalidRequests } from "../../../src/bot/wire/invalid-requests.ts";
import { createLog } from "../../../src/log.ts";

const API = "https://discord.com/api/v10";
const post = (channel: number) => `${API}/channels/${channel}/messages`;
const CALLBACK = `${API}/interactions/1/token/callback`;

type Answer = { status: number; headers?: Record<string, string>; body?: string };

const refusal = (seconds: number, more: object = {}) =>
  JSON.stringify({ message: "You are being rate limited.", retry_after: seconds, global: false, ...more });

/** A gate before a Discord that answers as told, on a clock of our own. */
function open(answer: (url: string, at: number) => Answer) {
  let now = 0;
  const sent: { url: string; at: number }[] = [];
  const lines: { msg: string }[] = [];
  const time = {
    now: () => now,
    async sleep(ms: number) {
      now += ms;
    },
  };
  const parts = {
    holds: createHolds(time),
    invalid: createInvalidRequests(time),
    log: createLog("info", (line) => lines.push(JSON.parse(line))),
    time,
    turn: async () => {},
    countRateLimit: () => {},
  };
  const send = createGate<{ method: string }, Response>(
    async (url) => {
      sent.push({ url, at: now });
      const { body, headers, status } = answer(url, now);
      return new Response(body ?? null, { status, ...(headers && { headers }) });
    },
    ({ status }, retryAfter) => new Response(null, { status, headers: { "retry-after": retryAfter } }),
    parts,
  );
  return {
    sent,
    lines,
    holds: parts.holds,
    pass: (ms: number) => {
      now += ms;
    },
    /** Status, or how many seconds it would have had to wait. */
    ask: (url: string) =>
      send(url, { method: "POST" }).then(
        ({ status }) => status,
        (error: HeldError) => `held ${Math.round(error.retryAfter / 1000)}`,
      ),
  };
}

describe("a wait is obeyed by whoever asks next, not only by the one who was told", () => {
  test("1,000 posts within the ten minutes that Discord asked for: one request", async () => {
    const it = open(() => ({ status: 429, headers: { "retry-after": "600", "x-ratelimit-global": "true" } }));

    for (let number = 0; number < 1000; number++) {
      await it.ask(post(number));
      it.pass(500);
    }

    expect(it.sent).toHaveLength(1);
    expect(it.lines).toHaveLength(1);
  });

  test("1,000 channels that are refused alike, with nothing said of all: a handful of requests", async () => {
    const it = open(() => ({ status: 429, headers: { "retry-after": "600" }, body: refusal(600) }));

    for (let number = 0; number < 1000; number++) await it.ask(post(number));

    expect(it.sent).toHaveLength(5);
  });

  test.each([
    ["in Discord's words", refusal(3600)],
    ["a time without a word, as discord.js's proxy hands it on", ""],
  ])("one channel's is that channel's alone, also for its other messages: %s", async (_, body) => {
    const it = open((url) =>
      url === post(1) ? { status: 429, headers: { "retry-after": "3600" }, body } : { status: 200 },
    );

    expect(await it.ask(post(1))).toBe(429);
    expect(await it.ask(post(1))).toBe("held 3600");
    expect(await it.ask(post(2))).toBe(200);
    expect(it.holds.ofAll()).toBe(0);
  });

  test("a short one is waited out", async () => {
    let refusals = 0;
    const it = open(() => (refusals++ === 0 ? { status: 429, body: refusal(3) } : { status: 200 }));

    await it.ask(post(1));

    expect(await it.ask(post(1))).toBe(200);
    expect(it.sent.map(({ at }) => at)).toEqual([0, 3050]);
  });

  test("beside a bucket that is used up, the longer of both counts", async () => {
    const headers = { "retry-after": "9", "x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "0.2" };
    let refusals = 0;
    const it = open(() => (refusals++ === 0 ? { status: 429, headers, body: refusal(9) } : { status: 200 }));

    await it.ask(post(1));
    await it.ask(post(1));

    expect(it.sent[1]?.at).toBeGreaterThanOrEqual(9000);
  });
});

describe("a wait whose length is not said is a minute, then two, then four", () => {
  test.each<[string, Answer]>([
    ["Cloudflare's page", { status: 429, body: "<html>error code: 1015</html>" }],
    ["a date", { status: 429, headers: { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, body: "" }],
    ["zero", { status: 429, headers: { "retry-after": "0" }, body: refusal(0) }],
    ["no body at all", { status: 429 }],
    ["years", { status: 429, headers: { "retry-after": "31536000" }, body: "rate limited" }],
  ])("%s", async (_, answer) => {
    const it = open(() => answer);

    for (let minute = 0; minute < 60; minute++) {
      for (let often = 0; often < 20; often++) await it.ask(post(1));
      it.pass(60_000);
    }

    expect(it.sent.map(({ at }) => Math.round(at / 60_000))).toEqual([0, 1, 3, 7, 15, 31]);
  });

  test("what something in between says holds all; answers to people still go", async () => {
    const it = open((url) => (url === CALLBACK ? { status: 204 } : { status: 429, body: "<html>" }));

    await it.ask(post(1));

    expect(await it.ask(`${API}/applications/1/commands`)).toBe("held 60");
    expect(await it.ask(CALLBACK)).toBe(204);
  });

  test("a moment that is asked for again and again becomes longer", async () => {
    const it = open(() => ({ status: 429, headers: { "retry-after": "0.01" }, body: refusal(0.01) }));

    while ((it.sent.at(-1)?.at ?? 0) < 600_000) {
      await it.ask(post(1));
      it.pass(10);
    }

    expect(it.sent.length).toBeLessThan(25);
  });
});

describe("of pauses the log tells when one begins and when it is over", () => {
  const limit = (seconds: number): Answer => ({ status: 429, body: refusal(seconds, { global: true }) });

  test("a long one, in two lines", async () => {
    let refusals = 0;
    const it = open(() => (refusals++ === 0 ? limit(600) : { status: 200 }));

    for (let second = 0; second < 700; second++) {
      await it.ask(post(second));
      it.pass(1000);
    }

    expect(it.lines).toMatchObject([
      { msg: "Discord asks for a pause: nothing is sent but answers", seconds: 601 },
      { msg: "Discord takes requests again" },
    ]);
  });

  test("short ones after each request, in a line a minute", async () => {
    let asked = 0;
    const it = open(() => (asked++ % 2 === 0 ? limit(0.05) : { status: 200 }));

    for (let tenth = 0; tenth < 6000; tenth++) {
      await it.ask(post(tenth));
      it.pass(100);
    }

    expect(it.lines.length).toBeGreaterThan(5);
    expect(it.lines.length).toBeLessThan(15);
  });

  test("a long one is told, however short another was a moment ago", async () => {
    const answers = [limit(1), { status: 200 }, limit(3600)];
    const it = open(() => answers.shift()!);

    for (let number = 0; number < 3; number++) await it.ask(post(number));

    expect(it.lines.map((line) => (line as { seconds?: number }).seconds)).toEqual([2, 3601]);
  });
});

describe("far from 10,000 invalid requests in ten minutes", () => {
  test("403 from every channel", async () => {
    const it = open(() => ({ status: 403, body: "{}" }));

    for (let number = 0; number < 30_000; number++) {
      await it.ask(post(number));
      it.pass(20);
    }

    expect(it.sent.length).toBeLessThanOrEqual(3001);
  });

  test("answers that are all refused: they go on longest, and stop as well", async () => {
    const it = open(() => ({ status: 401, body: "{}" }));

    for (let number = 0; number < 30_000; number++) await it.ask(CALLBACK);
    it.pass(610_000);

    expect(it.sent).toHaveLength(6000);
    expect(await it.ask(CALLBACK)).toBe(401);
  });
});

test("no request waits in line for longer than its client waits for an answer", () => {
  expect(LONGEST_WAIT).toBeLessThan(15_000);
});
