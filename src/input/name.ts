import type { Completion, FactIndex, NameKind } from "../../facts/index.ts";
import { UserError } from "../errors.ts";

const ANY = "any";

/**
 * The canonical name for what a person typed, in any spelling.
 *
 * @throws {UserError} for an unknown one, with the names most like it
 */
export function readName(kind: NameKind, typed: string, facts: FactIndex): string {
  const name = facts.resolve(kind, typed);
  if (name !== undefined) return name;
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

function fold(typed: string): string {
  return typed.trim().toLowerCase();
}
