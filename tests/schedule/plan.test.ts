import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { duePosts, missedPosts, nextPost, scheduledAt } from "../../src/schedule/plan.ts";
import { order as sample } from "./sample.ts";

const GRACE = Temporal.Duration.from({ hours: 6 });

/** An order written briefly; see `sample.ts` for the rest of it. */
function order(
  given: Partial<Record<"time" | "timeZone" | "activeSince" | "lastDay" | "paused", string>> = {},
): DailyOrder {
  return sample({
    ...(given.time && { time: Temporal.PlainTime.from(given.time) }),
    ...(given.timeZone && { timeZone: given.timeZone }),
    ...(given.activeSince && { activeSince: Temporal.Instant.from(given.activeSince) }),
    ...(given.lastDay && { lastDay: Temporal.PlainDate.from(given.lastDay) }),
    paused: given.paused,
  });
}

const due = (it: DailyOrder, now: string) =>
  duePosts([it], Temporal.Instant.from(now), GRACE).map(({ at, day }) => `${day} at ${at}`);
const missed = (it: DailyOrder, now: string) =>
  missedPosts([it], Temporal.Instant.from(now), GRACE).map(({ day }) => day.toString());

describe("a post is due", () => {
  test.each([
    ["before its time: not yet", order({ lastDay: "2026-03-09" }), "2026-03-10T08:59:59Z", []],
    ["at its time", order(), "2026-03-10T09:00:00Z", ["2026-03-10 at 2026-03-10T09:00:00Z"]],
    [
      "in the order's own zone",
      order({ timeZone: "Asia/Tokyo" }),
      "2026-03-10T00:00:00Z",
      ["2026-03-10 at 2026-03-10T00:00:00Z"],
    ],
    ["up to six hours late", order(), "2026-03-10T15:00:00Z", ["2026-03-10 at 2026-03-10T09:00:00Z"]],
    ["not after the grace", order(), "2026-03-10T15:00:01Z", []],
    ["not on the next local day", order({ time: "23:50" }), "2026-03-11T00:00:00Z", []],
    ["not twice a day", order({ lastDay: "2026-03-10" }), "2026-03-10T09:01:00Z", []],
    ["not while it is paused", order({ paused: "by a moderator" }), "2026-03-10T09:00:00Z", []],
    [
      "not for a time before it was ordered",
      order({ activeSince: "2026-03-10T09:00:20Z" }),
      "2026-03-10T09:01:00Z",
      [],
    ],
    [
      "never for a day before the last, though the zone moved west",
      order({ timeZone: "Pacific/Honolulu", lastDay: "2026-03-10" }),
      "2026-03-10T02:00:00Z",
      [],
    ],
    [
      "02:30 skipped in spring runs at 03:30",
      order({ time: "02:30", timeZone: "America/New_York" }),
      "2026-03-08T07:30:00Z",
      ["2026-03-08 at 2026-03-08T07:30:00Z"],
    ],
    [
      "01:30 repeated in autumn runs the first time",
      order({ time: "01:30", timeZone: "America/New_York" }),
      "2026-11-01T05:30:00Z",
      ["2026-11-01 at 2026-11-01T05:30:00Z"],
    ],
    [
      "and not the second time",
      order({ time: "01:30", timeZone: "America/New_York", lastDay: "2026-11-01" }),
      "2026-11-01T06:30:00Z",
      [],
    ],
    [
      "Lord Howe's half hour: 02:15 runs at 02:45",
      order({ time: "02:15", timeZone: "Australia/Lord_Howe" }),
      "2026-10-03T15:45:00Z",
      ["2026-10-04 at 2026-10-03T15:45:00Z"],
    ],
  ])("%s", (_, it, now, expected) => {
    expect(due(it, now)).toEqual(expected);
  });

  test("a gap that reaches over midnight is filled before it, so that the day keeps its post", () => {
    const at = scheduledAt(order({ time: "23:30", timeZone: "America/Nuuk" }), Temporal.PlainDate.from("2024-03-30"));

    expect(at?.toZonedDateTimeISO("America/Nuuk").toPlainDate().toString()).toBe("2024-03-30");
  });

  test("a day that the zone left out has no post", () => {
    const at = scheduledAt(order({ timeZone: "Pacific/Apia" }), Temporal.PlainDate.from("2011-12-30"));

    expect(at).toBeUndefined();
  });
});

