import { type Fact, type FactIndex, isOwn } from "../../facts/index.ts";
import { UserError } from "../errors.ts";

/**
 * The fact that a button or a list stands for.
 *
 * @throws {UserError} when there is none of that id now
 */
export function readFactId(id: string, facts: FactIndex): Fact {
  const fact = facts.get(id);
  if (fact !== undefined) return fact;
  if (isOwn({ id })) throw new UserError("This is a server's own fact, which it removed or only it can see.");
  throw new UserError("This fact was withdrawn; /search finds those that stand.");
}
