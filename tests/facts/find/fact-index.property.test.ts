import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIndex, type Fact } from "../../../facts/index.ts";
import { nameKey, wordGroups } from "../../../facts/model/normalise.ts";
import { ARTISTS, FACTS, fact } from "../sample.ts";

const NAMES = ["Aerosmith", "Run-D.M.C.", "The Beatles", "Beyoncé", "Led Zeppelin", "坂本九", "AC/DC", "Ravi Shankar"];
const WORDS = "sitar banjo remake chart studio crowd riff single album string quartet radio wall vocal".split(" ");

const phrase = (most: number) => fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: most });

/** Facts that share names, days and words, as real ones do; ids are given by position. */
const facts: fc.Arbitrary<Fact[]> = fc
  .array(
    fc.record({
      headline: fc.tuple(fc.constantFrom(...NAMES), phrase(4)).map(([name, words]) => `${name}: ${words.join(" ")}`),
      text: phrase(12).map((words) => `${words.join(" ")}.`),
      date: fc.record({
        year: fc.integer({ min: 1950, max: 2020 }),
        month: fc.integer({ min: 1, max: 3 }),
        day: fc.integer({ min: 1, max: 3 }),
      }),
      artists: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
      genres: fc.uniqueArray(fc.constantFrom("rock", "pop", "raga", "hip-hop"), { minLength: 2, maxLength: 3 }),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) => list.map((it, at) => fact({ ...it, id: `fact-${at}` })));

describe("the index agrees with a naive reading of the list", () => {
  test("on any day", () => {
    const days = fc.record({ month: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(facts, days, (list, { month, day }) => {
        const naive = list.filter(({ date }) => date?.month === month && date.day === day);

        const found = createIndex(list, []).on(Temporal.PlainMonthDay.from({ monthCode: `M0${month}`, day }));

        expect(new Set(found)).toEqual(new Set(naive));
        expect(found.every((it, at) => at === 0 || found[at - 1]!.date!.year <= it.date!.year)).toBe(true);
      }),
    );
  });

  test("for any filter", () => {
    const filters = fc.record(
      {
        artist: fc.constantFrom(...NAMES),
        genre: fc.constantFrom("rock", "pop", "polka"),
        from: fc.integer({ min: 1950, max: 2020 }),
        to: fc.integer({ min: 1950, max: 2020 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, filters, (list, filter) => {
        const naive = list.filter(
          ({ artists, genres, date }) =>
            (filter.artist === undefined || artists.includes(filter.artist)) &&
            (filter.genre === undefined || genres.includes(filter.genre)) &&
            date!.year >= (filter.from ?? 0) &&
            date!.year <= (filter.to ?? 9999),
        );

        expect(createIndex(list, []).select(filter)).toEqual(naive);
      }),
    );
  });

  test("for words: every fact that has them all, each near the next, and no other", () => {
    const query = fc.uniqueArray(fc.constantFrom(...WORDS, "banjos", "zither"), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(facts, query, (list, words) => {
        const naive = list.filter(({ headline, text }) => standNear(wordGroups(`${headline} ${text}`).flat(), words));
        const known = list.some(({ headline, text }) => /banjo/.test(headline + text));

        const found = createIndex(list, []).search(words.join(" "));

        // "banjos" stands nowhere, so it is taken for its singular.
        if (!words.includes("banjos") || !known) expect(new Set(found)).toEqual(new Set(naive));
        else expect(found.every(({ headline, text }) => /banjo/.test(headline + text))).toBe(true);
      }),
    );
  });
});

test("every fact is found by its own headline, before any with another", () => {
  fc.assert(
    fc.property(facts, fc.nat(), (list, nth) => {
      const sought = list[nth % list.length]!;
      const same = list.filter(({ headline }) => words(headline).isSupersetOf(words(sought.headline))).length;

      expect(
        createIndex(list, [])
          .search(sought.headline)
          .slice(0, same + 3),
      ).toContain(sought);
    }),
  );
});

test("one typing error in an artist's name of four letters or more still finds the artist", () => {
  const index = createIndex(FACTS, ARTISTS);
  const names = ["Aerosmith", "Beyonce", "Zeppelin", "Beatles", "Rocky", "Carter"];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(),
      fc.constantFrom(...mistakes),
      fc.constantFrom(..."aeiosrtn"),
      (name, at, mistake, letter) => {
        const typed = mistake(name, at % (name.length - 1), letter);
        const artist = index.resolve("artist", name) ?? index.nearest("artist", name)[0];

        const found = index.search(typed);

        expect(
          found.some(({ artists }) => artists.some((it) => it === artist || nameKey(it).includes(nameKey(name)))),
        ).toBe(true);
      },
    ),
  );
});

test("no text that a person may type is an error, in a search, a completion or a name", () => {
  const index = createIndex(FACTS, ARTISTS);
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 500 }),
    fc.constantFrom("__proto__", "constructor", "a".repeat(4000)),
  );
  fc.assert(
    fc.property(typed, (text) => {
      expect(index.search(text).length).toBeLessThanOrEqual(FACTS.length);
      expect(index.complete("fact", text).length).toBeLessThanOrEqual(FACTS.length);
      expect(index.nearest("artist", text).length).toBeLessThanOrEqual(3);
      expect(index.select({ genre: text }).every(({ genres }) => genres.length > 0)).toBe(true);
    }),
  );
});

/** Whether all words stand in the text, and each no further than 16 words from the next. */
function standNear(text: readonly string[], words: readonly string[]): boolean {
  const places = words.map((word) => text.flatMap((it, at) => (it === word ? [at] : [])));
  const near = (some: readonly number[], others: readonly number[]) =>
    some.some((one) => others.some((other) => Math.abs(one - other) <= 16));
  return places.every((some, nth) => (nth === 0 ? some.length > 0 : near(places[nth - 1]!, some)));
}

const mistakes: ((word: string, at: number, letter: string) => string)[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at, letter) => word.slice(0, at) + letter + word.slice(at),
  (word, at, letter) => word.slice(0, at) + letter + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
];

function words(text: string): Set<string> {
  return new Set(wordGroups(text).flat());
}
