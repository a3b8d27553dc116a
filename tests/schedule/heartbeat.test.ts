import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startHeartbeat } from "../../src/schedule/heartbeat.ts";

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-09-27T09:00:30Z") }));
afterEach(() => void vi.useRealTimers());

/** The times at which it beat, by the machine's clock and by real seconds since the start. */
function setUp() {
  const beats: string[] = [];
  const seconds: number[] = [];
  const start = performance.now();
  const beat = async () => {
    beats.push(new Date().toISOString().slice(11, 19));
    seconds.push(Math.round((performance.now() - start) / 1000));
  };
  const heartbeat = startHeartbeat({ beat }, () => Temporal.Instant.fromEpochMilliseconds(Date.now()));
  return { beats, seconds, [Symbol.asyncDispose]: () => heartbeat[Symbol.asyncDispose]() };
}

test("it beats at once, and then at each full minute", async () => {
  await using it = setUp();

  await vi.advanceTimersByTimeAsync(100_000);

  expect(it.beats).toEqual(["09:00:30", "09:01:00", "09:02:00"]);
});

test("a beat that comes late, on a machine that did something else, is not left out", async () => {
  await using it = setUp();
  await vi.advanceTimersByTimeAsync(20_000);

  vi.setSystemTime(Date.parse("2026-09-27T09:01:10Z"));
  await vi.advanceTimersByTimeAsync(15_000);

  expect(it.beats).toHaveLength(2);
});

test.each([
  ["set back by an hour", "2026-09-27T08:00:50Z"],
  ["set back by a second, over the full minute", "2026-09-27T09:00:49Z"],
  ["set ahead by three days", "2026-09-30T09:00:50Z"],
  ["set ahead by 500 days", "2028-02-09T09:00:50Z"],
  ["set to before there was Discord", "1970-01-01T00:00:10Z"],
])("a clock that is %s: a beat within each 60 seconds of real time", async (_, set) => {
  await using it = setUp();
  await vi.advanceTimersByTimeAsync(20_000);

  vi.setSystemTime(Date.parse(set));
  await vi.advanceTimersByTimeAsync(280_000);

  const pauses = it.seconds.slice(1).map((at, index) => at - (it.seconds[index] ?? 0));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(60);
  // Nor is every minute walked through that was passed over.
  expect(it.seconds.length).toBeLessThanOrEqual(8);
});

test("a clock that was far ahead and is put right again: the beats go on", async () => {
  await using it = setUp();

  vi.setSystemTime(Date.parse("2027-09-27T09:00:30Z"));
  await vi.advanceTimersByTimeAsync(120_000);
  vi.setSystemTime(Date.parse("2026-09-27T09:02:30Z"));
  await vi.advanceTimersByTimeAsync(120_000);

  expect(it.beats.at(-1)).toBe("09:04:00");
});
