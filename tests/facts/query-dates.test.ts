import { describe, expect, test } from "vitest";
import type { Span } from "../../facts/decades.ts";
import { readDates } from "../../facts/query-dates.ts";

describe("of a query are read", () => {
  test.each<[string, Span, string]>([
    ["1977 punk", { from: 1977, to: 1977 }, "punk"],
    ["the 90s", { from: 1990, to: 1999 }, ""],
    ["'80s rap", { from: 1980, to: 1989 }, "rap"],
    ["early 60s soul", { from: 1960, to: 1963 }, "soul"],
    ["late eighties", { from: 1987, to: 1989 }, ""],
    ["2000s", { from: 2000, to: 2009 }, ""],
    ["20s jazz", { from: 1920, to: 1929 }, "jazz"],
    ["20th century", { from: 1900, to: 1999 }, ""],
    ["1990-1999", { from: 1990, to: 1999 }, ""],
    ["1990–95", { from: 1990, to: 1995 }, ""],
    ["1999 to 1990", { from: 1990, to: 1999 }, ""],
    ["between 1964 and 1966", { from: 1964, to: 1966 }, ""],
    ["70s and 80s disco", { from: 1970, to: 1989 }, "disco"],
    ["before 1960", { to: 1959 }, ""],
    ["until 1960", { to: 1960 }, ""],
    ["before the 60s", { to: 1959 }, ""],
    ["since 2015", { from: 2015 }, ""],
    ["after 2015", { from: 2016 }, ""],
    ["die 80er jahre", { from: 1980, to: 1989 }, ""],
    ["anos 80", { from: 1980, to: 1989 }, ""],
    ["annees 60", { from: 1960, to: 1969 }, ""],
    ["rap de los 90", { from: 1990, to: 1999 }, "rap de"],
    ["los lobos 90s", { from: 1990, to: 1999 }, "los lobos"],
    ["anos noventa", { from: 1990, to: 1999 }, ""],
    ["seit 1990", { from: 1990 }, ""],
  ])("the years of %j", (typed, span, rest) => {
    expect(readDates(typed)).toMatchObject({ span, rest });
  });

  test.each([
    ["25 november", 11, 25],
    ["november 25", 11, 25],
    ["nov 25th", 11, 25],
    ["25th of november", 11, 25],
    ["25.11.", 11, 25],
    ["25.11", 11, 25],
    ["11-25", 11, 25],
    ["25-11", 11, 25],
    ["25/11", 11, 25],
    ["11/25", 11, 25],
    ["25 de noviembre", 11, 25],
    ["25. dezember", 12, 25],
    ["1er mai", 5, 1],
    ["31 february", 2, 31],
  ])("the day of %j", (typed, month, day) => {
    expect(readDates(typed)).toEqual({ day: { month, day }, rest: "" });
  });

  test("a day with its year", () => {
    const read = { day: { month: 9, day: 27 }, span: { from: 1986, to: 1986 }, rest: "" };

    expect(readDates("27 september 1986")).toEqual(read);
    expect(readDates("1986-09-27")).toEqual(read);
  });
});

test.each(["walk this way", "maroon 5", "blink 182", "november", "the1975", "99 luftballons", "may day"])(
  "%j has neither years nor a day",
  (typed) => {
    expect(readDates(typed)).toEqual({ rest: typed });
  },
);

test("a year takes no article: The 1975 is a name", () => {
  expect(readDates("the 1975")).toEqual({ rest: "the1975" });
});
