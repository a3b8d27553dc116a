import type { Span, Years } from "./decades.ts";
import { MONTH_PATTERN, monthBesideDay } from "./month-names.ts";

/** What a query says of time, and the rest of it. */
export interface DatedText {
  readonly rest: string;
  readonly span?: Span;
  /** A single year, as it was typed: it may be a title too. */
  readonly year?: string;
  /** A day of the year, as it was typed: `31 february` is none that a year has. */
  readonly day?: DayOfYear;
  /** 1 to 12: a month that is written short, which only a year beside it tells from a word. */
  readonly month?: number;
}

/** As it was typed: the month may be 13, the day 45. */
export interface DayOfYear {
  readonly month: number;
  readonly day: number;
}

export type Read = Omit<DatedText, "rest">;

/** What a match says; `undefined` for nothing. */
export type Reader = (match: RegExpExecArray) => Read | undefined;

const DAY_NUMBER = String.raw`(?<![\p{L}\p{N}])(\d{1,2})`;
const MONTH = `(${MONTH_PATTERN})(?!\\p{L})\\.?`;
const THE_YEAR = String.raw`(?:,? (?:de |del )?(\d{4}))?(?!\d)`;

/** What leads to a day in numbers, which could else be anything: "50/50", "24/7". */
const ON = "(?:^|(?<!\\p{L})(?:on|the|le|el|em|am|vom) )";

export const pattern = (source: string) => new RegExp(source, "u");

/** In the order in which they are tried; of those for one thing, the first that fits. */
export const DAYS: readonly (readonly [RegExp, Reader])[] = [
  [/(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/, ([, year, , month, day]) => dated(month, day, year)],
  [/(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/, ([, a, , b, year]) => inNumbers(a, b, year)],
  [pattern(`${DAY_NUMBER}(?:st|nd|rd|th|er|\\.|º)? ?(?:of |de )?${MONTH}${THE_YEAR}`), readDayFirst],
  [
    pattern(`(?<!\\p{L})${MONTH} (\\d{1,2})(?:st|nd|rd|th)?${THE_YEAR}`),
    ([, month = "", day, year]) => dated(monthBesideDay(month), day, year),
  ],
  [/^(\d{1,2})-(\d{1,2})$/, ([, a, b]) => (Number(a) > 12 ? dated(b, a) : dated(a, b))],
  [pattern(`${ON}(\\d{1,2})/(\\d{1,2})$`), ([, a, b]) => inNumbers(a, b)],
  [
    pattern(`${ON}(\\d{1,2})\\.\\s?(\\d{1,2})\\.?(?:\\s?(\\d{4}))?$`),
    ([, day, month, year]) => dated(month, day, year),
  ],
];

function dated(month: string | number | undefined, day: string | undefined, year?: string): Read {
  return { day: { month: Number(month), day: Number(day) }, ...(year !== undefined && { span: yearsOf(year) }) };
}

/** Day first, as most of the world writes it, unless that is no day of a year. */
function inNumbers(a: string | undefined, b: string | undefined, year?: string): Read | undefined {
  if (Number(a) > 12 && Number(b) > 12) return undefined;
  return Number(b) > 12 ? dated(a, b, year) : dated(b, a, year);
}

function readDayFirst([, day, month = "", year]: RegExpExecArray): Read {
  return dated(monthBesideDay(month), day, year);
}

/** @returns the one year as a span */
export function yearsOf(year: string | undefined): Years {
  return { from: Number(year), to: Number(year) };
}
