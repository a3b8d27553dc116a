import type { FactDate } from "../../facts/index.ts";

/** Controls, direction marks, line ends, and whatever else shows nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/** Marks piled on one letter, which would cover the lines above and below. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** What begins a quotation, a heading or a list; what formats or mentions; the colon that makes an address a link. */
const MARKDOWN = /^[>#-]|(?<=^\d+)\.|[\\*_~|`<[\]]|:(?=\/\/)/g;

const LIST = new Intl.ListFormat("en-GB");

/** By number, from 0. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/**
 * Text without effect: markdown, mentions and addresses show as they were typed, on one line, without what is
 * invisible.
 *
 * Whatever a person or a fact file wrote goes through here before it stands in a message.
 *
 * @param max the longest result in characters, escapes counted; what is longer ends in "…"
 */
export function plain(text: string, max = Number.POSITIVE_INFINITY): string {
  const whole = bare(text).replace(MARKDOWN, "\\$&");
  if (whole.length <= max) return whole;

  let kept = "";
  for (const [piece] of whole.matchAll(/\\?./gu)) {
    if (kept.length + piece.length > max - 1) break;
    kept += piece;
  }
  return `${kept.trimEnd()}…`;
}

/** Letters, digits and signs of ASCII: nothing in it is invisible, and most texts are such. */
const VISIBLE = /^[ -~]*$/;

/** Text on one line, without what is invisible: for labels, in which Discord formats nothing. */
export function bare(text: string): string {
  if (VISIBLE.test(text)) return text.trim();
  return text.toWellFormed().replace(INVISIBLE, " ").replace(PILED_MARKS, "$1").trim();
}

/**
 * `27 September 1986`, `September 1986` or `1986`.
 *
 * A calendar day is no instant: as a Discord timestamp it would be the day before or after in some zones, so it is
 * written out.
 */
export function writeDate({ year, month, day }: FactDate): string {
  return [day, month === undefined ? undefined : MONTHS[month - 1], year].filter((it) => it !== undefined).join(" ");
}

/** `27 September`. */
export function writeDay(day: { readonly month: number; readonly day: number }): string {
  return `${day.day} ${MONTHS[day.month - 1]}`;
}

/** `09:00`. */
export function writeTime(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: "minute" });
}

/** An instant in the reader's own zone and language. `F`: date and time, `R`: relative, `t`: time alone. */
export function timestamp(instant: Temporal.Instant, style: "F" | "R" | "t" | "D"): string {
  return `<t:${Math.floor(instant.epochMilliseconds / 1000)}:${style}>`;
}

/** `A, B and C`. */
export function writeList(items: readonly string[]): string {
  return LIST.format(items);
}

/** `1 fact`, `2 facts`. @param many the noun for more than one, where an "s" does not make it */
export function count(number: number, noun: string, many = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : many}`;
}
