import { describe, expect, test } from "vitest";
import { createIndex, type FactFilter } from "../../../facts/index.ts";
import { ARTISTS, claim, FACTS, fact } from "../sample.ts";

const index = createIndex(FACTS, ARTISTS);
const day = (text: string) => Temporal.PlainMonthDay.from(text);
const ids = (facts: readonly { id: string }[]) => facts.map(({ id }) => id);

test("a fact is found by its id, and an unknown id finds none", () => {
  expect(index.get("sukiyaki")?.headline).toBe("A song in Japanese is No. 1 in the United States");
  expect(index.get("toString")).toBeUndefined();
});

test("two facts with one id are refused", () => {
  expect(() => createIndex([fact({ id: "twice" }), fact({ id: "twice" })], [])).toThrow(
    'two facts have the id "twice"',
  );
});

describe("on a day", () => {
  test("events come oldest first", () => {
    const young = fact({ id: "young", date: { year: 2001, month: 2, day: 3 } });
    const old = fact({ id: "old", date: { year: 1955, month: 2, day: 3 } });

    expect(ids(createIndex([young, old], []).on(day("02-03")))).toEqual(["old", "young"]);
  });

  test("29 February is a day of its own", () => {
    const leap = createIndex([fact({ id: "leap", date: { year: 1988, month: 2, day: 29 } })], []);

    expect(ids(leap.on(day("02-29")))).toEqual(["leap"]);
    expect(leap.on(day("02-28"))).toEqual([]);
    expect(leap.on(day("03-01"))).toEqual([]);
  });

  test("a claim, a month and a year are no events of it", () => {
    const facts = [
      claim({ id: "claim", date: { year: 1986, month: 7, day: 4 } }),
      fact({ id: "month", date: { year: 1986, month: 7 } }),
      fact({ id: "year", date: { year: 1986 } }),
    ];

    expect(createIndex(facts, []).on(day("07-04"))).toEqual([]);
  });
});

describe("a selection", () => {
  test.each<[FactFilter, number, string]>([
    [{}, 9, "no condition holds for all"],
    [{ artist: "run dmc" }, 2, "an artist in any spelling"],
    [{ artist: "Kyu Sakamoto" }, 1, "an artist by another name"],
    [{ genre: "Hip Hop" }, 4, "a genre in any spelling"],
    [{ topic: "mainstream" }, 1, "a topic"],
    [{ artist: "Aerosmith", genre: "rock", from: 1986, to: 1986 }, 1, "all conditions together"],
    [{ to: 1963 }, 1, "a last year, inclusive"],
    [{ from: 2004 }, 1, "a first year, inclusive"],
    [{ from: 1900 }, 8, "facts without a date never match a year"],
    [{ artist: "Nobody" }, 0, "an unknown name"],
    [{ artist: "" }, 0, "an empty name"],
    [{ genre: undefined, from: undefined }, 9, "conditions that are undefined"],
  ])("%o selects %i: %s", (filter, count) => {
    expect(index.select(filter)).toHaveLength(count);
  });

  test("keeps the order of the files", () => {
    expect(ids(index.select({ genre: "pop" }))).toEqual(["beatles-sitar", "sukiyaki"]);
  });
});

test("names are given once each, by the alphabet", () => {
  expect(index.names("topic")).toEqual(["mainstream"]);
  expect(index.names("artist").slice(0, 4)).toEqual(["A$AP Rocky", "AC/DC", "Aerosmith", "Beyoncé"]);
});

test("an artist that no fact bears is no name of the index", () => {
  expect(createIndex([], ARTISTS).names("artist")).toEqual([]);
  expect(createIndex([], ARTISTS).resolve("artist", "Aerosmith")).toBeUndefined();
});

describe("a name resolves from", () => {
  test.each([
    ["artist", "RUN DMC", "Run-D.M.C."],
    ["artist", "asap rocky", "A$AP Rocky"],
    ["artist", "beatles", "The Beatles"],
    ["artist", "the led zeppelin", "Led Zeppelin"],
    ["artist", "fab four", "The Beatles"],
    ["genre", "hiphop", "hip-hop"],
    ["genre", "rnb", "R&B"],
    ["genre", "hop", undefined],
    ["artist", "", undefined],
    ["artist", "the", undefined],
  ] as const)("%s %j: %s", (kind, typed, name) => {
    expect(index.resolve(kind, typed)).toBe(name);
  });
});
