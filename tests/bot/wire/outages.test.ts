import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOutages } from "../../../src/bot/wire/outages.ts";
import { createLog } from "../../../src/log.ts";

const SHARDS = [...Array(16).keys()];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const lines: { readonly msg: string; readonly shards: number[]; readonly reasons?: string[]; seconds?: number }[] =
    [];
  const log = createLog("info", (line) => lines.push(JSON.parse(line)));
  const outages = createOutages(log, { now: () => Date.now() }, 5000, () => {});
  outages.expect(SHARDS);
  return { lines, outages };
}

test("shards that are away together share one line, and those that are back another", () => {
  const { lines, outages } = open();

  for (const shard of SHARDS) outages.begin(shard, "no HELLO came");
  vi.advanceTimersByTime(60_000);
  for (const shard of SHARDS) outages.over(shard);
  vi.advanceTimersByTime(1000);
  outages.stop();

  expect(lines).toMatchObject([
    { msg: "not connected to Discord; trying again", shards: SHARDS, reasons: ["no HELLO came"] },
    { msg: "connected to Discord again", shards: SHARDS, seconds: 60 },
  ]);
});

test("whatever befalls them, there are never two lines of one kind in a second, and not one a try", () => {
  const { lines, outages } = open();

  for (let second = 0; second < 600; second += 1) {
    for (const shard of SHARDS) outages.begin(shard, `a reason, now ${second}`);
    vi.advanceTimersByTime(1000);
  }
  outages.stop();

  expect(lines.length).toBeLessThan(12);
});

test("a moment without a connection is no news, nor is its end", () => {
  const { lines, outages } = open();

  for (let times = 0; times < 100; times += 1) {
    for (const shard of SHARDS) outages.begin(shard, "the connection was lost");
    vi.advanceTimersByTime(3000);
    for (const shard of SHARDS) outages.over(shard);
    vi.advanceTimersByTime(3000);
  }
  outages.stop();

  expect(lines).toEqual([]);
});
