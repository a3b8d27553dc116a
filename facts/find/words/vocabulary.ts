import type { Fact } from "../../model/fact.ts";
import { nameKey, wordGroups } from "../../model/normalise.ts";
import type { FactNames } from "../names/fact-names.ts";
import type { WordIndex } from "./word-index.ts";

/** What a stretch of a query may stand for, and the facts that are of it: positions in the list. */
export interface Meaning {
  readonly artist?: Named;
  /** A genre, or a family with all of its genres. */
  readonly genre?: Named;
  readonly topic?: Named;
  /** A title: `facts` are on it, `about` have it for a topic, `told` only name it in their text. */
  readonly title?: Named & { readonly about: ReadonlySet<number>; readonly told: ReadonlySet<number> };
}

export interface Named {
  readonly name: string;
  readonly facts: ReadonlySet<number>;
}

export interface Vocabulary {
  /**
   * @param key the words of a name without spaces, see `nameKey`
   * @param whole nothing else was typed: "band" is then The Band, and else a word
   * @returns `undefined` for what is no name
   */
  meaningOf(key: string, whole?: boolean): Meaning | undefined;
  /** Every spelling of every artist and genre that facts bear, and every title. */
  spellings(): Iterable<Spelling>;
}

export interface Spelling {
  readonly key: string;
  /** As it is written. */
  readonly spelling: string;
  readonly kind: "artist" | "genre" | "title";
}

const TITLE = /["“]([^"“”]{2,80})["”]/gu;

/** Gathers what names stand for: artists, genres and topics in any spelling, and titles that facts quote. */
export function createVocabulary(facts: readonly Fact[], names: FactNames, index: WordIndex): Vocabulary {
  const positions = new Map(facts.map((fact, at) => [fact, at]));
  const titles = gatherTitles(facts);
  const known = new Map<string, Meaning | undefined>();
  const named = (kind: "artist" | "genre" | "topic", key: string): Named | undefined => {
    const found = names(kind).keyed(key);
    if (found === undefined) return undefined;
    return { name: found.name, facts: new Set([...found.facts].map((fact) => positions.get(fact)!)) };
  };
  const read = (key: string): Meaning | undefined => {
    const meaning = {
      artist: named("artist", key),
      genre: named("genre", key),
      topic: named("topic", key),
      title: titles.get(key),
    };
    const entries = Object.entries(meaning).filter(([, it]) => it !== undefined);
    return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Meaning);
  };
  const isName = (key: string) =>
    titles.has(key) || (["artist", "genre", "topic"] as const).some((kind) => names(kind).keyed(key) !== undefined);

  return {
    meaningOf: (key, whole = false) => {
      // Kept only for names, of which there is an end; there is none of what people type.
      if (!known.has(key) && isName(key)) known.set(key, read(key));
      const meaning = known.get(key);
      return meaning?.artist && !whole && isWord(key, meaning.artist, index) ? withoutArtist(meaning) : meaning;
    },
    *spellings() {
      for (const kind of ["artist", "genre"] as const) {
        for (const [spelling, key] of names(kind).spellings()) yield { key, spelling, kind };
      }
      for (const [key, { name }] of titles) yield { key, spelling: name, kind: "title" };
    },
  };
}

/** A name without its article that far more facts have as a word than are of the artist: "band". */
function isWord(key: string, { name, facts }: Named, index: WordIndex): boolean {
  const having = index.exact.get(key)?.facts.length ?? 0;
  return nameKey(name) === `the${key}` && having > 2 * facts.size + 2;
}

function withoutArtist({ artist: _, ...others }: Meaning): Meaning | undefined {
  return Object.keys(others).length === 0 ? undefined : others;
}

type Title = NonNullable<Meaning["title"]>;

/** A fact is on a title that its headline quotes or its chart names, and on one in its text that its id has too. */
function gatherTitles(facts: readonly Fact[]): ReadonlyMap<string, Title> {
  const titles = new Map<string, { name: string } & Record<"facts" | "about" | "told", Set<number>>>();
  const add = (name: string, at: number, isOn: (slug: string) => boolean) => {
    const words = wordGroups(name).flat();
    const key = words.join("");
    if (key.length < 2) return;
    const known = titles.get(key);
    const title = known ?? { name: name.replace(/[.,]$/, ""), facts: new Set(), about: new Set(), told: new Set() };
    if (!known) titles.set(key, title);
    title[isOn(words.join("-")) ? "facts" : "told"].add(at);
  };
  for (const [at, { id, headline, text, note, chart }] of facts.entries()) {
    for (const name of quoted(headline)) add(name, at, () => true);
    if (chart) add(chart.title, at, () => true);
    for (const name of quoted(`${text} ${note ?? ""}`)) add(name, at, (slug) => `-${id}-`.includes(`-${slug}-`));
  }
  for (const [at, { topics }] of facts.entries()) {
    for (const topic of topics) titles.get(topic.replaceAll("-", ""))?.about.add(at);
  }
  return titles;
}

function quoted(text: string): readonly string[] {
  return text.includes('"') || text.includes("“") ? [...text.matchAll(TITLE)].map(([, title = ""]) => title) : [];
}
