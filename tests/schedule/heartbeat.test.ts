import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startHeartbeat } from "../../src/schedule/heartbeat.ts";

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-09-27T09:00:30Z") }));
afterEach(() => void vi.useRealTimers());

/** The times at which it beat. */
function setUp() {
  const beats: string[] = [];
  const heartbeat = startHeartbeat({ beat: async () => void beats.push(new Date().toISOString().slice(11, 19)) });
  return { beats, [Symbol.asyncDispose]: () => heartbeat[Symbol.asyncDispose]() };
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
