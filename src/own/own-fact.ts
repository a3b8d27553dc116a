import type { Fact } from "../../facts/index.ts";

/** So many facts one server adds at most. */
export const MOST_OWN = 500;

/** A fact that a server adds, before it has an id. */
export type NewOwnFact = Omit<Fact, "id">;

/** The facts that servers added for themselves. */
export interface OwnFactTable {
  /** A server's, by date; what cannot be read is left out, and stands in the log. */
  list(guildId: string): Promise<readonly Fact[]>;
  /** The fact with that id, whose ever it is. */
  get(factId: string): Promise<Fact | undefined>;
  /** For each server with facts of its own, what changes with them. */
  states(): Promise<ReadonlyMap<string, string>>;
  /** All of them, or none where that would be more than `MOST_OWN`. @param facts not empty */
  add(guildId: string, facts: readonly NewOwnFact[], userId: string): Promise<"added" | "full">;
  /** @returns whether the server has that fact */
  change(guildId: string, factId: string, fact: NewOwnFact): Promise<boolean>;
  /** @returns whether the server had that fact */
  remove(guildId: string, factId: string): Promise<boolean>;
}
