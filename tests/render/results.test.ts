import { expect, test } from "vitest";
import { resultWords } from "../../src/render/results.ts";

const AT = Temporal.Instant.from("2026-09-27T08:00:00Z");
const RESULT = { channelId: "20", day: Temporal.PlainDate.from("2026-09-27"), at: AT, endedAt: AT, posted: undefined };

test.each([
  ["by a moderator", "left out by a moderator"],
  ["I was offline until it was too late", "left out: I was offline until it was too late"],
])("a day left out reads as a sentence: %s", (reason, words) => {
  expect(resultWords({ ...RESULT, state: "skipped", reason, remark: undefined }, "10")).toBe(words);
});
