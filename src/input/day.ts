import type { Completion } from "../../facts/index.ts";
import { UserError } from "../errors.ts";
import { MONTHS, writeDay } from "../render/text.ts";

/** A leap year, so that 29 February is among its days. */
const LEAP_YEAR = 2024;

const DAYS: readonly string[] = MONTHS.flatMap((_, at) => {
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year: LEAP_YEAR, month: at + 1 });
  return Array.from({ length: daysInMonth }, (_, day) => writeDay({ month: at + 1, day: day + 1 }));
});

const NUMBERS = /^(?:\d{4}-)?(\d{1,2})-(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+([a-z]{3,})\.?(?:,?\s+\d{4})?$/;
const MONTH_FIRST = /^([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+\d{4})?$/;

/**
 * A day of the year as people write it: `4 July`, `July 4th`, `07-04`, `1986-07-04`, `today`, `tomorrow`.
 *
 * @param today the person's own calendar day
 * @throws {UserError} when it is none, or one that no year has, such as 31 February
 */
export function readDay(written: string, today: Temporal.PlainDate): Temporal.PlainMonthDay {
  const asked = written.trim().toLowerCase();
  const shift = { yesterday: -1, today: 0, tomorrow: 1 }[asked];
  if (shift !== undefined) return today.add({ days: shift }).toPlainMonthDay();

  const { month, day } = parts(asked) ?? {};
  if (month === undefined || day === undefined) {
    throw new UserError(`“${written}” is not a day I can read; write it as 4 July or 07-04.`);
  }
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year: LEAP_YEAR, month });
  if (day < 1 || day > daysInMonth)
    throw new UserError(`${MONTHS[month - 1]} has ${daysInMonth} days at most; choose one of them.`);
  return Temporal.PlainMonthDay.from({ month, day });
}

/** Days that begin as typed, day or month first; before anything is typed, those around today. */
export function completeDay(typed: string, today: Temporal.PlainDate): readonly Completion[] {
  if (typed.trim() === "") return [0, 1, -1].map((days) => completion(writeDay(today.add({ days }))));
  return DAYS.filter((it) => beginsAsTyped(it, typed))
    .slice(0, 25)
    .map(completion);
}

/** Whether a day, with its year or without, begins as typed when its day or its month stands first. */
export function beginsAsTyped(written: string, typed: string): boolean {
  const asked = typed.trim().toLowerCase();
  const dayFirst = written.toLowerCase();
  const monthFirst = dayFirst.replace(/^(\S+) (\S+)/, "$2 $1");
  return dayFirst.startsWith(asked) || monthFirst.startsWith(asked);
}

function completion(day: string): Completion {
  return { name: day, value: day };
}

function parts(asked: string): { month: number; day: number } | undefined {
  const [, month, day] = NUMBERS.exec(asked) ?? [];
  if (month !== undefined)
    return Number(month) >= 1 && Number(month) <= 12 ? { month: Number(month), day: Number(day) } : undefined;
  const [, dayFirst, itsMonth] = DAY_FIRST.exec(asked) ?? [];
  const [, monthFirst, itsDay] = MONTH_FIRST.exec(asked) ?? [];
  const at = MONTHS.findIndex((it) => it.toLowerCase().startsWith(itsMonth ?? monthFirst ?? "?"));
  return at < 0 ? undefined : { month: at + 1, day: Number(dayFirst ?? itsDay) };
}
