import { describe, expect, test } from "vitest";
import { createIndex } from "../../../facts/index.ts";
import { ARTISTS, claim, FACTS, fact } from "../sample.ts";

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
    ["welsh samples", "rocky-samples", "a word in another of its forms"],
    ["folk rocky", "rocky-samples", "a name and a genre"],
    ["60s pop", "sukiyaki", "a decade and a genre"],
    ["june 1963", "sukiyaki", "a month and a year"],
    ["led zepplin reggae", "zeppelin-reggae", "a mistyped name beside another word"],
  ])("%s: %s, %s", (query, id) => {
    const [first] = index.search(query);

    expect(first?.id).toBe(id);
  });
});

describe("a search finds nothing", () => {
  test.each([
    ...["", "   ", "!?…", "xylophone", "zzzzzzzzzzzz", "\u0000", "🎸", "the of and", "who is it"],
    ...["welsh xylophone", "aerosmith polka", "led zeppelin 1963", "carter zebra", "rocky beatles", "31 february"],
  ])("for %j", (query) => {
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

test("a word as it was typed hides those that are like it", () => {
  const typed = fact({ id: "typed", text: "Cream." });

  expect(createIndex([fact({ headline: "Dream" }), typed], []).search("cream")).toEqual([typed]);
});

describe("words that stand in a text alone", () => {
  const held = (text: string) => createIndex([fact({ headline: "Two worlds", text })], []).search("green day");

  test.each(["A green day.", "On that day, green as grass, they met and played."])("count where near: %s", (text) => {
    expect(held(text)).toHaveLength(1);
  });

  test("do not count where one stands here and the other there", () => {
    const far = Array.from({ length: 20 }, () => "and so on").join(" ");

    expect(held(`The green room. ${far} It was a day.`)).toEqual([]);
  });

  test("must stand side by side where they are common", () => {
    const common = Array.from({ length: 50 }, (_, at) => fact({ id: `day-${at}`, text: "One day." }));
    const apart = fact({ id: "apart", text: "A green field on a summer day." });
    const together = fact({ id: "together", text: "A green day." });

    expect(createIndex([...common, apart, together], []).search("green day")).toEqual([together]);
  });
});

test("an artist's own events come first, then those that only mention the name, then claims", () => {
  const mention = fact({ id: "mention", headline: "Cream, Cream, Cream", artists: ["Somebody"], weight: 5 });
  const own = fact({ id: "own", artists: ["Cream"], weight: 1 });
  const said = claim({ id: "said", artists: ["Cream"], weight: 5 });
  const index = createIndex([said, mention, own], []);

  expect(index.search("cream").map(({ id }) => id)).toEqual(["own", "mention", "said"]);
  expect(index.search("cream article").map(({ id }) => id)).toEqual(["said"]);
});

test("of a song its events come first, the strongest before others, then those that only name it", () => {
  const named = fact({ id: "named", text: 'It sounded like "Dream On".', weight: 5 });
  const weak = fact({ id: "weak", headline: '"Dream On" comes out', weight: 2 });
  const strong = fact({ id: "strong", headline: 'A choir sings "Dream On"', weight: 4 });

  const found = createIndex([named, weak, strong], []).search("dream on");

  expect(found.map(({ id }) => id)).toEqual(["strong", "weak", "named"]);
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
