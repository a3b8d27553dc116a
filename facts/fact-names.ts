import { createCompleter } from "./completions.ts";
import type { Artist, Fact } from "./fact.ts";
import { createNameList, type NameList } from "./name-list.ts";
import { once } from "./once.ts";

/** What a name can stand for in the index. */
export type NameKind = "artist" | "genre" | "topic";

/** The names of each kind; a list is made when it is first asked for. */
export type FactNames = (kind: NameKind) => NameList;

/** Gathers the names that facts bear; artists with their other spellings. */
export function createFactNames(facts: readonly Fact[], artists: readonly Artist[]): FactNames {
  const spellings = new Map(artists.map(({ name, also }) => [name, also]));
  const also = (artist: string) => spellings.get(artist) ?? [];
  const lists = {
    artist: once(() => createNameList(facts, (fact) => fact.artists, also)),
    genre: once(() => createNameList(facts, (fact) => fact.genres)),
    topic: once(() => createNameList(facts, (fact) => fact.topics)),
  };
  return (kind) => lists[kind]();
}

/** Completes headlines, the strongest leads first; the value is the fact's id. */
export function createFactCompleter(facts: readonly Fact[]): ReturnType<typeof createCompleter> {
  return createCompleter(
    facts.map(({ id, headline, weight }) => ({ name: headline, value: id, spellings: [headline, id], rank: weight })),
  );
}
