import type { Artist, Fact, FactData, Family } from "../../facts/index.ts";

/** A valid fact; what matters to a test is given, the rest is filled in. Without `id` it is made from the headline. */
export function fact(given: Partial<Fact> = {}): Fact {
  const headline = given.headline ?? "Two worlds meet";
  return {
    id:
      headline
        .toLowerCase()
        .match(/[a-z0-9]+/g)
        ?.join("-") ?? "nameless",
    headline,
    text: "One thing happened. It was a crossing.",
    date: { year: 1986, month: 9, day: 27 },
    artists: ["Run-D.M.C."],
    genres: ["hip-hop", "rock"],
    kind: "release",
    topics: [],
    sources: [{ title: "A page, a publisher", url: "https://example.com/page" }],
    weight: 3,
    ...given,
  };
}

/** A statement of the article: no date, and a verdict. */
export function claim(given: Partial<Fact> = {}): Fact {
  const { date: _, ...undated } = fact({ kind: "claim", verdict: "supported", note: "It holds.", ...given });
  return given.date === undefined ? undated : { ...undated, date: given.date };
}

export const ARTISTS: readonly Artist[] = [
  { name: "Run-D.M.C.", also: ["Run DMC"] },
  { name: "Aerosmith", also: [] },
  { name: "A$AP Rocky", also: ["ASAP Rocky"] },
  { name: "AC/DC", also: [] },
  { name: "Beyoncé", also: [] },
  { name: "Jay-Z", also: ["Shawn Carter"] },
  { name: "Led Zeppelin", also: [] },
  { name: "The Beatles", also: ["Fab Four"] },
  { name: "坂本九", also: ["Kyu Sakamoto"] },
];

/** A few facts that are well known, for tests that ask for them by name. */
export const FACTS: readonly Fact[] = [
  fact({
    id: "walk-this-way-reaches-no-4",
    headline: '"Walk This Way" reaches No. 4 for Run-D.M.C.',
    text: "The remake stood six places above the best that Aerosmith's own recording had managed in 1977.",
    artists: ["Run-D.M.C.", "Aerosmith"],
    topics: ["mainstream"],
    weight: 5,
  }),
  fact({ id: "beatles-sitar", headline: "A sitar on a pop record", artists: ["The Beatles"], genres: ["pop", "raga"] }),
  fact({
    id: "sukiyaki",
    headline: "A song in Japanese is No. 1 in the United States",
    date: { year: 1963, month: 6, day: 15 },
    artists: ["坂本九"],
    genres: ["Japanese pop", "pop"],
  }),
  fact({
    id: "linkin",
    headline: "Jay-Z shares a single",
    date: { year: 2004, month: 11, day: 30 },
    artists: ["Jay-Z"],
  }),
  fact({
    id: "zeppelin-reggae",
    headline: "Reggae in odd time",
    artists: ["Led Zeppelin"],
    genres: ["rock", "reggae"],
  }),
  fact({ id: "acdc-rap", headline: "A riff is sampled", artists: ["AC/DC"], genres: ["hard rock", "hip-hop"] }),
  fact({ id: "country-award", headline: "An award show bends", artists: ["Beyoncé"], genres: ["country", "R&B"] }),
  fact({ id: "rocky-samples", headline: "A sample from Welsh folk", artists: ["A$AP Rocky"], genres: ["rap", "folk"] }),
  claim({
    id: "article-chart-topping",
    headline: "How high did it climb?",
    artists: ["Run-D.M.C."],
    section: "Charts",
  }),
];

/** Families that declare the genres of these facts, each its own. */
export function familiesOf(facts: readonly Fact[]): readonly Family[] {
  const genres = new Set(facts.flatMap((it) => it.genres));
  return [...genres].map((name) => ({ family: name, also: [], colour: "#123456", genres: [{ name, also: [] }] }));
}

/** All content there is: what matters to a test is given, the rest is empty. */
export function content(given: Partial<FactData>): FactData {
  return { facts: [], artists: [], families: [], topics: [], links: [], corrections: [], audits: [], ...given };
}

/** An event for each day of a leap year. */
export function eventADay(): readonly Fact[] {
  const first = Temporal.PlainDate.from("1984-01-01");
  return Array.from({ length: 366 }, (_, days) => {
    const { day, month, year } = first.add({ days });
    return fact({ headline: `Two worlds meet on day ${days + 1}`, date: { year, month, day } });
  });
}
