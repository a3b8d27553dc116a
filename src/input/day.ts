import { type Completion, readDayOfYear } from "../../facts/index.ts";
import { UserError } from "../errors.ts";
import { MONTHS, writeDay } from "../render/text.ts";

/** A leap year, so that 29 February is among its days. */
const LEAP_YEAR = 2024;

const SHIFTS: ReadonlyMap<string, number> = new Map([
  ["yesterday", -1],
  ["today", 0],
  ["tomorrow", 1],
]);

const DAYS: readonly string[] = MONTHS.flatMap((_, at) => {
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year: LEAP_YEAR, month: at + 1 });
  return Array.from({ length: daysInMonth }, (_, day) => writeDay({ month: at + 1, day: day + 1 }));
});

/**
 * A day of the year as people write it: `4 July`, `July 4th`, `07-04`, `4/7/1986`, `le 4 juillet`, `tomorrow`.
 *
 * A year beside it goes unread.
 *
 * @param today the person's own calendar day
 * @throws {UserError} when it is none, or one that no year has, such as 31 February
 */
export function readDay(written: string, today: Temporal.PlainDate): Temporal.PlainMonthDay {
  const asked = written.trim().toLowerCase();
  const shift = SHIFTS.get(asked);
  if (shift !== undefined) return (shift === 0 ? today : today.add({ days: shift })).toPlainMonthDay();

  const { month = 0, day = 0 } = readDayOfYear(asked) ?? {};
  if (month < 1 || month > 12) {
    throw new UserError(`“${written}” is not a day I can read; write it as 4 July or 07-04.`);
  }
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year: LEAP_YEAR, month });
  if (day < 1 || day > daysInMonth)
    throw new UserError(`${MONTHS[month - 1]} has ${daysInMonth} days at most; choose one of them.`);
  return Temporal.PlainMonthDay.from({ month, day });
}

/**
 * Days that begin as typed, day or month first; else the one that was written in another way. Before anything is typed,
 * those around today.
 */
export function completeDay(typed: string, today: Temporal.PlainDate): readonly Completion[] {
  if (typed.trim() === "") return [0, 1, -1].map((days) => completion(writeDay(today.add({ days }))));
  const begun = DAYS.filter((it) => beginsAsTyped(it, typed)).slice(0, 25);
  const { month = 0, day = 0 } = readDayOfYear(typed) ?? {};
  const written = DAYS.filter((it) => month >= 1 && month <= 12 && it === writeDay({ month, day }));
  return (begun.length > 0 ? begun : written).map(completion);
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
