import { describe, expect, test } from "vitest";
import { readWritten } from "../../src/own/fields.ts";
import { readForm, writeForm } from "../../src/own/form-text.ts";
import type { WrittenFact } from "../../src/own/written.ts";
import { SHIPPED } from "../shipped.ts";

const facts = SHIPPED;

const WRITTEN: WrittenFact = {
  date: "27 September 2019",
  headline: "The Housemates rap over a harp at our hall",
  text: "Nobody had asked for it, and all stayed.",
  artists: ["The Housemates", "run dmc"],
  genres: ["Hip Hop", "folk"],
  sources: ["Our blog https://example.org/gig"],
};

const faultsOf = (changes: Partial<WrittenFact>) => {
  const read = readWritten({ ...WRITTEN, ...changes }, facts);
  return Array.isArray(read) ? read.map(({ field, message }) => `${field}: ${message}`) : [];
};

test("a fact is kept by the names that are known", () => {
  expect(readWritten(WRITTEN, facts)).toEqual({
    date: { year: 2019, month: 9, day: 27 },
    headline: "The Housemates rap over a harp at our hall",
    text: "Nobody had asked for it, and all stayed.",
    artists: ["The Housemates", "Run-D.M.C."],
    genres: ["hip-hop", "folk"],
    kind: "meeting",
    topics: [],
    weight: 5,
    sources: [{ title: "Our blog", url: "https://example.org/gig" }],
  });
});

describe("dates as people write them", () => {
  test.each([
    ["2019-09-27", { year: 2019, month: 9, day: 27 }],
    ["September 27th, 2019", { year: 2019, month: 9, day: 27 }],
    ["1st of Sept 2019", { year: 2019, month: 9, day: 1 }],
    ["Sept 2019", { year: 2019, month: 9 }],
    ["2019-09", { year: 2019, month: 9 }],
    [" 2019 ", { year: 2019 }],
  ])("%s", (date, expected) => {
    expect(readWritten({ ...WRITTEN, date }, facts)).toMatchObject({ date: expected });
  });

  test.each(["", "27/9/2019", "31 February 2019", "yesterday", "27 Ma 2019", "2019-13", "99999"])(
    "%j is none",
    (date) => {
      expect(faultsOf({ date })).toEqual([expect.stringMatching(/^date: “.*” is no date I can read; write it as /)]);
    },
  );
});

describe("what does not fit is said, all of it at once", () => {
  test.each<[string, Partial<WrittenFact>, readonly (string | RegExp)[]]>([
    [
      "nothing at all",
      { headline: " ", text: "", artists: [], genres: [], sources: [] },
      [
        "headline: The headline is missing.",
        "text: The text is missing.",
        "artists: Name at least one artist.",
        "genres: Name two genres or three: the worlds that meet.",
        "sources: Name a page that shows it, with its address: https://…",
      ],
    ],
    [
      "10,000 signs",
      { headline: "x".repeat(10_000), text: "y".repeat(10_000) },
      [
        "headline: The headline has 10000 characters; make it 100 at most.",
        "text: The text has 10000 characters; make it 400 at most.",
      ],
    ],
    ["a genre that is none", { genres: ["hip-hop", "jaz"] }, ["genres: I know no genre “jaz”; did you mean jazz?"]],
    [
      "one genre twice",
      { genres: ["hip-hop", "Hip Hop"] },
      ["genres: Name two genres or three: the worlds that meet."],
    ],
    [
      "too many",
      { artists: [..."abcdefghi"], genres: ["jazz", "rock", "folk", "soul"] },
      ["artists: 9 artists are too many; name 8.", "genres: 4 genres are too many; name 3."],
    ],
    ["an artist without end", { artists: ["a".repeat(51)] }, [/^artists: “a+…” is longer than 50 characters\.$/]],
    [
      "a source without a page",
      { sources: ["my uncle", "javascript:alert(1)"] },
      [
        "sources: “my uncle” has no page's address that I can use; it begins with https://.",
        "sources: “javascript:alert(1)” has no page's address that I can use; it begins with https://.",
      ],
    ],
  ])("%s", (_, changes, expected) => {
    expect(faultsOf(changes)).toEqual(expected.map((it) => (typeof it === "string" ? it : expect.stringMatching(it))));
  });
});

test.each([
  ["https://example.org/a", { title: "example.org", url: "https://example.org/a" }],
  ["Our blog: https://example.org/a", { title: "Our blog", url: "https://example.org/a" }],
  ["https://example.org/a – Our blog", { title: "– Our blog", url: "https://example.org/a" }],
])("a source written as %s", (source, expected) => {
  expect(readWritten({ ...WRITTEN, sources: [source] }, facts)).toMatchObject({ sources: [expected] });
});

test("invisible signs and line ends do not get in", () => {
  expect(readWritten({ ...WRITTEN, text: "One\u0000 line\nand\u202e another" }, facts)).toMatchObject({
    text: expect.stringMatching(/^One +line and +another$/),
  });
});

test("a form filled with a fact is read as that fact, whoever is in it", () => {
  for (const { id: _, ...fact } of facts.facts.filter((it) => it.kind === "session")) {
    const again = readWritten(readForm(writeForm(fact)), facts);
    const { artists, date, genres, headline, sources, text } = fact;
    expect(again).toMatchObject({ artists, date, genres, headline, sources, text });
  }
});
