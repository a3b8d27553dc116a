import type { FactDate } from "../../facts/index.ts";

const INVISIBLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu;
const MARKDOWN = /[\\*_~|`<[\]]/;
const LINE_START = /^(?:[>#-]|\d+\.)/;

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
 * Text without effect: markdown, mentions and direction marks show as they were typed, on one line.
 *
 * Whatever a person or a fact file wrote goes through here before it stands in a message.
 *
 * @param max the longest result in characters, escapes counted; what is longer ends in "…"
 */
export function plain(text: string, max = Number.POSITIVE_INFINITY): string {
  const line = text.replace(INVISIBLE, " ").trim();
  const mark = (LINE_START.exec(line)?.[0].length ?? 0) - 1;
  const pieces = [...line].map((it, at) => (at === mark || MARKDOWN.test(it) ? `\\${it}` : it));
  const whole = pieces.join("");
  if (whole.length <= max) return whole;

  let kept = "";
  for (const piece of pieces) {
    if (kept.length + piece.length > max - 1) break;
    kept += piece;
  }
  return `${kept.trimEnd()}…`;
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

/** `1 fact`, `2 facts`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
