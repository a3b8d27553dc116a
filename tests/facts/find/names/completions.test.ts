import { describe, expect, test } from "vitest";
import { createIndex } from "../../../../facts/index.ts";
import { ARTISTS, claim, FACTS, fact } from "../../sample.ts";

const index = createIndex(FACTS, ARTISTS);
const values = (kind: "artist" | "genre" | "topic" | "fact", typed: string, limit?: number) =>
  index.complete(kind, typed, limit).map(({ value }) => value);

test("nothing typed offers the names with the most facts", () => {
  expect(values("genre", "", 3)).toEqual(["hip-hop", "rock", "pop"]);
});

test("names that begin with what was typed come before names with a word that does", () => {
  expect(values("genre", "ro")).toEqual(["rock", "hard rock"]);
});

test.each([
  ["rund", "Run-D.M.C.", "punctuation left out"],
  ["run d", "Run-D.M.C.", "a space for a hyphen"],
  ["zepp", "Led Zeppelin", "a word inside"],
  ["fab", "The Beatles", "another spelling, which completes to the canonical name"],
  ["kyu", "坂本九", "a name in another script by its Latin spelling"],
])("%s completes to %s: %s", (typed, name) => {
  expect(values("artist", typed)).toEqual([name]);
});

test("a fact is completed by its headline and sends its id", () => {
  expect(index.complete("fact", "reggae")).toEqual([{ name: "Reggae in odd time", value: "zeppelin-reggae" }]);
});

test("an id completes to its fact", () => {
  expect(values("fact", "walk-this-way-reaches-no-4")).toEqual(["walk-this-way-reaches-no-4"]);
});

test("only what has an anniversary is offered as an event, however many claims fit as well", () => {
  const claims = Array.from({ length: 40 }, (_, at) =>
    claim({ id: `claim-${at}`, date: { year: 1986, month: 9, day: 27 } }),
  );
  const facts = [...claims, fact({ id: "undated", date: { year: 1986 } }), fact({ id: "event", weight: 1 })];

  const offered = createIndex(facts, []).complete("event", "two");

  expect(offered).toEqual([{ name: "Two worlds meet", value: "event" }]);
});

test("facts with the same headline are both offered", () => {
  expect(createIndex([fact({ id: "a" }), fact({ id: "b" })], []).complete("fact", "two")).toHaveLength(2);
});

test.each(["!!!", "xyzzy", "\u0000"])("%j completes to nothing", (typed) => {
  expect(values("artist", typed)).toEqual([]);
});

test("no more than the limit are offered, 25 where none is given", () => {
  const many = createIndex(
    Array.from({ length: 40 }, (_, at) => fact({ id: `fact-${at}` })),
    [],
  );

  expect(many.complete("fact", "", 2)).toHaveLength(2);
  expect(many.complete("fact", "", 30)).toHaveLength(30);
  expect(many.complete("fact", "")).toHaveLength(25);
});

describe("the name nearest to", () => {
  test.each([
    ["artist", "Areosmith", ["Aerosmith"]],
    ["artist", "Led Zepelin", ["Led Zeppelin"]],
    ["artist", "zepelin", ["Led Zeppelin"]],
    ["artist", "Beetles", ["The Beatles"]],
    ["genre", "rggae", ["reggae"]],
    ["artist", "Wolfgang Amadeus Mozart", []],
    ["artist", "", []],
    ["artist", "x", []],
  ] as const)("%s %j is %j", (kind, typed, names) => {
    expect(index.nearest(kind, typed)).toEqual(names);
  });

  test("at most three are named, nearest first", () => {
    const facts = ["Slade", "Slate", "Slant", "Sade", "Slide"].map((name) =>
      fact({ id: name.toLowerCase(), artists: [name] }),
    );

    const names = createIndex(facts, []).nearest("artist", "Slade");

    expect(names).toHaveLength(3);
    expect(names[0]).toBe("Slade");
  });
});
