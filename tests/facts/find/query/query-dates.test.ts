import { describe, expect, test } from "vitest";
import type { Span } from "../../../../facts/find/query/decades.ts";
import { readDates, readDayOfYear } from "../../../../facts/find/query/query-dates.ts";

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
    ["1985 to present", { from: 1985 }, ""],
    ["from 1985 until now", { from: 1985 }, ""],
    ["class of '77", { from: 1977, to: 1977 }, "class of"],
    ["punk ’04", { from: 2004, to: 2004 }, "punk"],
    ["decada de 1980", { from: 1980, to: 1989 }, ""],
    ["decada de los 80", { from: 1980, to: 1989 }, ""],
    ["nineteen eighties", { from: 1980, to: 1989 }, ""],
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
    ["on 25/11", 11, 25],
    ["am 25.11.", 11, 25],
  ])("the day of %j", (typed, month, day) => {
    expect(readDates(typed)).toEqual({ day: { month, day }, rest: "" });
  });

  test.each([
    "27 september 1986",
    "1986-09-27",
    "1986/9/27",
    "27/9/1986",
    "27-09-1986",
    "9/27/1986",
    "27.9.1986",
    "september 27th, 1986",
    "27 de septiembre de 1986",
  ])("a day with its year: %j", (typed) => {
    expect(readDates(typed)).toEqual({ day: { month: 9, day: 27 }, span: { from: 1986, to: 1986 }, rest: "" });
  });

  test.each(["nov 1976", "nov. 1976", "nov, 1976"])("a month that is written short beside a year: %j", (typed) => {
    expect(readDates(typed)).toEqual({ month: 11, span: { from: 1976, to: 1976 }, year: "1976", rest: "" });
  });

  test.each(["what came out 1986", "'99 luftballons'", "24/7 rap", "50/50"])("no more than is meant: %j", (typed) => {
    const { day, month, span } = readDates(typed);

    expect([day, month, span?.from ?? 1986]).toEqual([undefined, undefined, 1986]);
  });
});

test.each(["walk this way", "maroon 5", "blink 182", "november", "the1975", "99 luftballons", "may day"])(
  "%j has neither years nor a day",
  (typed) => {
    expect(readDates(typed)).toEqual({ rest: typed });
  },
);

test.each([
  ["le 25 novembre", { month: 11, day: 25 }],
  ["on the 25th of November, 1976", { month: 11, day: 25 }],
  ["25/11", { month: 11, day: 25 }],
  ["31 février", { month: 2, day: 31 }],
  ["25 november jazz", undefined],
  ["november", undefined],
])("somebody who writes %j means a day of the year: %j", (written, day) => {
  expect(readDayOfYear(written)).toEqual(day);
});

test("a year takes no article: The 1975 is a name", () => {
  expect(readDates("the 1975")).toEqual({ rest: "the1975" });
});
