import { expect, test } from "vitest";
import { createWritten } from "../../src/store/written.ts";

test("what is written alike is the same value, and what a person wrote in another way is read too", () => {
  const { day, instant, time, zone } = createWritten();

  expect(day("2026-09-07")).toBe(day("2026-09-07"));
  expect(instant("2026-09-07T09:00:00.000Z")).toBe(instant("2026-09-07T09:00:00.000Z"));
  expect(time("09:00:00")).toBe(time("09:00:00"));
  expect([day("2026-9-7"), time("9:00"), zone("europe/paris")].map(String)).toEqual([
    "2026-09-07",
    "09:00:00",
    "Europe/Paris",
  ]);
});

test("what cannot be read is refused each time", () => {
  const { day, zone } = createWritten();

  for (const _ of ["first", "again"]) {
    expect(() => day("no day")).toThrow(RangeError);
    expect(() => zone("Middle/Earth")).toThrow(RangeError);
  }
});

test("however many there are, each is read right", () => {
  const { instant } = createWritten();
  const began = Temporal.Instant.from("2026-01-01T00:00:00Z");
  const all = Array.from({ length: 5000 }, (_, minutes) => began.add({ minutes }).toString());

  expect([...all, ...all].filter((it) => instant(it).toString() !== it)).toEqual([]);
});
