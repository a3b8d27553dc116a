import type { Completion, FactIndex, NameKind } from "../../facts/index.ts";
import { UserError } from "../errors.ts";

const ANY = "any";

/** As many completions as Discord shows. */
const MOST = 25;

/** More than there are genres. */
const ALL = 1000;

const KINDS: readonly NameKind[] = ["genre", "artist", "topic"];

const A_KIND: Readonly<Record<NameKind, string>> = { genre: "a genre", artist: "an artist", topic: "a topic" };

/**
 * The canonical name for what a person typed, in any spelling.
 *
 * @param options other options in which it may belong; one of them is then named
 * @throws {UserError} for an unknown one, with where it belongs, or the names most like it
 */
export function readName(kind: NameKind, typed: string, facts: FactIndex, options: readonly NameKind[] = []): string {
  const name = facts.resolve(kind, typed);
  if (name !== undefined) return name;
  const other = KINDS.find((it) => it !== kind && facts.resolve(it, typed) !== undefined);
  if (other !== undefined) {
    const known = facts.resolve(other, typed);
    const advice = options.includes(other) ? `ask for ${other}:${known}` : "choose one from the list that appears";
    throw new UserError(`${known} is ${A_KIND[other]}, not ${A_KIND[kind]}: ${advice}.`);
  }
  const near = facts.nearest(kind, typed);
  const advice =
    near.length === 0 ? "choose one from the list that appears as you type." : `did you mean ${near.join(", ")}?`;
  throw new UserError(`I know no ${kind} “${typed}”; ${advice}`);
}

/**
 * The genre that a person wants, by its canonical name; `undefined` for “any”.
 *
 * @throws {UserError} for an unknown one
 */
export function readGenre(typed: string, facts: FactIndex): string | undefined {
  return fold(typed) === ANY ? undefined : readName("genre", typed, facts);
}

/** Genres that fit what was typed so far, “any” before them; at most 25. */
export function completeGenre(typed: string, facts: FactIndex): readonly Completion[] {
  if (!ANY.startsWith(fold(typed))) return facts.complete("genre", typed);
  return [{ name: ANY, value: ANY }, ...facts.complete("genre", typed, 24)];
}

/** Names that fit what was typed so far, each with the number of facts that bear it; at most 25. */
export function completeName(kind: NameKind, typed: string, facts: FactIndex): readonly Completion[] {
  return facts
    .complete(kind, typed)
    .map(({ name, value }) => ({ name: `${name}, ${facts.count(kind, value)}`, value }));
}

/**
 * What a genre meets, as far as it was typed, most often first: `hip-hop × country, 31`; at most 25.
 *
 * @param other the genre as it stands in the other option, in any spelling; without it, all genres
 * @param option the one that is completed: `genre` stands before the other, `with` behind it
 */
export function completeMeeting(
  option: "genre" | "with",
  other: unknown,
  typed: string,
  facts: FactIndex,
): readonly Completion[] {
  const known = typeof other === "string" ? facts.resolve("genre", other) : undefined;
  if (known === undefined) return completeName("genre", typed, facts);
  const fitting = new Set(facts.complete("genre", typed, ALL).map(({ value }) => value));
  const label = (value: string) => (option === "genre" ? `${value} × ${known}` : `${known} × ${value}`);
  return [...facts.meetings(known)]
    .filter(([value]) => value !== known && fitting.has(value))
    .slice(0, MOST)
    .map(([value, count]) => ({ name: `${label(value)}, ${count}`, value }));
}

function fold(typed: string): string {
  return typed.trim().toLowerCase();
}
