import { describe, expect, test } from "vitest";
import { checkFacts } from "../../../facts/check/quality.ts";
import type { Fact } from "../../../facts/index.ts";
import { claim, content, fact, familiesOf } from "../sample.ts";

const TODAY = Temporal.PlainDate.from("2026-08-01");

const problems = (...facts: Fact[]) =>
  checkFacts(content({ facts, artists: [], families: familiesOf(facts) }), TODAY).problems;

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

test("an event without an exact day is a problem, a claim is not", () => {
  const month = { year: 1986, month: 9 };

  expect(problems(fact({ id: "it", date: month }), claim({ headline: "Other", date: month }))).toEqual([
    "it: an event needs an exact day",
  ]);
});

test("an event that is still to come is a problem", () => {
  const on = (day: number) => fact({ id: "it", date: { year: 2026, month: 8, day } });

  expect(problems(on(1))).toEqual([]);
  expect(problems(on(2))).toEqual(["it: its date is still to come"]);
});

test("a text of more than three sentences, or with an empty word, is a problem", () => {
  expect(problems(fact({ id: "it", text: "One. Two. Three. Four." }))).toEqual([
    "it: the text has more than three sentences",
  ]);
  expect(problems(fact({ id: "it", text: "An iconic song was recorded." }))).toEqual(['it: leave out "iconic"']);
});

test("a page that is named twice as a source is a problem", () => {
  const source = { title: "A page, a publisher", url: "https://example.com/page" };

  expect(problems(fact({ id: "it", sources: [source, { ...source, title: "The same page" }] }))).toEqual([
    "it: has one source twice",
  ]);
});

test("two facts with the same headline are a problem, whatever its punctuation", () => {
  const later = { year: 1987, month: 9, day: 26 };

  expect(problems(fact({ id: "a", headline: "It's on" }), fact({ id: "b", headline: "Its on!", date: later }))).toEqual(
    ["a: has the headline of b"],
  );
});

describe("two chart events", () => {
  const peak = charted(1986, 9, 27);
  const again = (chart: object, date = peak.date!) =>
    fact({ ...peak, id: "again", headline: "B", date, chart: { ...peak.chart!, ...chart } });

  test.each<[object, string]>([
    [{}, "the same record, chart and event"],
    [{ title: "t", artist: "a." }, "in another spelling"],
  ])("%# are a problem: %s", (chart) => {
    expect(problems(peak, again(chart, { year: 1986, month: 10, day: 4 }))).toEqual([
      "again: is the same week of the same record as charted",
    ]);
  });

  test("are a problem when a peak at No. 1 is told as a number one too", () => {
    const first = again({ event: "peak", position: 1 });
    const second = fact({ ...again({ event: "number-one", position: 1 }), id: "second", headline: "C" });

    expect(problems(first, { ...second, text: "Sales doubled." })).toEqual([
      "second: is the same week of the same record as again",
    ]);
  });

  test.each<[object, string]>([
    [{ artist: "Another" }, "another artist's record of that title"],
    [{ event: "debut" }, "another week of the record"],
    [{ name: "UK Singles Chart" }, "another chart"],
  ])("%# are none: %s", (chart) => {
    expect(problems(peak, again(chart, { year: 1986, month: 10, day: 4 }))).toEqual([]);
  });
});

test("a chart event whose source is the page of another week is a problem", () => {
  const page = (week: string) => ({ title: "A chart", url: `https://www.billboard.com/charts/hot-100/${week}/` });

  expect(problems({ ...charted(1986, 9, 27), sources: [page("1986-09-27")] })).toEqual([]);
  expect(problems({ ...charted(1986, 9, 27), sources: [page("1986-09-20")] })).toEqual([
    "charted: is dated 1986-09-27, but its source is the chart of 1986-09-20",
  ]);
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

  test("are a problem even when they are dated differently within the year", () => {
    const same = fact({ id: "b", headline: "The wall in Union City", date: { year: 1986, month: 10, day: 4 } });

    expect(problems(first, { ...same, text: "The video was filmed." })).toEqual(["b: tells much the same as a"]);
  });

  test("are none when they are of different years", () => {
    expect(
      problems(first, fact({ ...first, id: "b", headline: "Other", date: { year: 1987, month: 9, day: 27 } })),
    ).toEqual([]);
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

  const { problems } = checkFacts(content({ facts: [fact()], artists, families: familiesOf([fact()]) }), TODAY);

  expect(problems).toEqual(["Slayer: in artists.yaml, in no fact or link"]);
});

test("a genre that no file declares is a problem, and so is one that no fact bears", () => {
  const families = familiesOf([fact({ genres: ["rock", "polka"] })]);

  expect(checkFacts(content({ facts: [fact({ id: "a" })], artists: [], families }), TODAY).problems).toEqual([
    'a: no genres.yaml declares the genre "hip-hop"',
    "polka: in genres.yaml, in no fact",
  ]);
});

test("the summary counts facts, claims, events, artists and days covered", () => {
  const facts = [fact({ headline: "A", text: "B." }), fact({ headline: "C", text: "D." }), claim({ headline: "E" })];

  const { summary } = checkFacts(content({ facts, artists: [{ name: "Run-D.M.C.", also: [] }], families: [] }), TODAY);

  expect(summary).toMatchObject({ facts: 3, claims: 1, events: 2, artists: 1, days: 1 });
});
