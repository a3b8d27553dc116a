import { dayAt } from "../local-day.ts";

/** How somebody stands in the questions of the day in one place, by the latest that was answered. */
export interface Standing {
  readonly day: Temporal.PlainDate;
  /** The zone by which it was that day. */
  readonly timeZone: string;
  /** What was chosen, from 0. */
  readonly option: number;
  readonly right: boolean;
  /** Days in a row that were answered. */
  readonly answered: number;
  /** Questions in a row whose answer was right. */
  readonly rightInRow: number;
}

/** An answer as it is given. */
export interface GivenAnswer extends Pick<Standing, "timeZone" | "option" | "right"> {
  readonly at: Temporal.Instant;
}

/** Whether the question of that day is still to be answered. A zone that moved back brings a day again, but no question. */
export function isOpen(standing: Pick<Standing, "day"> | undefined, day: Temporal.PlainDate): boolean {
  return standing === undefined || Temporal.PlainDate.compare(day, standing.day) > 0;
}

/**
 * How one stands after an answer to an open question.
 *
 * A zone may have moved since the latest answer, so that the day after was cut short or left out: the row goes on if by
 * either zone no whole day went by. While by the former zone the day of the latest answer is not over, nothing is counted.
 */
export function standAfter(before: Standing | undefined, { at, option, right, timeZone }: GivenAnswer): Standing {
  const day = dayAt(at, timeZone);
  const answer = { day, timeZone, option, right };
  if (before === undefined || !goesOn(before, at, day)) return { ...answer, answered: 1, rightInRow: Number(right) };
  const { compare } = Temporal.PlainDate;
  const counts = compare(dayAt(at, before.timeZone), before.day) > 0 ? 1 : 0;
  return {
    ...answer,
    answered: before.answered + counts,
    rightInRow: right ? Math.max(1, before.rightInRow + counts) : 0,
  };
}

/** Days in a row that an answer given now would add to; 0 where a day was left out. */
export function rowUpTo(before: Standing | undefined, at: Temporal.Instant, timeZone: string): number {
  return before !== undefined && goesOn(before, at, dayAt(at, timeZone)) ? before.answered : 0;
}

function goesOn(before: Standing, at: Temporal.Instant, day: Temporal.PlainDate): boolean {
  const following = before.day.add({ days: 1 });
  const { compare } = Temporal.PlainDate;
  return compare(day, following) <= 0 || compare(dayAt(at, before.timeZone), following) <= 0;
}
