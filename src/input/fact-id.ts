import type { Fact, FactIndex } from "../../facts/index.ts";
import { UserError } from "../errors.ts";

/**
 * The fact that a button or a list stands for.
 *
 * @throws {UserError} when there is none of that id now
 */
export function readFactId(id: string, facts: FactIndex): Fact {
  const fact = facts.get(id);
  if (fact === undefined) throw new UserError("This fact was withdrawn; /search finds those that stand.");
  return fact;
}
