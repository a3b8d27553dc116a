import { DefaultRestOptions } from "discord.js";
import { expect, test } from "vitest";
import { REQUESTS } from "../../src/bot/discord.ts";
import { limited } from "../../src/bot/limited.ts";
import { ATTEMPT_LIMIT } from "../../src/schedule/delivery.ts";

test("an answer may take as long as an attempt: no library gives up on it sooner", () => {
  expect(REQUESTS.timeout).toBe(40_000);
  expect(REQUESTS.timeout).toBeGreaterThanOrEqual(ATTEMPT_LIMIT.total("milliseconds"));
  // Else there is nothing to override, and this may go.
  expect(DefaultRestOptions.timeout).toBeLessThan(REQUESTS.timeout);
});

test.each([
  ["a request that heeds it", (limit: AbortSignal) => once(limit)],
  ["one that does not", () => new Promise<never>(() => {})],
])("what tells an attempt to end reaches %s", async (_, act) => {
  const stop = new AbortController();
  const attempt = limited(stop.signal, act);

  stop.abort(new Error("stopped"));

  await expect(attempt).rejects.toThrow("stopped");
});

function once(limit: AbortSignal): Promise<never> {
  return new Promise((_, reject) => limit.addEventListener("abort", () => reject(limit.reason), { once: true }));
}
