import type { Artist, Fact } from "../../model/fact.ts";
import type { GenreBook } from "../../model/genre.ts";
import { once } from "../../model/once.ts";
import { spell, spellArtist } from "../../model/spelling.ts";
import { type Topic, topicWords } from "../../model/topic.ts";
import { createCompleter } from "./completions.ts";
import { createNameList, type NameList } from "./name-list.ts";

/** What a name can stand for in the index. */
export type NameKind = "artist" | "genre" | "topic";

/** The names of each kind; a list is made when it is first asked for. */
export type FactNames = (kind: NameKind) => NameList<Fact>;

/** Gathers the names that facts bear, with their other spellings: a genre's facts are its family's too, and topics are in words. */
export function createFactNames(
  facts: readonly Fact[],
  artists: readonly Artist[],
  book: GenreBook,
  topics: readonly Topic[],
): FactNames {
  const worlds = ({ genres }: Fact) => [...genres, ...genres.flatMap((it) => book.familyOf(it)?.family ?? [])];
  const bySlug = new Map(topics.map((it) => [it.topic, it]));
  const words = (slug: string) => topicWords(slug, bySlug);
  const byWords = new Map(topics.map((it) => [words(it.topic), [it.topic, ...it.also]]));
  const lists = {
    artist: once(() =>
      createNameList(
        facts,
        (fact) => fact.artists,
        (name) => spellArtist(artists, name),
      ),
    ),
    genre: once(() => createNameList(facts, worlds, (name) => spell(name, book.spellings(name)))),
    topic: once(() =>
      createNameList(
        facts,
        (fact) => fact.topics.map(words),
        (name) => spell(name, byWords.get(name)),
      ),
    ),
  };
  return (kind) => lists[kind]();
}

/** Completes headlines, the strongest leads first; the value is the fact's id. */
export function createFactCompleter(facts: readonly Fact[]): ReturnType<typeof createCompleter> {
  return createCompleter(
    facts.map(({ id, headline, weight }) => ({ name: headline, value: id, spellings: [headline, id], rank: weight })),
  );
}
