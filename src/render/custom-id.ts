import { LIMITS } from "./reply.ts";

/** Raised when what a button stands for changes; older buttons are then refused with a kind word. */
const VERSION = "1";

/** What a pressed button asks for: an action of a command, and the text that it carries. */
export interface ButtonId {
  readonly command: string;
  readonly action: string;
  readonly args: readonly string[];
}

/**
 * The id of a button that goes on working after a restart: it carries all that its action needs.
 *
 * @param args no `/` in any but the last
 * @throws {RangeError} when it would be longer than Discord allows
 */
export function customId(command: string, action: string, ...args: readonly string[]): string {
  if (args.slice(0, -1).some((it) => it.includes("/"))) throw new RangeError("only the last argument may have a /");
  const id = [VERSION, command, action, ...args].join("/");
  if (id.length > LIMITS.customId) throw new RangeError(`a custom id of ${id.length} characters: ${id}`);
  return id;
}

/**
 * Reads an id back; the inverse of `customId`.
 *
 * @param parts how many arguments the action takes; the last one keeps its slashes
 * @returns `undefined` for an id of another version, or with other than `parts` arguments
 */
export function readCustomId(
  id: string,
  parts: (command: string, action: string) => number | undefined,
): ButtonId | undefined {
  const [version, command = "", action = "", ...rest] = id.split("/");
  const expected = parts(command, action);
  if (version !== VERSION || expected === undefined || rest.length < expected) return undefined;
  if (expected === 0) return rest.length === 0 ? { command, action, args: [] } : undefined;
  return { command, action, args: [...rest.slice(0, expected - 1), rest.slice(expected - 1).join("/")] };
}
