import { describe, expect, test } from "vitest";
import { drawCoverage } from "../../facts/coverage.ts";
import type { Fact } from "../../facts/index.ts";
import { checkFacts } from "../../facts/quality.ts";
import { claim, fact } from "./sample.ts";

const problems = (...facts: Fact[]) => checkFacts({ facts, artists: [] }).problems;

const charted = (year: number, month: number, day: number, name = "Billboard Hot 100") =>
  fact({
    id: "charted",
    date: { year, month, day },
    kind: "chart",
    chart: { name, title: "T", artist: "A", event: "peak", position: 4 },
  });

test("a good fact has no problems", () => {
  expect(problems(fact(), claim({ headline: "The article says so" }))).toEqual([]);
});

describe("a chart of Billboard's", () => {
  test.each([
    [charted(1986, 9, 27), "a Saturday"],
    [charted(1961, 12, 25), "the last Monday"],
    [charted(1962, 1, 6), "the first Saturday"],
    [charted(1976, 7, 4), "the Sunday of the bicentenary"],
    [charted(2018, 1, 3), "the Wednesday of the changed week"],
    [charted(1986, 9, 28, "UK Singles Chart"), "a Sunday of another chart"],
    [charted(1955, 7, 9), "a Saturday before the Hot 100"],
  ])("%# may be dated: %s", (event) => {
    expect(problems(event)).toEqual([]);
  });

  test.each([
    [charted(1986, 9, 28), "Saturday"],
    [charted(1960, 9, 10), "Monday"],
  ])("%# is not dated on another day than a %s", (event, weekday) => {
    expect(problems(event)).toEqual([`charted: a Billboard chart of that time is dated a ${weekday}`]);
  });
});

describe("wording", () => {
  test.each([
    ["An iconic song was recorded.", ['leave out "iconic"']],
    ["Legendary players met; it Changed music.", ['leave out "legendary"', 'leave out "changed music"']],
    ['They sang "Forever Young".', []],
    ["One. Two. Three.", []],
    ["One. Two. Three. Four.", ["the text has more than three sentences"]],
    [
      'It reached No. 4. Dr. Dre and J. S. Bach met. The song was "Help!" once. Run-D.M.C. won.',
      ["the text has more than three sentences"],
    ],
    ['It reached No. 4. Dr. Dre met J.S. Bach and R. Kelly. The song "Help! Now." was first.', []],
  ])("%s", (text, expected) => {
    expect(problems(fact({ id: "it", text }))).toEqual(expected.map((problem) => `it: ${problem}`));
  });

  test("an artist's own name may hold any word", () => {
    expect(problems(fact({ artists: ["Legendary Pink Dots"], text: "Legendary Pink Dots sang." }))).toEqual([]);
  });
});

test("an event without an exact day is a problem, a claim is not", () => {
  const month = { year: 1986, month: 9 };

  expect(problems(fact({ id: "it", date: month }), claim({ headline: "Other", date: month }))).toEqual([
    "it: an event needs an exact day",
  ]);
});

test("two facts with the same headline are a problem, whatever its punctuation", () => {
  const later = { year: 1987, month: 9, day: 26 };

  expect(problems(fact({ id: "a", headline: "It's on" }), fact({ id: "b", headline: "Its on!", date: later }))).toEqual(
    ["a: has the headline of b"],
  );
});

describe("two events of one day and artist", () => {
  const first = fact({
    id: "a",
    headline: "A wall falls in Union City",
    text: "The band filmed the video in a theatre.",
  });

  test("that say much the same are a problem", () => {
    const same = fact({ id: "b", headline: "The wall in Union City", text: "The video was filmed." });

    expect(problems(first, same)).toEqual(["b: tells much the same as a"]);
  });

  test("that say different things are none", () => {
    expect(problems(first, fact({ id: "b", headline: "A chart topped", text: "Sales doubled." }))).toEqual([]);
  });

  test("are none when the artists differ", () => {
    expect(problems(first, fact({ ...first, id: "b", headline: "Other", artists: ["Aerosmith"] }))).toEqual([]);
  });
});

test("one genre in two spellings is a problem", () => {
  expect(
    problems(fact({ genres: ["hip-hop", "rock"] }), fact({ headline: "B", text: "C.", genres: ["Hip hop", "rock"] })),
  ).toEqual(["hip-hop: the same genre is also written Hip hop"]);
});

test("an artist in no fact is a problem", () => {
  const artists = [
    { name: "Run-D.M.C.", also: [] },
    { name: "Slayer", also: [] },
  ];

  expect(checkFacts({ facts: [fact()], artists }).problems).toEqual(["Slayer: in artists.yaml, in no fact"]);
});

test("the summary counts facts, claims, events, artists and days covered", () => {
  const facts = [fact({ headline: "A", text: "B." }), fact({ headline: "C", text: "D." }), claim({ headline: "E" })];

  const { summary } = checkFacts({ facts, artists: [{ name: "Run-D.M.C.", also: [] }] });

  expect(summary).toMatchObject({ facts: 3, claims: 1, events: 2, artists: 1, days: 1 });
});

test("the coverage shows a line a month and a mark a day", () => {
  const february = (count: number, day: number) =>
    Array.from({ length: count }, () => fact({ date: { year: 1988, month: 2, day } }));

  const lines = drawCoverage(
    checkFacts({ facts: [...february(2, 1), ...february(12, 29)], artists: [] }).summary.coverage,
  ).split("\n");

  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe("Jan ............................... 0/31");
  expect(lines[1]).toBe("Feb 2...........................+   2/29");
});
