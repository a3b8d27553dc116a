import { expect, test } from "vitest";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { duePosts, missedPosts, nextPost } from "../../src/schedule/plan.ts";
import { order } from "../schedule/sample.ts";
import { type LocalTime, readLocalTime } from "./local-time.ts";
import { type Chance, createChance } from "./random.ts";

// A year of daily posts in every zone, beat by beat on a handed-in clock, held against `local-time.ts`.
//
// Zones whose clocks agree all year are alike to the calendar: of some 418 zones about 60 differ. Those that agree
// share four times of day between them, and each zone has one at least; from group to group they are other hours. With
// EVERY_ZONE=1 each zone has all 24, which takes some minutes.

const SEED = 1986;
const GRACE = Temporal.Duration.from({ hours: 6 });
const GRACE_MINUTES = 360;
const MINUTES_OF_HOUR = [0, 30, 59, 1, 15, 45, 29, 31];
const EVERY_ZONE = process.env.EVERY_ZONE !== undefined;
const TIMES_OF_DAY = EVERY_ZONE ? 24 : 4;
const ZONES = Intl.supportedValuesOf("timeZone");

const dayNumber = (day: string | Temporal.PlainDate) =>
  Temporal.PlainDate.from("1970-01-01").until(day, { largestUnit: "day" }).days;
const instantAt = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);

function orderFor(timeZone: string, minuteOfDay: number, createdAt: Temporal.Instant): DailyOrder {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
  return order({ time, timeZone, createdAt });
}

/** Asks the plan as the poster does, and keeps what is on record. Days are numbers, in the order of the record. */
function createPosting(first: DailyOrder) {
  let current = first;
  const posted: number[] = [];
  const skipped: number[] = [];
  const record = (day: Temporal.PlainDate, days: number[]) => {
    days.push(dayNumber(day));
    current = { ...current, lastDay: day };
  };
  return {
    posted,
    skipped,
    next: (minute: number) => nextPost(current, instantAt(minute)).at.epochMilliseconds / 60_000,
    /** @returns the minute for which a post went out at this beat */
    beat(minute: number): number | undefined {
      for (const { day } of missedPosts([current], instantAt(minute), GRACE)) record(day, skipped);
      const [due] = duePosts([current], instantAt(minute), GRACE);
      if (due !== undefined) record(due.day, posted);
      return due && due.at.epochMilliseconds / 60_000;
    },
  };
}

/**
 * Beats once for each day of the zone, at its time or, by chance, late within the grace; around changes of the clocks,
 * and now and then, also just before and just after.
 *
 * @returns what went wrong, in words; nothing when each day was posted once, in order, at its time
 */
function faultsOf(
  timeZone: string,
  local: LocalTime,
  minuteOfDay: number,
  days: readonly number[],
  chance: Chance,
): string[] {
  const dueOn = (day: number) => local.dueAt(day, minuteOfDay) as number;
  const posting = createPosting(orderFor(timeZone, minuteOfDay, instantAt(dueOn(days[0]!) - 1)));
  const faults: string[] = [];
  const expectBeat = (minute: number, wanted: number | undefined) => {
    const got = posting.beat(minute);
    if (got !== wanted) faults.push(`beat at ${instantAt(minute)}: ${got}, not ${wanted}`);
  };
  for (const day of days) {
    const due = dueOn(day);
    const thorough = local.changesNear(day, 1) || chance.oneIn(50);
    if (thorough) {
      expectBeat(due - 1, undefined);
      const next = posting.next(due - 1);
      if (next !== due) faults.push(`the next post after ${instantAt(due - 1)} is said to be ${next}, not ${due}`);
    }
    const beat = chance.oneIn(2) ? due : lateBeat(local, day, due, chance);
    expectBeat(beat, due);
    expectBeat(beat + 1, undefined);
    if (thorough) {
      expectBeat(due + GRACE_MINUTES + 1, undefined);
    }
  }
  if (posting.skipped.length > 0) faults.push(`${posting.skipped.length} days on record as missed`);
  if (posting.posted.join() !== days.join()) faults.push(`${posting.posted.length} posts for ${days.length} days`);
  return faults.map((it) => `${timeZone}, ${minuteOfDay} minutes after midnight: ${it}`);
}

/** A beat that comes late, but within the grace and on the same local day. */
function lateBeat(local: LocalTime, day: number, due: number, chance: Chance): number {
  const late = due + chance.between(1, GRACE_MINUTES);
  return local.dayAt(late) === day ? late : due;
}

