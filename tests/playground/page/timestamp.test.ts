import { describe, expect, test } from "vitest";
import { writeMessageTime, writeTimestamp } from "../../../playground/page/timestamp.ts";

const READER = { now: Date.parse("2026-07-04T08:00:00Z"), locale: "en-GB", timeZone: "Europe/London" };
const at = (instant: string) => Date.parse(instant) / 1000;

describe("a timestamp is written in the reader's zone", () => {
  test.each([
    ["t", "09:30"],
    ["T", "09:30:05"],
    ["d", "04/07/2026"],
    ["D", "4 July 2026"],
    ["f", "4 July 2026 at 09:30"],
    ["F", "Saturday, 4 July 2026 at 09:30"],
    ["s", "04/07/2026, 09:30"],
    ["S", "04/07/2026, 09:30:05"],
    ["R", "in 30 minutes"],
    ["?", "4 July 2026 at 09:30"],
  ])("%s", (style, expected) => {
    expect(writeTimestamp(at("2026-07-04T08:30:05Z"), style, READER)).toBe(expected);
  });

  test.each([
    ["2026-07-05T08:00:00Z", "tomorrow"],
    ["2026-07-03T07:00:00Z", "yesterday"],
    ["2026-07-04T08:00:00Z", "now"],
    ["2016-07-04T08:00:00Z", "10 years ago"],
    ["2026-09-12T08:00:00Z", "in 2 months"],
  ])("%s is %s", (instant, expected) => {
    expect(writeTimestamp(at(instant), "R", READER)).toBe(expected);
  });
});

test.each([
  ["2026-07-04T07:58:00Z", "Today at 08:58"],
  ["2026-07-03T22:30:00Z", "Yesterday at 23:30"],
  ["2026-07-01T08:00:00Z", "01/07/2026 09:00"],
])("a message of %s stands under %s", (instant, expected) => {
  expect(writeMessageTime(Date.parse(instant), READER)).toBe(expected);
});
