import { describe, expect, test } from "vitest";
import { type Fact, isEvent } from "../../facts/index.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { wishOf } from "../../src/schedule/wish.ts";
import { SHIPPED } from "../shipped.ts";
import { type Played, play } from "./play.ts";
import { memory, order } from "./sample.ts";

// Years of posts from the shipped calendar, as its members read them.

const FACTS = SHIPPED;
const FAMILIES = FACTS.families.map(({ family }) => family);
/** The first of the four years is a leap year. */
const START = "2028-01-01";
const LEAP_YEAR = 366;
const FOUR_YEARS = 1461;

const ordersOf = (number: number, given: (at: number) => Partial<DailyOrder> = () => ({})) =>
  Array.from({ length: number }, (_, at) => order({ channelId: String(20 + at), ...given(at) }));
const playAll = (orders: readonly DailyOrder[], days: number) => play(orders, FACTS, memory(), START, days);

/** Days of a leap year on which an event of that genre falls, counted without the index. */
function daysWith(genre: string): number {
  const kin = FACTS.facts.filter(isEvent).filter((it) => it.genres.some((own) => isKin(own, genre)));
  return new Set(kin.map(({ date }) => `${date.month}-${date.day}`)).size;
}

function isKin(genre: string, wanted: string): boolean {
  return (
    genre === wanted ||
    FACTS.families.find(({ family }) => family === wanted)?.genres.some((it) => it.name === genre) === true
  );
}

/** The day's events of that genre, else all of them. */
function ofGenre(day: string, genre: string | undefined): readonly Fact[] {
  const events = FACTS.on(Temporal.PlainDate.from(day).toPlainMonthDay());
  const wished = events.filter(({ genres }) => genre === undefined || genres.some((own) => isKin(own, genre)));
  return wished.length > 0 ? wished : events;
}

/** Posts that lead with what led in their channel less than 363 days before. */
function repeats(played: readonly Played[]): readonly Played[] {
  const last = new Map<string, Temporal.PlainDate>();
  return played.filter(({ channelId, day, lead }) => {
    if (lead === undefined) return false;
    const key = `${channelId} ${lead.id}`;
    const before = last.get(key);
    last.set(key, day);
    return before !== undefined && before.until(day).days < 363;
  });
}

function isOfItsDay({ day, lead }: Played): boolean {
  return lead?.date?.month === day.month && lead.date.day === day.day;
}

describe("a year in one channel", () => {
  test.each(FAMILIES)("%s: every day that has such an event tells one, on its own day", (genre) => {
    const wish = wishOf({ genre }, FACTS);
    const [any, none] = (["any", "none"] as const).map((otherwise) =>
      playAll([order({ genre, otherwise })], LEAP_YEAR),
    );

    const posts = none!.filter(({ lead }) => lead !== undefined);
    expect(any!.filter((it) => !isOfItsDay(it))).toEqual([]);
    expect(posts.filter((it) => !isOfItsDay(it))).toEqual([]);
    expect(any!.filter(({ lead }) => lead !== undefined && wish?.has(lead))).toHaveLength(daysWith(genre));
    expect(posts).toHaveLength(daysWith(genre));
    expect(posts.every(({ lead }) => lead !== undefined && wish?.has(lead))).toBe(true);
    expect([...repeats(any!), ...repeats(none!)]).toEqual([]);
  });

  test("of any genre: 366 posts, each of its own day", () => {
    const played = playAll([order()], LEAP_YEAR);

    expect(played.filter(isOfItsDay)).toHaveLength(366);
    expect(new Set(played.map(({ lead }) => lead?.id)).size).toBe(366);
  });

  test("and the next: a day's events take turns until all have led, then the first leads again", () => {
    const played = playAll([order()], 9 * 366);
    const byDay = Map.groupBy(played, ({ day }) => day.toPlainMonthDay().toString());

    for (const [day, posts] of byDay) {
      const size = FACTS.on(Temporal.PlainMonthDay.from(day)).length;
      const leads = posts.map(({ lead }) => lead?.id);
      expect(new Set(leads.slice(0, size)).size, day).toBe(Math.min(size, leads.length));
      for (const [at, lead] of leads.slice(size).entries()) expect(lead, day).toBe(leads[at]);
    }
  });
});

describe.each([
  ["of any genre", () => ({})],
  ["of one family each", (at: number) => ({ genre: FAMILIES[at] })],
  [
    "of a few families, two with none otherwise",
    (at: number) => ({ genre: FAMILIES[at % 3], otherwise: at < 2 ? "none" : "any" }),
  ],
  ["of any genre and one family", (at: number) => (at % 2 === 0 ? {} : { genre: "hip-hop" })],
] as [string, (at: number) => Partial<DailyOrder>][])("four years of orders %s in one server", (_, given) => {
  const known = new Map<number, readonly Played[]>();
  /** What so many orders are given, played once. */
  const playedFor = (number: number) =>
    known.getOrInsertComputed(number, () => playAll(ordersOf(number, given), FOUR_YEARS));

  test.each([1, 3, 10])("%d: each post is of its own day, and none leads again within a year", (number) => {
    const orders = ordersOf(number, given);
    const played = playedFor(number);

    expect(played.filter((it) => it.lead !== undefined && !isOfItsDay(it))).toEqual([]);
    expect(repeats(played)).toEqual([]);
    for (const { channelId, day, lead } of played) {
      const { genre, otherwise } = orders.find((it) => it.channelId === channelId)!;
      const hasNone =
        genre !== undefined &&
        !FACTS.on(day.toPlainMonthDay()).some((it) => it.genres.some((own) => isKin(own, genre)));
      expect(lead === undefined, `${channelId} ${day}`).toBe(otherwise === "none" && hasNone);
    }
  });

  test.each([3, 10])("%d: two share only where all that either would tell next is told", (number) => {
    const orders = ordersOf(number, given);
    const last = new Map<string, string>();
    for (const [day, posts] of Map.groupBy(playedFor(number), (it) => it.day.toString())) {
      const told = new Set(posts.map(({ lead }) => lead?.id));
      for (const { channelId, lead } of posts) {
        if (lead === undefined || posts.filter((it) => it.lead === lead).length < 2) continue;
        const { genre } = orders.find((it) => it.channelId === channelId)!;
        const lastTime = (id: string) => last.get(`${channelId} ${id}`) ?? "";
        const next = ofGenre(day, genre).filter(({ id }) => lastTime(id) === lastTime(lead.id));
        expect(
          next.filter(({ id }) => !told.has(id)),
          `${channelId} ${day}`,
        ).toEqual([]);
      }
      for (const { channelId, lead } of posts) if (lead !== undefined) last.set(`${channelId} ${lead.id}`, day);
    }
  });
});

test("29 February tells its own events, and no other day does", () => {
  const leap = new Set(FACTS.on(Temporal.PlainMonthDay.from("02-29")).map(({ id }) => id));
  const played = playAll([order()], FOUR_YEARS);

  expect(played.filter(({ lead }) => leap.has(lead?.id ?? "")).map(({ day }) => day.toString())).toEqual([
    "2028-02-29",
  ]);
});
