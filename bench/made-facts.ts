import type { Artist, Fact, FactData } from "../facts/index.ts";

const SYLLABLES = "ba co da el fi go hu jo ka li mo ne or pa qui ro sa ti ul va we xi yo zu".split(" ");

/**
 * Content of any size for measuring: the given facts, then variations of them with other artists, years and words.
 *
 * Always the same for the same input. Empty when no facts are given.
 */
export function makeFacts({ facts, artists, ...rest }: FactData, count: number): FactData {
  if (facts.length === 0) return { facts: [], artists: [], ...rest };
  const made = Array.from({ length: count }, (_, at) => {
    const fact = facts[at % facts.length]!;
    return at < facts.length ? fact : vary(fact, at);
  });
  const known = new Map(artists.map((artist) => [artist.name, artist]));
  const names = new Set(made.flatMap((fact) => fact.artists));
  return { facts: made, artists: [...names].map((name): Artist => known.get(name) ?? { name, also: [] }), ...rest };
}

/** The same event in another world: two in three keep their artists, one in four words of the text is new. */
function vary(fact: Fact, at: number): Fact {
  const random = randomFrom(at);
  const rename = new Map(fact.artists.map((artist) => [artist, at % 3 === 0 ? madeName(random) : artist]));
  const named = (text: string) => [...rename].reduce((it, [from, to]) => it.replaceAll(from, to), text);
  const word = (it: string) => (random() < 0.25 ? madeWord(random) : it);
  return {
    ...fact,
    id: `${fact.id.slice(0, 50)}-${at}`,
    headline: named(fact.headline).slice(0, 100),
    text: named(fact.text).split(" ").map(word).join(" ").slice(0, 400),
    artists: [...rename.values()],
    date: fact.date && { ...fact.date, year: 1950 + (at % 75) },
  };
}

function madeName(random: () => number): string {
  const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
  return `${capital(madeWord(random))} ${capital(madeWord(random))}`;
}

function madeWord(random: () => number): string {
  const length = 2 + Math.floor(random() * 2);
  return Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join("");
}

/** Numbers from 0 to below 1, always the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4294967296;
  };
}
