import { expect, test } from "vitest";
import type { GatewayInfo } from "../../../src/bot/wire/gateway-info.ts";
import { createSessionStarts, pauseAfter } from "../../../src/bot/wire/session-starts.ts";
import { isGivenUp, pauseBefore } from "../../../src/bot/wire/shard-keeper.ts";
import { createLog } from "../../../src/log.ts";

const HOUR = 3_600_000;
const never = new AbortController().signal;

/** A Discord that allows so many sessions, on a clock of our own. */
function open({ concurrency = 1, remaining = 1000 } = {}) {
  let now = 0;
  const time = {
    now: () => now,
    async sleep(ms: number) {
      if (ms > 0) now += ms;
    },
  };
  const limit = (left: number) => ({
    total: 1000,
    remaining: left,
    reset_after: 24 * HOUR,
    max_concurrency: concurrency,
  });
  const info = (left: number): GatewayInfo => ({ url: "wss://x", shards: 1, session_start_limit: limit(left) });
  const starts = createSessionStarts(async () => info(1000), createLog("silent"), time);
  starts.learn(info(remaining));
  return {
    take: async (shard = 0) => {
      await starts.take(shard, never);
      return now;
    },
  };
}

test("a shard whose sessions end at once begins some 150 a day, of the 1,000 that Discord allows", async () => {
  const { take } = open();

  let begun = 0;
  while ((await take()) < 24 * HOUR) begun += 1;

  expect(begun).toBeLessThan(200);
});

test("the first three sessions of an hour come without a pause of their own", () => {
  expect([pauseAfter([], 0), pauseAfter([0], 1), pauseAfter([0, 1], 2)]).toEqual([0, 0, 0]);
  expect([pauseAfter([0, 1, 2], 2), pauseAfter([0, 1, 2, 3], 3)]).toEqual([10_000, 20_000]);
});

test.each([
  [1, [0, 5250, 10_500, 15_750]],
  [16, [0, 0, 0, 0]],
])("with a concurrency of %i, four shards begin in their turns", async (concurrency, times) => {
  const { take } = open({ concurrency });

  expect([await take(0), await take(1), await take(2), await take(3)]).toEqual(times);
});

test("with none left, the next begins when Discord allows it", async () => {
  const { take } = open({ remaining: 1, concurrency: 16 });

  expect([await take(0), await take(1)]).toEqual([0, 24 * HOUR]);
});

test("connections that fail are tried ever more seldom, and short sessions end in the same", () => {
  expect([0, 1, 2, 3, 7, 99].map((failures) => pauseBefore(failures, 0))).toEqual([
    0, 1000, 2000, 4000, 60_000, 60_000,
  ]);
  expect([1, 10, 11, 13, 99].map((shorts) => pauseBefore(0, shorts))).toEqual([0, 0, 1000, 4000, 60_000]);
});

test.each([
  [0, 0, false],
  [2, 30_000, false],
  [3, 5000, true],
  [1, 60_000, true],
  [0, 3_600_000, false],
])("after %i failures to resume it, %i ms after it was lost, a session is given up: %s", (failures, away, given) => {
  expect(isGivenUp(failures, away)).toBe(given);
});
