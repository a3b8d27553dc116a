/**
 * A zone's clocks as bare numbers, worked out apart from the product's calendar arithmetic, to hold it against.
 *
 * Instants and local times are minutes; a local day is its number from 1970-01-01. Offsets must be whole minutes.
 */
export interface LocalTime {
  /** Every local day from the first to the last that the zone has, in order. */
  days(first: number, last: number): number[];
  /** The minute at which a post is due; `undefined` where the zone left the whole day out. */
  dueAt(day: number, minuteOfDay: number): number | undefined;
  /** The local day at an instant. */
  dayAt(instant: number): number;
  /** Whether the clocks are set within so many days of it. */
  changesNear(day: number, within: number): boolean;
  /** The same for zones whose clocks agree all the time. */
  readonly rules: string;
}

/** A stretch of time with one offset from UTC. */
interface Period {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

const DAY = 1440;

/** @param from the earliest local day that is asked for, `to` the latest */
export function readLocalTime(timeZone: string, from: number, to: number): LocalTime {
  const periods = periodsOf(timeZone, (from - 2) * DAY, (to + 2) * DAY);
  const dayOf = (local: number) => Math.floor(local / DAY);
  const at = (instant: number) => periods.find((it) => instant < it.to) as Period;

  const shown = (local: number) =>
    periods.find(({ from, offset, to }) => from <= local - offset && local - offset < to);
  const dueAt = (day: number, minuteOfDay: number) => {
    const local = day * DAY + minuteOfDay;
    const first = shown(local);
    if (first !== undefined) return local - first.offset;
    const after = periods.findIndex(({ from, offset }) => local < from + offset);
    const [before, next] = [periods[after - 1] as Period, periods[after] as Period];
    const gap = next.offset - before.offset;
    if (dayOf(local + gap) === day) return local - before.offset;
    return dayOf(local - gap) === day ? local - next.offset : undefined;
  };
  return {
    days: (first, last) =>
      Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((day) => dueAt(day, 0) !== undefined),
    dueAt,
    dayAt: (instant) => dayOf(instant + at(instant).offset),
    changesNear: (day, within) =>
      periods.slice(1).some(({ from, offset }) => Math.abs(dayOf(from + offset) - day) <= within),
    rules: periods.map(({ from, offset }) => `${from} ${offset}`).join(","),
  };
}

function periodsOf(timeZone: string, from: number, to: number): Period[] {
  const periods: Period[] = [];
  let begin = new Temporal.ZonedDateTime(BigInt(from) * 60_000_000_000n, timeZone);
  for (;;) {
    const next = begin.getTimeZoneTransition("next");
    const end = Math.min(to, next === null ? to : next.epochMilliseconds / 60_000);
    periods.push({ from: begin.epochMilliseconds / 60_000, to: end, offset: begin.offsetNanoseconds / 60e9 });
    if (next === null || end === to) return periods;
    begin = next;
  }
}
