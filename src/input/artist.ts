import type { ArtistGraph, FactIndex } from "../../facts/index.ts";
import { UserError } from "../errors.ts";

/**
 * The artist that a person typed, in any spelling.
 *
 * @throws {UserError} for a name that no fact or link bears: with those most like it, or, of a song or a genre, with what
 *   to ask instead
 */
export function readArtist(typed: string, graph: ArtistGraph, facts: FactIndex): string {
  const name = graph.resolve(typed);
  if (name !== undefined) return name;
  const genre = facts.resolve("genre", typed);
  if (genre !== undefined) throw new UserError(`${genre} is a genre, not an artist; /fact genre:${genre} knows it.`);
  const near = graph.nearest(typed);
  if (near.length > 0) throw new UserError(`I know no artist “${typed}”; did you mean ${OR.format(near)}?`);
  const by = artistsOf(typed, facts);
  if (by.length > 0) throw new UserError(`“${typed}” is a title, not an artist; ask for ${OR.format(by)}.`);
  throw new UserError(`I know no artist “${typed}”; choose one from the list that appears as you type.`);
}

/**
 * The artist that a button's key stands for.
 *
 * @throws {UserError} when there is none now
 */
export function readArtistKey(key: string, graph: ArtistGraph): string {
  const name = graph.named(key);
  if (name === undefined) throw new UserError("This artist is in no fact any more; /search finds those that are.");
  return name;
}

/** Who recorded what bears that title, at most three. */
function artistsOf(title: string, facts: FactIndex): readonly string[] {
  const asked = title.trim().toLowerCase();
  const heard = facts.facts.filter(({ listen }) => listen?.some((it) => it.title.toLowerCase() === asked));
  return [...new Set(heard.flatMap(({ artists }) => artists))].slice(0, 3);
}

const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });
