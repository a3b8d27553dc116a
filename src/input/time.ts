import { UserError } from "../errors.ts";

const TIME = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:h|([ap])\.?\s?m\.?)?$/;
const NAMED: ReadonlyMap<string, string> = new Map([
  ["noon", "12:00"],
  ["midday", "12:00"],
  ["midnight", "00:00"],
]);

/**
 * A time of day as people write it: `9am`, `9:00`, `0900`, `21h30`, `9.30 p.m.`, `noon`.
 *
 * @throws {UserError} when it is none, such as `25:00`
 */
export function readTime(written: string): Temporal.PlainTime {
  const asked = written.trim().toLowerCase();
  const [, hour, minute = "00", half] = TIME.exec(NAMED.get(asked) ?? asked) ?? [];
  const hours = hour === undefined ? undefined : onTwentyFourHours(Number(hour), half);
  if (hours === undefined || Number(minute) > 59) {
    throw new UserError(`“${written}” is not a time of day; write it as 09:00, 9am or 21:30.`);
  }
  return Temporal.PlainTime.from({ hour: hours, minute: Number(minute) });
}

function onTwentyFourHours(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  return hour >= 1 && hour <= 12 ? (hour % 12) + (half === "p" ? 12 : 0) : undefined;
}
