import type { Place } from "./fact-data-error.ts";

/** What the bytes of a file say, or what is wrong with them and where. */
export type ReadText =
  | { readonly text: string; readonly problem?: undefined; readonly place?: undefined }
  | { readonly text?: undefined; readonly problem: string; readonly place: Place };

const UTF_8 = "utf-8";

/** How a file may say in which encoding it is. */
const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  [UTF_8, [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** What stands where a program could not read a sign, and what no text has. */
const LOST_SIGN = /[\ufffd\0]/;

/**
 * Reads text as editors and shells write it: UTF-8 or UTF-16, with a byte order mark or without, which is left out.
 *
 * Any other encoding is refused, not guessed: what Windows-1252 has for é is another letter in Windows-1250.
 */
export function readText(bytes: Uint8Array): ReadText {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const lost = text.search(LOST_SIGN);
    if (lost < 0) return { text };
    const problem = "a sign was lost here; type it again, and save the file as UTF-8";
    return { problem, place: endOf(text.slice(0, lost)) };
  } catch {
    const problem = "not readable as UTF-8; save the file in that encoding, which editors offer where they save";
    return { problem, place: endOf(readablePart(bytes, encoding)) };
  }
}

/** Without a mark, UTF-16 shows by its zeros: half of each Latin letter is one. */
function encodingOf(bytes: Uint8Array): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked !== undefined) return marked[0];
  if (!bytes.includes(0)) return UTF_8;
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  // Of a text with other letters fewer are, but hardly any on the other side.
  const enough = bytes.length / 20;
  if (odd > enough && even < odd / 10) return "utf-16le";
  return even > enough && odd < even / 10 ? "utf-16be" : UTF_8;
}

/** As far as the bytes are right. */
function readablePart(bytes: Uint8Array, encoding: string): string {
  const all = new TextDecoder(encoding).decode(bytes);
  const end = all.search(LOST_SIGN);
  return end < 0 ? all : all.slice(0, end);
}

/** Where what follows the text would stand. */
function endOf(text: string): Place {
  const lines = text.split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
