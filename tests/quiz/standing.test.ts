import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAt } from "../../src/local-day.ts";
import { isOpen, rowUpTo, type Standing, standAfter } from "../../src/quiz/standing.ts";

/** Answers, each given at that moment in the zone that the place has then; those to no open question are let go by. */
function answerAll(
  given: readonly { readonly at: string | Temporal.Instant; readonly zone: string; right?: boolean }[],
) {
  return given.reduce<Standing | undefined>((standing, { at: written, right = true, zone: timeZone }) => {
    const at = Temporal.Instant.from(written);
    return isOpen(standing, dayAt(at, timeZone)) ? standAfter(standing, { at, timeZone, option: 0, right }) : standing;
  }, undefined);
}

const rowsOf = (standing: Standing | undefined) => [standing?.answered, standing?.rightInRow];

describe("days in a row", () => {
  const zone = "Europe/London";

  test.each([
    ["the first answer begins both rows", [{ at: "2026-03-01T12:00Z", zone }], [1, 1]],
    ["a wrong one begins none of right ones", [{ at: "2026-03-01T12:00Z", zone, right: false }], [1, 0]],
    [
      "the last minute of a day and the first of the next are two days",
      [
        { at: "2026-03-01T23:59Z", zone },
        { at: "2026-03-02T00:00Z", zone },
      ],
      [2, 2],
    ],
    [
      "a day left out begins anew, though little more than a day went by",
      [
        { at: "2026-03-01T23:59Z", zone },
        { at: "2026-03-03T00:01Z", zone },
      ],
      [1, 1],
    ],
    [
      "a wrong answer ends the row of right ones alone",
      [
        { at: "2026-03-01T12:00Z", zone },
        { at: "2026-03-02T12:00Z", zone, right: false },
      ],
      [2, 0],
    ],
    [
      "the short day on which the clocks go forward is a day",
      [
        { at: "2026-03-28T23:30Z", zone },
        { at: "2026-03-29T12:00Z", zone },
        { at: "2026-03-29T23:00Z", zone },
      ],
      [3, 3],
    ],
    [
      "a zone that moves back brings the day again, and it counts once",
      [
        { at: "2026-03-01T12:00Z", zone: "Pacific/Auckland" },
        { at: "2026-03-01T13:00Z", zone: "America/Los_Angeles" },
      ],
      [1, 1],
    ],
    [
      "and the next day there goes on with the row",
      [
        { at: "2026-03-01T12:00Z", zone: "Pacific/Auckland" },
        { at: "2026-03-03T20:00Z", zone: "America/Los_Angeles" },
      ],
      [2, 2],
    ],
    [
      "a zone that moves ahead within a day gives no second day at once",
      [
        { at: "2026-03-01T12:00Z", zone: "Etc/GMT+12" },
        { at: "2026-03-01T12:01Z", zone: "Pacific/Kiritimati" },
      ],
      [1, 1],
    ],
    [
      "and takes none away where it leaves out a day",
      [
        { at: "2026-03-01T11:00Z", zone: "Etc/GMT+12" },
        { at: "2026-03-02T10:30Z", zone: "Pacific/Kiritimati" },
      ],
      [2, 2],
    ],
  ])("%s", (_, given, rows) => {
    expect(rowsOf(answerAll(given))).toEqual(rows);
  });

  test("what goes on is told before the answer, and nothing of what is over", () => {
    const standing = answerAll([{ at: "2026-03-01T12:00Z", zone }]);

    expect(rowUpTo(standing, Temporal.Instant.from("2026-03-02T12:00Z"), zone)).toBe(1);
    expect(rowUpTo(standing, Temporal.Instant.from("2026-03-03T12:00Z"), zone)).toBe(0);
    expect(rowUpTo(undefined, Temporal.Instant.from("2026-03-03T12:00Z"), zone)).toBe(0);
  });
});

const ZONES = [...Intl.supportedValuesOf("timeZone"), "Etc/GMT+12", "Etc/GMT-14"];
const START = Temporal.Instant.from("2026-01-01T00:00Z");
const HOURS = 365 * 24;

test("through a year in every zone, an answer at some time of each day is a row of all days", {
  timeout: 120_000,
}, () => {
  for (const zone of ZONES) {
    const first = dayAt(START, zone);
    const given = Array.from({ length: 365 }, (_, nth) => {
      const minutes = (nth * 617 + zone.length * 89) % 1440;
      const time = Temporal.PlainTime.from("00:00").add({ minutes });
      return { at: first.add({ days: nth }).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant(), zone };
    });

    expect([zone, answerAll(given)?.answered]).toEqual([zone, 365]);
  }
});

test("however a zone moves, who answers each question loses no row, and gains no more than the days that went by", () => {
  const moves = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 400 }), zone: fc.constantFrom(...ZONES) }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(moves, (made) => {
      let [standing, at]: [Standing | undefined, Temporal.Instant] = [undefined, START];
      for (const { hours, zone } of made) {
        for (let hour = 0; hour < Math.min(hours, HOURS); hour++) {
          const before: Standing | undefined = standing;
          if (isOpen(before, dayAt(at, zone))) {
            standing = standAfter(before, { at, timeZone: zone, option: 0, right: true });
            const gained = standing.answered - (before?.answered ?? 0);
            expect(gained === 0 || gained === 1).toBe(true);
          }
          at = at.add({ hours: 1 });
        }
      }
      const days = at.since(START, { largestUnit: "hours" }).total("hours") / 24;
      expect(standing!.answered).toBeLessThanOrEqual(days + 2);
      expect(standing!.answered).toBeGreaterThanOrEqual(Math.floor(days) - made.length);
      expect(standing!.rightInRow).toBe(standing!.answered);
    }),
    { numRuns: 60 },
  );
});
