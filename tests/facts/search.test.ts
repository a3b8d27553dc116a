import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { ARTISTS, FACTS, fact } from "./sample.ts";

const index = createIndex(FACTS, ARTISTS);

describe("a search finds", () => {
  test.each([
    ["run dmc", "walk-this-way-reaches-no-4", "a name without its punctuation"],
    ["rundmc", "walk-this-way-reaches-no-4", "a name typed as one word"],
    ["Run-D.M.C.", "walk-this-way-reaches-no-4", "a name as it is written"],
    ["walk this way", "walk-this-way-reaches-no-4", "a title, small words and all"],
    ["areosmith", "walk-this-way-reaches-no-4", "a long name with two letters swapped"],
    ["aersmoth", "walk-this-way-reaches-no-4", "a long name with two errors"],
    ["aerosmith walk", "walk-this-way-reaches-no-4", "words in any order"],
    ["aero", "walk-this-way-reaches-no-4", "a name that is not finished"],
    ["beyonce", "country-award", "a name without its accent"],
    ["jayz", "linkin", "a name without its hyphen"],
    ["jay z", "linkin", "a name with a space for its hyphen"],
    ["shawn carter", "linkin", "another name of the artist"],
    ["acdc", "acdc-rap", "a name without its stroke"],
    ["ac dc", "acdc-rap", "a name with a space for its stroke"],
    ["asap rocky", "rocky-samples", "a name spelt with signs for letters"],
    ["ledzeppelin", "zeppelin-reggae", "a name without its space"],
    ["zepplin", "zeppelin-reggae", "one word of a name, misspelt"],
    ["the beatles", "beatles-sitar", "a name with an article"],
    ["batles", "beatles-sitar", "a name with a letter missing"],
    ["beatels", "beatles-sitar", "a name of seven letters with two swapped"],
    ["坂本九", "sukiyaki", "a name in another script"],
    ["坂本", "sukiyaki", "the beginning of a name in another script"],
    ["1963", "sukiyaki", "a year"],
    ["r&b", "country-award", "a genre with a sign in it"],
    ["welsh xylophone", "rocky-samples", "the known word, where no fact has both"],
  ])("%s: %s, %s", (query, id) => {
    const [first] = index.search(query);

    expect(first?.id).toBe(id);
  });
});

describe("a search finds nothing", () => {
  test.each(["", "   ", "!?…", "xylophone", "zzzzzzzzzzzz", "\u0000", "🎸"])("for %j", (query) => {
    expect(index.search(query)).toEqual([]);
  });
});

test("a name in the headline comes before the same word in the text", () => {
  const inText = fact({ id: "in-text", text: "Prince heard it on the radio.", weight: 5 });
  const inHeadline = fact({ id: "in-headline", headline: "Prince plays the violin", weight: 1 });

  const found = createIndex([inText, inHeadline], []).search("prince");

  expect(found.map(({ id }) => id)).toEqual(["in-headline", "in-text"]);
});

test("a fact with all words comes before those with some, and hides them", () => {
  const both = fact({ id: "both", text: "Banjo and sitar." });
  const one = fact({ id: "one", headline: "Banjo, banjo, banjo" });

  expect(createIndex([one, both], []).search("banjo sitar")).toEqual([both]);
});

test("a word as it was typed comes before one that is like it", () => {
  const like = fact({ id: "like", headline: "Dream" });
  const typed = fact({ id: "typed", text: "Cream." });

  expect(createIndex([like, typed], []).search("cream")).toEqual([typed, like]);
});

test("a misspelling is not looked for where enough facts have the word as typed", () => {
  const typed = Array.from({ length: 5 }, (_, at) => fact({ id: `cream-${at}`, headline: "Cream" }));

  expect(createIndex([...typed, fact({ headline: "Dream" })], []).search("cream")).toEqual(typed);
});

test("a misspelling is not looked for where some fact has all the words as typed", () => {
  const typed = fact({ id: "typed", headline: "White cream" });

  expect(createIndex([typed, fact({ headline: "White dream" })], []).search("white cream")).toEqual([typed]);
});

test("figures are never forgiven: 1986 is not 1985", () => {
  expect(index.search("1985")).toEqual([]);
});

test("facts that match as well come by weight, then by id", () => {
  const facts = [fact({ id: "b" }), fact({ id: "a" }), fact({ id: "c", weight: 5 })];

  expect(
    createIndex(facts, [])
      .search("worlds meet")
      .map(({ id }) => id),
  ).toEqual(["c", "a", "b"]);
});

test("no more than the limit are given, and no more than a hundred", () => {
  const many = createIndex(
    Array.from({ length: 120 }, (_, at) => fact({ id: `fact-${at}` })),
    [],
  );

  expect(many.search("worlds", 3)).toHaveLength(3);
  expect(many.search("worlds")).toHaveLength(100);
  expect(many.search("worlds", 1000)).toHaveLength(100);
});
