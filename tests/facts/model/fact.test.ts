import { expect, test } from "vitest";
import { factSchema, readFactDate } from "../../../facts/model/fact.ts";
import { claim, fact } from "../sample.ts";

test.each([
  ["1986", { year: 1986 }],
  ["1986-09", { year: 1986, month: 9 }],
  ["1986-09-27", { year: 1986, month: 9, day: 27 }],
  ["1988-02-29", { year: 1988, month: 2, day: 29 }],
  ["1987-02-29", undefined],
  ["1986-13", undefined],
  ["1986-00", undefined],
  ["1986-9-27", undefined],
  ["27 September 1986", undefined],
  ["", undefined],
])("the date %j is read as %j", (written, date) => {
  expect(readFactDate(written)).toEqual(date);
});

const written = { ...fact(), date: "1986-09-27" };
const peak = { name: "Billboard Hot 100", title: "T", artist: "A", event: "peak", position: 4 };

test.each<[object, boolean, string]>([
  [written, true, "an event with a day"],
  [{ ...claim() }, true, "a claim without a date"],
  [{ ...written, date: undefined }, false, "an event without a date"],
  [{ ...claim(), verdict: undefined, note: undefined }, false, "a claim without a verdict"],
  [{ ...written, verdict: "disputed" }, false, "a verdict without a note"],
  [{ ...written, note: "Two days are given." }, false, "a note without a verdict"],
  [{ ...written, kind: "chart" }, false, "a chart event without its figures"],
  [{ ...written, chart: peak }, false, "figures of a chart on another kind of event"],
  [{ ...written, kind: "chart", chart: peak }, true, "a chart event with its figures"],
  [{ ...written, kind: "chart", chart: { ...peak, event: "number-one" } }, false, "a number one at No. 4"],
  [{ ...written, kind: "chart", chart: { ...peak, position: undefined } }, false, "a peak without its position"],
  [{ ...written, text: "Two\nlines." }, false, "a text of two lines"],
])("%# fits: %s", (entry, fits) => {
  expect(factSchema.safeParse(entry).success).toBe(fits);
});
