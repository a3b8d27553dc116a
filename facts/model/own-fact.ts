import { type Fact, factSchema } from "./fact.ts";

/** What the ids of facts begin with that were added at run time; ids in files never do. */
const PREFIX = "own-";

/** Letters and digits that are not taken for each other. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** Characters behind the prefix: of more than 10^14 ids none comes twice. */
const LENGTH = 10;

/** Whether it was added at run time, and is no shipped one's. */
export function isOwn({ id }: Pick<Fact, "id">): boolean {
  return id.startsWith(PREFIX);
}

/** A new id for a fact that is added at run time. */
export function newOwnId(): string {
  const letters = crypto.getRandomValues(new Uint8Array(LENGTH));
  return PREFIX + Array.from(letters, (it) => ALPHABET[it % ALPHABET.length]).join("");
}

/** What does not fit in a fact: in which field, and why. */
export interface Misfit {
  readonly field: string;
  readonly message: string;
}

/**
 * A fact that was added at run time, as it would stand in a file.
 *
 * @returns the fact, or what does not fit, by the field's name
 */
export function readOwnFact(written: unknown): Fact | readonly Misfit[] {
  const read = factSchema.safeParse(written);
  if (read.success) return Object.freeze(read.data);
  return read.error.issues.map(({ message, path }) => ({ field: String(path[0] ?? ""), message }));
}
