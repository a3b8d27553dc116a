import { expect, test } from "vitest";
import { nextShift } from "../../src/schedule/daylight.ts";
import { order } from "./sample.ts";

const NOW = Temporal.Instant.from("2026-01-15T12:00:00Z");

test.each([
  ["a time in the spring gap is moved to just after it", "Europe/Paris", "02:30", "2026-03-29 moved 03:30"],
  ["a time in the autumn hour comes twice", "Europe/Paris", "02:00", "2026-03-29 moved 03:00"],
  ["the end of the repeated hour is not in it", "Europe/Paris", "03:00", undefined],
  ["a time by day is never touched", "Europe/Paris", "09:00", undefined],
  ["a zone without daylight saving has none", "Asia/Tokyo", "02:30", undefined],
  ["south of the equator the autumn comes first", "Australia/Sydney", "02:15", "2026-04-05 repeated 02:15"],
  ["a gap that begins at midnight moves a time of the new day", "Africa/Cairo", "00:30", "2026-04-24 moved 01:30"],
  ["Lord Howe's clocks move by half an hour", "Australia/Lord_Howe", "02:15", "2026-10-04 moved 02:45"],
])("%s", (_, timeZone, time, expected) => {
  const shift = nextShift(order({ timeZone, time: Temporal.PlainTime.from(time) }), NOW);

  expect(shift && `${shift.day} ${shift.kind} ${shift.runsAt.toString({ smallestUnit: "minute" })}`).toBe(expected);
});

test("one whose first time has passed is not to come any more, though the clocks change a little later", () => {
  const it = order({ timeZone: "America/New_York", time: Temporal.PlainTime.from("01:30") });

  const shift = nextShift(it, Temporal.Instant.from("2026-11-01T05:45:00Z"));

  expect(shift?.day.toString()).toBe("2027-11-07");
});

test.each([
  ["left out", { skips: [Temporal.PlainDate.from("2026-03-29")] }],
  ["on record already", { lastDay: Temporal.PlainDate.from("2026-03-29") }],
])("of a day that is %s nothing is said, but of the next that is touched", (_, given) => {
  const it = order({ timeZone: "Europe/Paris", time: Temporal.PlainTime.from("02:30"), ...given });

  const shift = nextShift(it, NOW);

  expect(shift).toMatchObject({ kind: "repeated", runsAt: it.time });
  expect(shift?.day.toString()).toBe("2026-10-25");
});
