import { DECADE, decadeOf, type Span, WORDED, type Years } from "./decades.ts";
import { MONTH_PATTERN, monthBesideDay } from "./month-names.ts";

/** What a query says of time, and the rest of it. */
export interface DatedText {
  readonly rest: string;
  readonly span?: Span;
  /** A single year, as it was typed: it may be a title too. */
  readonly year?: string;
  /** A day of the year, as it was typed: `31 february` is none that a year has. */
  readonly day?: { readonly month: number; readonly day: number };
}

type Reader = (match: RegExpExecArray) => Omit<DatedText, "rest"> | undefined;

const YEAR = String.raw`(?<![\p{L}\p{N}])(1\d{3}|20\d\d)(?![\p{L}\p{N}])`;
const ARTICLE = String.raw`(?:(?<!\p{L})(?:the|los|las|os|les|die|den|der|dem) )?`;

const BEFORE = "before|until|till|up to|pre|antes de|avant|vor|bis|ate";
const AFTER = "after|since|from|post|desde|depois de|despues de|depuis|apres|seit|ab|nach";
const FROM_ITS_FIRST = /^(?:since|from|desde|depuis|seit|ab)$/;
const TO_ITS_LAST = /^(?:until|till|up to|bis|ate)$/;
const TO = String.raw`\s*(?:-|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bbis\b|\ba\b|\bate\b)\s*`;
const BETWEEN = String.raw`(?<!\p{L})(?:between|entre|zwischen)\s+`;
const AND = String.raw`\s+(?:and|&|y|e|et|und)\s+`;

const DAY_NUMBER = String.raw`(?<![\p{L}\p{N}])(\d{1,2})`;
const MONTH = `(${MONTH_PATTERN})(?!\\p{L})\\.?`;
const THE_YEAR = String.raw`(?:,? (?:de |del )?(\d{4}))?(?!\d)`;

const pattern = (source: string) => new RegExp(source, "u");

/** In the order in which they are tried; of those for one thing, the first that fits. */
const DAYS: readonly (readonly [RegExp, Reader])[] = [
  [pattern(String.raw`(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)`), ([, year, month, day]) => dated(month, day, year)],
  [pattern(`${DAY_NUMBER}(?:st|nd|rd|th|er|\\.|º)? ?(?:of |de )?${MONTH}${THE_YEAR}`), readDayFirst],
  [
    pattern(`(?<!\\p{L})${MONTH} (\\d{1,2})(?:st|nd|rd|th)?${THE_YEAR}`),
    ([, month = "", day, year]) => dated(monthBesideDay(month), day, year),
  ],
  [/^(\d{1,2})-(\d{1,2})$/, ([, a, b]) => (Number(a) > 12 ? dated(b, a) : dated(a, b))],
  [/^(\d{1,2})\/(\d{1,2})$/, ([, a, b]) => (Number(b) > 12 ? dated(a, b) : dated(b, a))],
  [/^(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}))?$/, ([, day, month, year]) => dated(month, day, year)],
];

const SPANS: readonly (readonly [RegExp, Reader])[] = [
  [pattern(`${BETWEEN}${YEAR}${AND}${YEAR}`), ([, a, b]) => between(yearsOf(a), yearsOf(b))],
  [pattern(`(?:(?<!\\p{L})(?:from|von|de|entre) )?${YEAR}${TO}(\\d{4}|\\d\\d)(?!\\d)`), readRange],
  [pattern(`${DECADE}(?:${TO}|${AND})${ARTICLE}${DECADE}`), (m) => between(decadeOf(m, 1), decadeOf(m, 4))],
  [pattern(`(?<!\\p{L})(${BEFORE})[ -]${ARTICLE}(?:${YEAR}|${DECADE})`), readBefore],
  [pattern(`(?<!\\p{L})(${AFTER})[ -]${ARTICLE}(?:${YEAR}|${DECADE})`), readAfter],
  [pattern(`${ARTICLE}(?:(early|mid|late)[ -])?${DECADE}`), ([part, ...groups]) => partOf(groups[0], part, groups)],
  [
    /(?<!\d)(19|20|21)(?:th|st) century/,
    ([, it]) => ({ span: { from: (Number(it) - 1) * 100, to: Number(it) * 100 - 1 } }),
  ],
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

function dated(month: string | number | undefined, day: string | undefined, year?: string): Omit<DatedText, "rest"> {
  return { day: { month: Number(month), day: Number(day) }, ...(year !== undefined && { span: yearsOf(year) }) };
}

function readDayFirst([, day, month = "", year]: RegExpExecArray): Omit<DatedText, "rest"> {
  return dated(monthBesideDay(month), day, year);
}

function readRange([, first = "", last = ""]: RegExpExecArray): Omit<DatedText, "rest"> | undefined {
  return between(yearsOf(first), yearsOf(last.length === 2 ? first.slice(0, 2) + last : last));
}

function readBefore([, word = "", year, ...decade]: RegExpExecArray): Omit<DatedText, "rest"> | undefined {
  const span = year === undefined ? decadeOf(["", ...decade], 1) : yearsOf(year);
  if (span === undefined) return undefined;
  return { span: { to: TO_ITS_LAST.test(word) ? span.to : span.from - 1 } };
}

function readAfter([, word = "", year, ...decade]: RegExpExecArray): Omit<DatedText, "rest"> | undefined {
  const span = year === undefined ? decadeOf(["", ...decade], 1) : yearsOf(year);
  if (span === undefined) return undefined;
  return { span: { from: FROM_ITS_FIRST.test(word) ? span.from : span.to + 1 } };
}

function yearsOf(year: string | undefined): Years {
  return { from: Number(year), to: Number(year) };
}

function between(a: Years | undefined, b: Years | undefined): Omit<DatedText, "rest"> | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { span: { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } };
}

function partOf(
  part: string | undefined,
  whole: string,
  groups: readonly (string | undefined)[],
): Omit<DatedText, "rest"> | undefined {
  const span = whole === "" ? undefined : decadeOf(groups, 1);
  if (span === undefined) return undefined;
  const parts = { early: [0, 3], mid: [4, 6], late: [7, 9] } as const;
  const [first, last] = parts[part as keyof typeof parts] ?? [0, 9];
  return { span: { from: span.from + first, to: span.from + last } };
}
