import type { FactIndex, NameKind } from "../../facts/index.ts";
import { UserError } from "../errors.ts";

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
    near.length === 0 ? "choose one from the list that appears as you type" : `did you mean ${near.join(", ")}?`;
  throw new UserError(`I know no ${kind} “${typed}”; ${advice}`);
}
