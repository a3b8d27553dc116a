import { describe, expect, test } from "vitest";
import { createIndex } from "../../../facts/index.ts";
import { SHIPPED } from "../../shipped.ts";
import { ARTISTS, fact } from "../sample.ts";

const ARTISTS_AND_MORE = [
  ...ARTISTS,
  { name: "Yes", also: [] },
  { name: "Queen", also: [] },
  { name: "Ravi Shankar", also: ["रवि शंकर"] },
];
const heard = (artists: string[], title: string, text = "One thing happened.") =>
  fact({ id: title.toLowerCase().replaceAll(" ", "-"), artists, text, listen: [{ artist: artists[0]!, title }] });
const index = createIndex(
  [
    heard(["Run-D.M.C.", "Aerosmith"], "Walk This Way"),
    heard(["Beyoncé"], "Hello", "A queen said yes to it."),
    heard(["Jay-Z"], "Big Pimpin'"),
    heard(["The Beatles"], "Help!"),
    heard(["Led Zeppelin"], "D'yer Mak'er (Live)"),
  ],
  ARTISTS_AND_MORE,
);

describe("a text names artists", () => {
  test.each<[string, string[]]>([
    ["did RUN DMC meet aerosmith?", ["Run-D.M.C.", "Aerosmith"]],
    ["(Run-D.M.C.!) & Beyonce's dad", ["Run-D.M.C.", "Beyoncé"]],
    ["beyonce, ac/dc and jay z", ["Beyoncé", "AC/DC", "Jay-Z"]],
    ["Shawn Carter", ["Jay-Z"]],
    ["坂本九が好きです", ["坂本九"]],
    ["प्रिय रवि शंकर जी", ["Ravi Shankar"]],
    ["aerosmith Aerosmith AEROSMITH", ["Aerosmith"]],
    ["Yes, I said yes to the queen", []],
    ["I like Yes", ["Yes"]],
    ["**Queen** and `Yes`", ["Queen", "Yes"]],
    ["“queen” or Queen", ["Queen"]],
    ["Queen is on", ["Queen"]],
    ["", []],
    ["🎸🎸🎸 !!! ???", []],
  ])("%s", (text, artists) => {
    expect(index.named(text).artists).toEqual(artists);
  });
});

describe("a text names songs", () => {
  test.each<[string, string[]]>([
    ["play walk this way please", ["Walk This Way"]],
    ["Walk-This-Way", ["Walk This Way"]],
    ["big pimpin", []],
    ["Big Pimpin’ again", ["Big Pimpin'"]],
    ["hello there", []],
    ["Hello, I am new", []],
    ["“Hello”", ["Hello"]],
    ["Beyoncé sings Hello", ["Hello"]],
    ["help me, Aerosmith", []],
    ["D'yer Mak'er by Led Zeppelin", ["D'yer Mak'er (Live)"]],
  ])("%s", (text, titles) => {
    expect(index.named(text).titles.map((it) => it.title)).toEqual(titles);
  });
});

test("the longest name counts, and what stands in it does not", () => {
  const some = createIndex([fact({ artists: ["Yes"] }), fact({ id: "b", artists: ["Yes Men"] })], []);

  expect(some.named("The Yes Men").artists).toEqual([]);
  expect(
    createIndex(
      [],
      [
        { name: "Yes Men", also: [] },
        { name: "Yes", also: [] },
      ],
    ).named("The Yes Men").artists,
  ).toEqual(["Yes Men"]);
});

test("a message of the greatest length, of names alone, is read", () => {
  const facts = SHIPPED;

  expect(facts.named("Run-D.M.C. and Aerosmith walk this way ".repeat(100)).artists).toEqual([
    "Run-D.M.C.",
    "Aerosmith",
  ]);
  expect(facts.named("*".repeat(4000)).artists).toEqual([]);
});
