/** An object as Discord sent it: nothing in it is known to be as it should be. */
export type Sent = Readonly<Record<string, unknown>>;

/** What is thrown where something that is there is not as it should be; made once, as an error takes long to make. */
export const UNREADABLE = new Error("what Discord sent cannot be read");

/** @returns `undefined` for what is not there @throws {UNREADABLE} for what is there and is something else */
export function optional<Value>(sent: unknown, is: (it: unknown) => it is Value): Value | undefined {
  if (sent === undefined || sent === null) return undefined;
  if (is(sent)) return sent;
  throw UNREADABLE;
}

export function isRecord(it: unknown): it is Sent {
  return typeof it === "object" && it !== null && !Array.isArray(it);
}

export function isId(it: unknown): it is string {
  return typeof it === "string" && /^[\w-]{1,100}$/.test(it);
}

/** A text that is not empty. */
export function isText(it: unknown): it is string {
  return typeof it === "string" && it !== "";
}

export function isInteger(it: unknown): it is number {
  return Number.isSafeInteger(it);
}

/** Permissions, which Discord sends as a decimal number in a text; `undefined` for what is none. */
export function bitsOf(sent: unknown): bigint | undefined {
  return /^\d{1,30}$/.test(String(sent)) ? BigInt(String(sent)) : undefined;
}
