import { describe, expect, test } from "vitest";
import { deliver, type SendOnce, verdictOn } from "../../../src/bot/wire/answering.ts";

/** Sends an answer to a Discord that acts as told, try by try, on a clock of our own. */
async function send(tries: readonly (() => Promise<unknown>)[], { life = 2900, repeatable = true } = {}) {
  let now = 0;
  const sent: { at: number; fresh: boolean }[] = [];
  const once: SendOnce = ({ fresh }) => {
    sent.push({ at: now, fresh });
    return tries[sent.length - 1]?.() ?? silence();
  };
  /** Passes when nothing else goes on. */
  const sleep = async (ms: number, signal?: AbortSignal) => {
    for (let turns = 0; turns < 20; turns++) await null;
    if (signal?.aborted || ms >= life) return new Promise(() => {});
    now += ms;
  };
  const after = (ms: number, act: () => void) => {
    const stopped = new AbortController();
    void sleep(ms, stopped.signal).then(act);
    return () => stopped.abort();
  };
  const limits = {
    life,
    patience: 1000,
    repeatable,
    time: { now: () => now, sleep, after },
    signal: new AbortController().signal,
  };
  const end = await Promise.race([
    deliver(once, limits).then(
      () => "arrived",
      (error: Error) => error.message,
    ),
    new Promise((resolve) => setTimeout(() => resolve("open"), 50)),
  ]);
  return { end, sent };
}

const arrives = async () => undefined;
const silence = () => new Promise<never>(() => {});
const fails = (fields: object) => async () => {
  throw Object.assign(new Error(JSON.stringify(fields)), fields);
};
const cut = fails({ code: "UND_ERR_SOCKET" });
const limited = (retryAfter: number) => fails({ status: 429, retryAfter });

describe("an answer survives its connection", () => {
  test.each([
    ["other side closed", cut],
    ["reset", fails({ code: "ECONNRESET" })],
    ["not to be had", fails({ code: "ECONNREFUSED" })],
  ])("%s: the same again at once, over another connection", async (_, failure) => {
    const { end, sent } = await send([failure, arrives]);

    expect({ end, sent }).toEqual({
      end: "arrived",
      sent: [
        { at: 0, fresh: false },
        { at: 0, fresh: true },
      ],
    });
  });

  test("nothing comes back: again after a second, beside the first", async () => {
    const { end, sent } = await send([silence, arrives]);

    expect({ end, times: sent.map(({ at }) => at) }).toEqual({ end: "arrived", times: [0, 1000] });
  });

  test("“already acknowledged” says that it arrived", async () => {
    const { end, sent } = await send([cut, fails({ status: 400, code: 40060 })]);

    expect({ end, tries: sent.length }).toEqual({ end: "arrived", tries: 2 });
  });

  test("a fault of Discord's: again a moment later", async () => {
    const { end, sent } = await send([fails({ status: 500 }), fails({ status: 502 }), arrives]);

    expect({ end, times: sent.map(({ at }) => at) }).toEqual({ end: "arrived", times: [0, 300, 600] });
  });
});

describe("an answer is tried three times at most, and within its life", () => {
  test("a connection that fails each time", async () => {
    expect((await send([cut, cut, cut, cut])).sent).toHaveLength(3);
  });

  test.each([
    ["a short limit is waited out", [limited(400), arrives], [0, 400], "arrived"],
    ["one beyond its life is not", [limited(600_000)], [0], '{"status":429,"retryAfter":600000}'],
    ["one of which nothing is said is not", [fails({ status: 429 })], [0], '{"status":429}'],
    [
      "short ones without end are not",
      [limited(10), limited(10), limited(10), arrives],
      [0, 10, 20],
      '{"status":429,"retryAfter":10}',
    ],
  ])("%s", async (_, tries, times, end) => {
    const result = await send(tries);

    expect({ end: result.end, times: result.sent.map(({ at }) => at) }).toEqual({ end, times });
  });

  test("what Discord refuses is not repeated", async () => {
    expect((await send([fails({ status: 404, code: 10062 })])).sent).toHaveLength(1);
  });

  test("what everyone would read twice is not repeated when it may have arrived", async () => {
    expect((await send([cut], { repeatable: false })).sent).toHaveLength(1);
    expect(verdictOn({ status: 503 }, false)).toEqual({ after: 300 });
  });
});
