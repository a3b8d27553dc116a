import type { Fact } from "../model/fact.ts";
import type { Link } from "../model/link.ts";

/** What joins two artists: an event that both are in, or a sourced relation of one to the other. */
export type Tie = Fact | Link;

/** How strong a story a link makes, on the scale of a fact's weight, where 3 is what most events have. */
const LINK_WEIGHT = 2;

export function isLink(tie: Tie): tie is Link {
  return "from" in tie;
}

/** More artists than these and a headline cannot say what each had to do with each. */
const FEW = 3;

/** 0 to 5: how well it tells why two artists are joined. */
export function weightOf(tie: Tie): number {
  if (isLink(tie)) return LINK_WEIGHT;
  return tie.weight - (tie.artists.length > FEW ? 1 : 0);
}

/** The best story first: by weight, then the older, so that the order is always the same. */
export function byWeight(one: Tie, other: Tie): number {
  return weightOf(other) - weightOf(one) || yearOf(one) - yearOf(other);
}

/** The year of it; a link may lack one and then counts as later than all. */
function yearOf(tie: Tie): number {
  return (isLink(tie) ? tie.year : tie.date?.year) ?? Number.POSITIVE_INFINITY;
}

/**
 * The pairs of artists that it joins: each with each; of a birth or a death, which tells of one person's life, that person
 * with each of the others.
 */
export function pairsOf(tie: Tie): readonly (readonly [string, string])[] {
  const ends = [...new Set(endsOf(tie))];
  const isLife = !isLink(tie) && (tie.kind === "birth" || tie.kind === "death");
  return (isLife ? ends.slice(0, 1) : ends).flatMap((one, at) =>
    ends.slice(at + 1).map((other) => [one, other] as const),
  );
}

/** Every artist of it. */
export function endsOf(tie: Tie): readonly string[] {
  return isLink(tie) ? [tie.from, tie.to] : tie.artists;
}
