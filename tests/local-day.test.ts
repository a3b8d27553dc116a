import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAt } from "../src/local-day.ts";

const plainly = (at: Temporal.Instant, zone: string) => at.toZonedDateTimeISO(zone).toPlainDate().toString();

/** What is asked in a row, back and forth. */
const told = (zone: string, times: readonly string[]) =>
  times.map((it) => dayAt(Temporal.Instant.from(it), zone).toString());

describe("the day in a zone, remembered while it lasts", () => {
  test("is whatever it is there, whichever moments and zones were asked for before", () => {
    const zone = fc.constantFrom(
      ...["UTC", "Europe/Paris", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo", "+05:45"],
    );
    const seconds = fc.integer({ min: Date.UTC(1985, 0) / 1000, max: Date.UTC(2032, 0) / 1000 });
    const step = fc.integer({ min: -90_000, max: 90_000 });
    fc.assert(
      fc.property(zone, seconds, fc.array(step, { minLength: 5, maxLength: 20 }), (place, begin, steps) => {
        let at = begin;
        for (const it of steps) {
          at += it;
          const moment = Temporal.Instant.fromEpochMilliseconds(at * 1000);
          expect(dayAt(moment, place).toString()).toBe(plainly(moment, place));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("ends where the clocks are put back over midnight, and comes back an hour later", () => {
    // One minute into 29 October the clocks of Newfoundland showed 23:01 of the 28th again.
    const times = ["2006-10-29T02:29:59Z", "2006-10-29T02:30:30Z", "2006-10-29T02:31:00Z", "2006-10-29T03:30:00Z"];

    expect(told("America/St_Johns", times)).toEqual(["2006-10-28", "2006-10-29", "2006-10-28", "2006-10-29"]);
  });

  test("is left out where a country crossed the date line", () => {
    const times = ["2011-12-30T09:59:59Z", "2011-12-30T10:00:00Z", "2011-12-30T09:00:00Z"];

    expect(told("Pacific/Apia", times)).toEqual(["2011-12-29", "2011-12-31", "2011-12-29"]);
  });

  test("of a zone that there is not is none", () => {
    expect(() => dayAt(Temporal.Instant.fromEpochMilliseconds(0), "Europe/Nowhere")).toThrow(RangeError);
  });
});
