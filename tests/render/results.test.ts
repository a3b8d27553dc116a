import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { renderHistory, resultWords } from "../../src/render/results.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";

const AT = Temporal.Instant.from("2026-09-27T08:00:00Z");
const RESULT = {
  channelId: "20",
  day: Temporal.PlainDate.from("2026-09-27"),
  at: AT,
  endedAt: AT,
  posted: undefined,
  leadId: undefined,
};

test.each([
  ["by a moderator", "left out by a moderator"],
  ["I was offline until it was too late", "missed: I was offline until it was too late"],
  ["no jazz event falls on this day", "no post: no jazz event falls on this day"],
])("a day without a post reads as a sentence: %s", (reason, words) => {
  expect(resultWords({ ...RESULT, state: "skipped", reason, remark: undefined }, "10")).toBe(words);
});

test("a history names what was posted, with year and artists, and nothing where surely nothing was", () => {
  const told = fact({ headline: "Rap meets rock", artists: ["Run-D.M.C.", "Aerosmith"] });
  const posted = { messageId: "1", placeId: "20" };
  const results = [
    { ...RESULT, state: "posted", posted, leadId: told.id, reason: undefined, remark: undefined },
    { ...RESULT, state: "skipped", leadId: told.id, reason: "I was offline", remark: undefined },
    { ...RESULT, state: "posted", posted, leadId: "withdrawn since", reason: undefined, remark: undefined },
  ] as const;

  const text = textOf(renderHistory(results, createIndex([told], []), "10", "20", 1));

  expect(text.split("\n").slice(1)).toEqual([
    "- **27 September**: [posted](https://discord.com/channels/10/20/1)",
    "  - **1986** Rap meets rock · Run-D.M.C., Aerosmith",
    "- **27 September**: no post: I was offline",
    "- **27 September**: [posted](https://discord.com/channels/10/20/1)",
  ]);
});