/** Zones by their clocks: those that agree through all the days together. */
function groupByClocks(first: number, last: number): { readonly local: LocalTime; readonly zones: string[] }[] {
  const groups = new Map<string, { local: LocalTime; zones: string[] }>();
  for (const zone of ZONES) {
    const local = readLocalTime(zone, first, last);
    const key = EVERY_ZONE ? zone : local.rules;
    const group = groups.get(key) ?? { local, zones: [] };
    group.zones.push(zone);
    groups.set(key, group);
  }
  return [...groups.values()];
}

test("366 days in every zone, at many times of day: one post for each local day, in order, at its time", () => {
  const [first, last] = [dayNumber("2028-01-01"), dayNumber("2028-12-31")];
  const chance = createChance(SEED);
  let posts = 0;
  const faults = groupByClocks(first, last).flatMap(({ local, zones }, group) => {
    const days = local.days(first, last);
    return Array.from({ length: Math.max(TIMES_OF_DAY, zones.length) }, (_, number) => {
      posts += days.length;
      const hour = (number * (24 / TIMES_OF_DAY) + group) % 24;
      const minute = MINUTES_OF_HOUR[(number + group) % MINUTES_OF_HOUR.length] ?? 0;
      return faultsOf(zones[number % zones.length]!, local, hour * 60 + minute, days, chance);
    }).flat();
  });

  expect(faults).toEqual([]);
  expect(posts).toBeGreaterThan(366 * TIMES_OF_DAY * 50);
}, 600_000);

test.each([
  ["Lord Howe's half hour, autumn", "Australia/Lord_Howe", "2026-04-05"],
  ["Lord Howe's half hour, spring", "Australia/Lord_Howe", "2026-10-04"],
  ["no 30 December 2011", "Pacific/Apia", "2011-12-30"],
  ["no 30 December 2011 either", "Pacific/Fakaofo", "2011-12-30"],
  ["no 21 August 1993", "Pacific/Kwajalein", "1993-08-21"],
  ["no 31 December 1994", "Pacific/Kiritimati", "1994-12-31"],
  ["30 September 1969 twice", "Pacific/Kwajalein", "1969-09-30"],
  ["back to the evening before, a minute after midnight", "America/St_Johns", "2010-11-07"],
  ["back to the evening before, half an hour", "Asia/Pyongyang", "2015-08-15"],
  ["no midnight", "America/Sao_Paulo", "2018-11-04"],
  ["the last hour of the day left out", "America/Nuuk", "2028-03-25"],
  ["two hours at once", "Antarctica/Troll", "2028-03-26"],
  ["back for Ramadan", "Africa/Casablanca", "2026-02-15"],
])("%s: one post for each local day there was, at every seventh minute", (_, zone, changed) => {
  const [first, last] = [dayNumber(changed) - 4, dayNumber(changed) + 4];
  const local = readLocalTime(zone, first, last);
  const chance = createChance(SEED);
  const minutes = Array.from({ length: Math.ceil(1440 / 7) }, (_, at) => at * 7);

  const faults = minutes.flatMap((minute) => faultsOf(zone, local, minute, local.days(first, last), chance));

  expect(local.changesNear(dayNumber(changed), 1)).toBe(true);
  expect(faults).toEqual([]);
});

test("through outages of up to 12 days in a year, each local day is posted or on record as missed, once and in order", () => {
  const [first, last] = [dayNumber("2028-01-01"), dayNumber("2028-12-31")];
  const chance = createChance(SEED);
  for (const { local, zones } of groupByClocks(first, last)) {
    const minuteOfDay = chance.between(0, 1439);
    const days = local.days(first, last);
    const dueOn = (day: number) => local.dueAt(day, minuteOfDay) as number;
    const posting = createPosting(orderFor(zones[0]!, minuteOfDay, instantAt(dueOn(first) - 1)));
    const inTime = new Set<number>();

    for (let minute = dueOn(first); minute < dueOn(last); minute += chance.between(1, chance.oneIn(4) ? 17_000 : 600)) {
      const day = local.dayAt(minute);
      if (dueOn(day) <= minute && minute <= dueOn(day) + GRACE_MINUTES) inTime.add(day);
      posting.beat(minute);
    }
    posting.beat(dueOn(last));

    expect(
      [...posting.posted, ...posting.skipped].toSorted((a, b) => a - b),
      zones[0],
    ).toEqual(days);
    expect(posting.posted, zones[0]).toEqual([...inTime, last]);
    expect(posting.skipped, zones[0]).toEqual(posting.skipped.toSorted((a, b) => a - b));
  }
});
