/** Milliseconds. Nothing of Discord's lasts longer, and no timer of Node's takes what is many times that. */
const LONGEST = 24 * 3_600_000;

/**
 * How long a 429 asks to wait, in milliseconds. Pure.
 *
 * @param header `Retry-After`: seconds, as Discord writes it
 * @param body Discord's says the same as `retry_after`; that of something in between is no JSON
 * @returns the longer of both; `undefined` where neither is a time that can be meant: a date, 0, NaN, years
 */
export function readRetryAfter(header: string | null, body: string): number | undefined {
  const inHeader = header !== null && /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) : undefined;
  const read = [inHeader, Number(fieldsOf(body).retry_after)].flatMap((seconds) => usable(seconds) ?? []);
  return read.length === 0 ? undefined : Math.max(...read);
}

/** Whether the answer's body is Discord's own, not a page of something in between. Pure. */
export function isDiscords(body: string): boolean {
  return typeof fieldsOf(body).message === "string";
}

/** Whether it says that everything has to wait. Pure. */
export function isGlobal(body: string): boolean {
  return fieldsOf(body).global === true;
}

function usable(seconds: number | undefined): number | undefined {
  const ms = Math.ceil((seconds ?? Number.NaN) * 1000);
  return ms > 0 && ms <= LONGEST ? ms : undefined;
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
