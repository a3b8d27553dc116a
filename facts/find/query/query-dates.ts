import { fold, wordGroups } from "../../model/normalise.ts";
import { mayBeSmall } from "../words/query-words.ts";
import { DECADE, decadeOf, type Span, WORDED, type Years } from "./decades.ts";
import { monthBesideDay, SHORT_MONTH_PATTERN } from "./month-names.ts";
import { DAYS, type DatedText, type DayOfYear, pattern, type Read, type Reader, yearsOf } from "./query-days.ts";

const YEAR = String.raw`(?<![\p{L}\p{N}])(1\d{3}|20\d\d)(?![\p{L}\p{N}])`;
const ARTICLE = String.raw`(?:(?<!\p{L})(?:the|los|las|os|les|die|den|der|dem) )?`;

const BEFORE = "before|until|till|up to|pre|antes de|avant|vor|bis|ate";
const AFTER = "after|since|from|post|desde|depois de|despues de|depuis|apres|seit|ab|nach";
const FROM_ITS_FIRST = /^(?:since|from|desde|depuis|seit|ab)$/;
const TO_ITS_LAST = /^(?:until|till|up to|bis|ate)$/;
const TO = String.raw`\s*(?:-|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bbis\b|\ba\b|\bate\b)\s*`;
const BETWEEN = String.raw`(?<!\p{L})(?:between|entre|zwischen)\s+`;
const AND = String.raw`\s+(?:and|&|y|e|et|und)\s+`;

const SPANS: readonly (readonly [RegExp, Reader])[] = [
  [pattern(`${BETWEEN}${YEAR}${AND}${YEAR}`), ([, a, b]) => between(yearsOf(a), yearsOf(b))],
  [pattern(`(?:(?<!\\p{L})(?:from|von|de|entre) )?${YEAR}${TO}(\\d{4}|\\d\\d)(?!\\d)`), readRange],
  [pattern(`(?:(?<!\\p{L})(?:from|since) )?${YEAR}${TO}(?:now|today|(?:the )?present)(?!\\p{L})`), readFrom],
  [pattern(`${DECADE}(?:${TO}|${AND})${ARTICLE}${DECADE}`), (m) => between(decadeOf(m, 1), decadeOf(m, 4))],
  [pattern(`(?<!\\p{L})(${BEFORE})[ -]${ARTICLE}(?:${YEAR}|${DECADE})`), readBefore],
  [pattern(`(?<!\\p{L})(${AFTER})[ -]${ARTICLE}(?:${YEAR}|${DECADE})`), readAfter],
  [pattern(`${ARTICLE}(?:(early|mid|late)[ -])?${DECADE}`), ([part, ...groups]) => partOf(groups[0], part, groups)],
  [
    /(?<!\d)(19|20|21)(?:th|st) century/,
    ([, it]) => ({ span: { from: (Number(it) - 1) * 100, to: Number(it) * 100 - 1 } }),
  ],
  [pattern(String.raw`(?<!\p{L})(${SHORT_MONTH_PATTERN})\.?,? (?:de |del )?${YEAR}`), readShortMonth],
  // Of two marks the second one closes a quotation.
  [/(?<![\p{L}\p{N}])['’](\d\d)(?![\p{L}\p{N}])(?!.*['’])/u, ([, year]) => ({ span: yearsOf(fullYear(year)) })],
  [pattern(YEAR), ([, year]) => ({ span: yearsOf(year), ...(year !== undefined && { year }) })],
];

/**
 * Reads days, years, decades and spans out of a query: `25 november`, `1977 punk`, `the 90s`, `before 1960`.
 *
 * @param folded in lower case, without accents
 */
export function readDates(folded: string): DatedText {
  const text = folded
    .replace(/[‐-―−]/gu, "-")
    .replace(/\s+/g, " ")
    .trim();
  if (!/\d/.test(text) && !WORDED.test(text)) return { rest: text };
  // A year takes no article: "The 1975" is a name.
  if (/^the \d{4}$/.test(text)) return { rest: text.replace(" ", "") };
  const dayRead = take(text, DAYS);
  const spanRead = dayRead.span ? { rest: dayRead.rest } : take(dayRead.rest, SPANS);
  return { ...dayRead, ...spanRead };
}

/**
 * The day of the year that somebody wrote, in any form in which a query may hold one: `le 25 novembre`, `25/11`.
 *
 * @returns `undefined` for a text that is more than a day, or none
 */
export function readDayOfYear(typed: string): DayOfYear | undefined {
  const { day, rest } = readDates(fold(typed));
  return wordGroups(rest).flat().every(mayBeSmall) ? day : undefined;
}

/**
 * The years that somebody wrote, in any form in which a query may hold them: `1986`, `the 80s`, `since 1990`.
 *
 * @returns `undefined` for a text that is more than years, or none
 */
export function readYears(typed: string): Span | undefined {
  const { rest, span } = readDates(fold(typed));
  return wordGroups(rest).flat().every(mayBeSmall) ? span : undefined;
}

function take(text: string, readers: readonly (readonly [RegExp, Reader])[]): DatedText {
  for (const [form, read] of readers) {
    const match = form.exec(text);
    const found = match === null ? undefined : read(match);
    if (match && found) {
      return { ...found, rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim() };
    }
  }
  return { rest: text };
}

function readShortMonth([, name = "", year = ""]: RegExpExecArray): Read {
  return { month: monthBesideDay(name) as number, span: yearsOf(year), year };
}

function readFrom([, year]: RegExpExecArray): Read {
  return { span: { from: Number(year) } };
}

/** `1977` of `77`: of the century of which it is less far away. */
function fullYear(year = ""): string {
  return Number(year) < 30 ? `20${year}` : `19${year}`;
}

function readRange([, first = "", last = ""]: RegExpExecArray): Read | undefined {
  return between(yearsOf(first), yearsOf(last.length === 2 ? first.slice(0, 2) + last : last));
}

function readBefore([, word = "", year, ...decade]: RegExpExecArray): Read | undefined {
  const span = year === undefined ? decadeOf(["", ...decade], 1) : yearsOf(year);
  if (span === undefined) return undefined;
  return { span: { to: TO_ITS_LAST.test(word) ? span.to : span.from - 1 } };
}

function readAfter([, word = "", year, ...decade]: RegExpExecArray): Read | undefined {
  const span = year === undefined ? decadeOf(["", ...decade], 1) : yearsOf(year);
  if (span === undefined) return undefined;
  return { span: { from: FROM_ITS_FIRST.test(word) ? span.from : span.to + 1 } };
}

function between(a: Years | undefined, b: Years | undefined): Read | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { span: { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } };
}

function partOf(part: string | undefined, whole: string, groups: readonly (string | undefined)[]): Read | undefined {
  const span = whole === "" ? undefined : decadeOf(groups, 1);
  if (span === undefined) return undefined;
  const parts = { early: [0, 3], mid: [4, 6], late: [7, 9] } as const;
  const [first, last] = parts[part as keyof typeof parts] ?? [0, 9];
  return { span: { from: span.from + first, to: span.from + last } };
}
