import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quietUntil } from "../../src/schedule/plan.ts";
import { createQuietOrders } from "../../src/schedule/quiet.ts";
import { tasksOf } from "../../src/schedule/task.ts";
import { order } from "./sample.ts";

const at = (time: string) => Temporal.PlainTime.from(time);
const instant = (written: string) => Temporal.Instant.from(written);

describe("an order is quiet until its next time", () => {
  test.each([
    ["later today", "09:00", "UTC", "2026-03-10T08:59:59Z", "2026-03-10T09:00:00Z"],
    ["tomorrow, at its time itself", "09:00", "UTC", "2026-03-10T09:00:00Z", "2026-03-11T09:00:00Z"],
    ["in its own zone", "09:00", "Asia/Tokyo", "2026-03-10T00:30:00Z", "2026-03-11T00:00:00Z"],
    ["just after a gap that swallows it", "02:30", "America/New_York", "2026-03-08T06:00:00Z", "2026-03-08T07:30:00Z"],
    ["the first of two", "01:30", "America/New_York", "2026-11-01T05:00:00Z", "2026-11-01T05:30:00Z"],
    ["past a day that the zone left out", "09:00", "Pacific/Apia", "2011-12-29T20:00:00Z", "2011-12-30T19:00:00Z"],
    // St. John's put the clocks back at 00:01: the new day had begun, and began again an hour later.
    [
      "before now, where its day is to begin again",
      "00:00",
      "America/St_Johns",
      "2010-11-07T03:00:00Z",
      "2010-11-07T02:30:00Z",
    ],
  ])("%s", (_, time, timeZone, now, until) => {
    expect(quietUntil({ time: at(time), timeZone }, instant(now)).toString()).toBe(until);
  });
});

test("an order with nothing to be served has nothing either before that, however zones put their clocks", () => {
  const zones = fc.constantFrom(
    ...["UTC", "America/St_Johns", "America/Havana", "America/Scoresbysund", "Africa/Casablanca", "Asia/Tehran"],
    ...["Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein", "Antarctica/Troll", "Europe/Dublin", "Asia/Gaza"],
  );
  const minutes = (days: number) => fc.integer({ min: 1, max: days * 1440 });
  // Clocks are put back or forth around midnight and in the small hours.
  const times = fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 180 }));
  const starts = fc.oneof(
    fc.integer({ min: 0, max: 30 * 525_600 }).map((it) => instant("2000-01-01T00:00:00Z").add({ minutes: it })),
    fc
      .tuple(zones, minutes(9000), fc.integer({ min: -200, max: 200 }))
      .map(([zone, since, around]) =>
        (
          instant("2000-01-01T00:00:00Z")
            .add({ minutes: since })
            .toZonedDateTimeISO(zone)
            .getTimeZoneTransition("next") ?? instant("2010-11-07T02:31:00Z").toZonedDateTimeISO(zone)
        )
          .toInstant()
          .add({ minutes: around }),
      ),
  );
  let quiet = 0;

  fc.assert(
    fc.property(
      zones,
      times,
      starts,
      fc.integer({ min: -3, max: 3 }),
      minutes(3),
      (timeZone, time, now, ago, later) => {
        const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
        const it = order({
          time: at("00:00").add({ minutes: time }),
          timeZone,
          activeSince: now.subtract({ hours: 200 }),
          lastDay: today.subtract({ days: ago }),
        });
        fc.pre(tasksOf([it], now).length === 0);
        quiet += 1;

        const until = quietUntil(it, now);

        const [soon, between] = [until.subtract({ milliseconds: 1 }), now.add({ minutes: later })];
        for (const then of [soon, between]) {
          const isQuiet = Temporal.Instant.compare(then, now) > 0 && Temporal.Instant.compare(then, until) < 0;
          if (isQuiet) expect(tasksOf([it], then)).toEqual([]);
        }
      },
    ),
    { numRuns: 3000 },
  );

  expect(quiet).toBeGreaterThan(1000);
});

test("orders are noted by time and zone, some hundreds at once", () => {
  const now = instant("2026-03-10T12:00:00Z");
  const { note, rest } = createQuietOrders(now);
  const many = Array.from({ length: 600 }, (_, number) => order({ channelId: String(number) }));

  const written = [...note(many.slice(0, 300)), ...note(many.slice(300)), ...note([order({ timeZone: "Asia/Tokyo" })])];

  expect(written.map(({ channelIds }) => channelIds.length)).toEqual([250, 250]);
  expect(rest().map(({ channelIds, until }) => [channelIds.length, until.toString()])).toEqual([
    [100, "2026-03-11T09:00:00Z"],
    [1, "2026-03-11T00:00:00Z"],
  ]);
});

test("orders that fill what is written at once leave nothing behind", () => {
  const { note, rest } = createQuietOrders(instant("2026-03-10T12:00:00Z"));
  const many = Array.from({ length: 250 }, (_, number) => order({ channelId: String(number) }));

  expect(note(many)).toHaveLength(1);
  expect(rest()).toEqual([]);
});
