import type { Fact } from "../model/fact.ts";
import type { Replacement } from "./forgiveness.ts";
import type { FactNames } from "./names/fact-names.ts";
import { findRemainders, type Remainder } from "./query/remainders.ts";
import type { Search } from "./search.ts";

/** A search and what can be said of it. */
export interface Lookup {
  /** As `search` finds them, all of them. */
  readonly facts: readonly Fact[];
  /** What was looked for in place of what was typed, because nothing matches that. */
  readonly instead: readonly Replacement[];
  /** The day of the year, where the query is one and nothing else; not always one that a year has. */
  readonly day?: { readonly month: number; readonly day: number };
  /** Where nothing was found, names most like what is not known, nearest first, at most three. */
  readonly near: readonly string[];
  /** Where nothing was found, what there is on parts of the query, at most three. */
  readonly remainders: readonly Remainder[];
}

/** Shorter parts of a query are near to too much. */
const SHORTEST_NEAR = 5;

/** Searches, and says what can be said of the result. */
export function lookUp(typed: string, search: Search, names: FactNames): Lookup {
  const { facts, instead, query } = search.find(typed);
  const { day, span, terms } = query;
  const whole = day !== undefined && span === undefined && terms.length === 0;
  if (facts.length > 0) return { facts, instead, near: [], remainders: [], ...(whole && { day }) };
  const like = (words: readonly string[]) =>
    (["artist", "genre"] as const).flatMap((kind) => names(kind).nearest(words.join(" ")));
  const unknown = terms.filter(({ meaning, role }) => !meaning && !role).flatMap(({ words }) => words);
  const strange = unknown.filter((word) => !search.knows(word));
  const remainders = findRemainders(query, (part) => search.match(part).length);
  // What is understood word for word is not mistyped.
  const likeAll = unknown.length === 0 ? [] : like(query.words);
  const near = likeAll.length > 0 || strange.join("").length < SHORTEST_NEAR ? likeAll : like(strange);
  return {
    facts,
    instead,
    near: [...new Set(near)].filter((name) => !remainders.some((it) => it.query === name)).slice(0, 3),
    remainders,
    ...(whole && { day }),
  };
}
