import { describe, expect, test } from "vitest";
import { drawMeasures, type Measure, measureYear } from "../../../facts/check/balance.ts";
import { countDays, drawCoverage } from "../../../facts/check/coverage.ts";
import type { Fact } from "../../../facts/index.ts";
import { claim, content, fact } from "../sample.ts";

/** An event on each of the 366 days. */
const everyDay = (given: Partial<Fact> = {}) =>
  Array.from({ length: 366 }, (_, at) => {
    const { month, day } = Temporal.PlainDate.from("1988-01-01").add({ days: at });
    return fact({ ...given, date: { year: 1988, month, day } });
  });

const named = (name: string) => ({ name, also: [] });

const times = (count: number, given: Partial<Fact> = {}) => Array.from({ length: count }, () => fact(given));

const of = (year: number) => ({ date: { year, month: 9, day: 26 } });

const charted = (event: "peak" | "debut"): Partial<Fact> => ({
  kind: "chart",
  chart: { name: "Billboard Hot 100", title: "T", artist: "A", event, position: 4 },
});

function measure(name: string, facts: readonly Fact[]): Pick<Measure, "figure" | "met" | "detail"> {
  const { figure, met, detail } = measureYear(content({ facts })).find((it) => it.name === name)!;
  return { figure, met, detail };
}

describe("the year as a whole", () => {
  test("has an event on every day, or the days without are named", () => {
    const name = "days with an event";

    expect(measure(name, everyDay())).toEqual({ figure: 366, met: true, detail: "" });
    expect(measure(name, everyDay().toSpliced(59, 1).slice(1))).toEqual({
      figure: 364,
      met: false,
      detail: "none on 1 Jan, 29 Feb",
    });
  });

  test("has one of weight 3 or more on every day", () => {
    const [first, ...others] = everyDay();
    const name = "days with an event of weight 3 or more";

    expect(measure(name, [{ ...first!, weight: 2 }, ...others])).toEqual({
      figure: 365,
      met: false,
      detail: "none on 1 Jan",
    });
    expect(measure(name, [{ ...first!, weight: 2 }, first!, ...others])).toMatchObject({ met: true });
  });

  test("has days enough of every family, counted once however many of its genres fall on one", () => {
    const families = [{ family: "Caribbean", also: [], colour: "#000000", genres: ["reggae", "ska"].map(named) }];
    const [first, second, ...others] = everyDay({ genres: ["reggae", "ska"] });
    const figureOf = (facts: readonly Fact[]) =>
      measureYear(content({ facts, families })).find(({ name }) => name === "days with an event of Caribbean");

    expect(figureOf([first!, first!, second!])).toMatchObject({ figure: 2, met: false });
    expect(figureOf(others)).toMatchObject({
      figure: 364,
      met: true,
      detail: "99% of a year's posts, each on its own day",
    });
  });

  test.each<[string, number, readonly Fact[]]>([
    ["days with three events or more", 366, [...everyDay(), ...everyDay(), ...everyDay()]],
    ["events", 1450, times(1450)],
    ["events before 1980", 150, [...times(150, of(1979)), ...times(9, of(1980))]],
    ["events after 2010", 150, [...times(150, of(2011)), ...times(9, of(2010))]],
    ["events outside the English-speaking world", 400, [...times(400, { topics: ["around-the-world"] }), ...times(9)]],
  ])("has enough %s: %i", (name, figure, facts) => {
    expect(measure(name, facts)).toMatchObject({ figure, met: true });
    expect(measure(name, facts.slice(1))).toMatchObject({ figure: figure - 1, met: false });
  });

  test("has at most a quarter of its events with one pair of genres", () => {
    const name = "events that share one pair of genres";
    const others = ["a", "b", "c", "d", "e", "f"].map((genre) => fact({ genres: ["pop", genre] }));
    const pair = [fact({ genres: ["rock", "hip-hop"] }), fact({ genres: ["hip-hop", "folk", "rock"] })];

    expect(measure(name, [...pair, ...others])).toEqual({ figure: 2, met: true, detail: "hip-hop and rock" });
    expect(measure(name, [...pair, ...others.slice(1)])).toMatchObject({ figure: 2, met: false });
  });

  test.each<[string, readonly Fact[], readonly Fact[]]>([
    ["chart events", times(4, charted("peak")), times(6)],
    ["chart events that are debuts", times(3, charted("debut")), times(6, charted("peak"))],
  ])("has not too many %s", (name, those, others) => {
    expect(measure(name, [...those, ...others])).toMatchObject({ figure: expect.any(Number), met: true });
    expect(measure(name, [...those, ...others.slice(1)])).toMatchObject({ met: false });
  });

  test("has at most one birth or death in twenty events", () => {
    const lives = [fact({ kind: "birth" }), fact({ kind: "death" })];

    expect(measure("births and deaths", [...lives, ...times(38)])).toMatchObject({ figure: 2, met: true });
    expect(measure("births and deaths", [...lives, ...times(37)])).toMatchObject({ met: false });
  });

  test("has something from every decade, and shows its range", () => {
    const decades = Array.from({ length: 11 }, (_, at) => fact(of(1920 + 10 * at + 5)));
    const name = "decades with an event, 1920s to 2020s";

    expect(measure(name, decades)).toEqual({ figure: 11, met: true, detail: "1925 to 2025" });
    expect(measure(name, [...decades.slice(1), fact(of(1919))])).toEqual({
      figure: 10,
      met: false,
      detail: "1919 to 2025",
    });
  });

  test("is not made fuller by claims", () => {
    expect(measure("events", [fact(), claim({ date: { year: 1986, month: 9, day: 27 } })])).toMatchObject({
      figure: 1,
    });
  });

  test("may be empty", () => {
    expect(measureYear(content({})).filter(({ met }) => met)).toHaveLength(11);
  });
});

test("the rules are shown with their figures and bounds", () => {
  const days = {
    name: "days",
    figure: 364,
    limit: "at least",
    bound: 366,
    met: false,
    detail: "none on 29 Feb",
  } as const;
  const charts = { name: "chart events", figure: 7, limit: "at most", bound: 4, met: false, detail: "" } as const;

  expect(drawMeasures([days, charts, { ...charts, met: true }]).split("\n")).toEqual([
    "short     364  at least 366   days: none on 29 Feb",
    "over        7  at most 4      chart events",
    "ok          7  at most 4      chart events",
  ]);
});

test("the coverage shows a line a month and a mark a day", () => {
  const february = (count: number, day: number) => times(count, { date: { year: 1988, month: 2, day } });

  const lines = drawCoverage(countDays([...february(2, 1), ...february(1, 2), ...february(12, 29)])).split("\n");

  expect(lines).toHaveLength(13);
  expect(lines.slice(0, 3)).toEqual([
    "    1234567890123456789012345678901   days  2+  events",
    "Jan ...............................   0/31   0       0",
    "Feb 21..........................+     3/29   2      15",
  ]);
});