describe("a post is missed", () => {
  test.each([
    ["nothing before the grace is over", order({ lastDay: "2026-03-09" }), "2026-03-10T15:00:00Z", []],
    ["when the grace is over", order({ lastDay: "2026-03-09" }), "2026-03-10T15:00:01Z", ["2026-03-10"]],
    [
      "when its local day is over",
      order({ time: "23:50", lastDay: "2026-03-09" }),
      "2026-03-11T00:00:00Z",
      ["2026-03-10"],
    ],
    [
      "each day of an outage, oldest first",
      order({ lastDay: "2026-03-06" }),
      "2026-03-10T08:00:00Z",
      ["2026-03-07", "2026-03-08", "2026-03-09"],
    ],
    [
      "no day before it was ordered",
      order({ activeSince: "2026-03-08T12:00:00Z" }),
      "2026-03-10T08:00:00Z",
      ["2026-03-09"],
    ],
    [
      "at most two weeks back",
      order({ lastDay: "2025-01-01" }),
      "2026-03-10T08:00:00Z",
      Array.from({ length: 14 }, (_, day) => Temporal.PlainDate.from("2026-02-24").add({ days: day }).toString()),
    ],
    ["not while it is paused", order({ paused: "by a moderator", lastDay: "2026-03-01" }), "2026-03-10T08:00:00Z", []],
  ])("%s", (_, it, now, expected) => {
    expect(missed(it, now)).toEqual(expected);
  });
});

describe("the next post", () => {
  test.each([
    ["today, if its time is yet to come", order(), "2026-03-10T08:00:00Z", "2026-03-10T09:00:00Z"],
    ["tomorrow, if it has come", order(), "2026-03-10T09:00:00Z", "2026-03-11T09:00:00Z"],
    [
      "tomorrow, if today's is out already",
      order({ lastDay: "2026-03-10" }),
      "2026-03-10T08:00:00Z",
      "2026-03-11T09:00:00Z",
    ],
  ])("%s", (_, it, now, expected) => {
    expect(nextPost(it, Temporal.Instant.from(now)).at.toString()).toBe(expected);
  });

  test("is what is due when its time has come, whatever the zone and the time of day", () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const times = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    const seconds = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 });

    fc.assert(
      fc.property(zones, times, seconds, (timeZone, time, second) => {
        const now = Temporal.Instant.fromEpochMilliseconds(second * 1000);
        const it = { ...order({ timeZone }), time: Temporal.PlainTime.from(time), activeSince: now };

        const next = nextPost(it, now);

        expect(duePosts([it], next.at, GRACE)).toEqual([next]);
        expect(duePosts([it], next.at.subtract({ nanoseconds: 1 }), GRACE)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test("orders of the same time and zone share the values of a day: ten thousand that wait are no burden", () => {
  const orders = [order({ activeSince: "2026-03-01T00:00:00Z" }), order({ activeSince: "2026-03-05T00:00:00Z" })];

  const found = missedPosts(orders, Temporal.Instant.from("2026-03-10T20:00:00Z"), GRACE);
  const [first, second] = orders.map((it) => found.filter(({ order: its }) => its === it).slice(-5));

  expect(first?.map(({ day }) => day.toString())).toEqual([
    "2026-03-06",
    "2026-03-07",
    "2026-03-08",
    "2026-03-09",
    "2026-03-10",
  ]);
  for (const [index, { at, day }] of first!.entries()) {
    expect(second?.[index]?.day).toBe(day);
    expect(second?.[index]?.at).toBe(at);
  }
});
