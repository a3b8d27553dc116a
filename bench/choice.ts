import { type FactIndex, isEvent, openFacts } from "../facts/index.ts";
import { forecastPosts } from "../src/schedule/forecast.ts";
import type { DailyOrder } from "../src/schedule/order.ts";
import { wishOf } from "../src/schedule/wish.ts";
import { type Played, play } from "../tests/schedule/play.ts";
import { memory, order } from "../tests/schedule/sample.ts";
import { median, type Row } from "./row.ts";

const FIRST_DAY = "2028-01-01";
const LEAP_YEAR = 366;
const ZONES = ["UTC", "Europe/Paris", "America/New_York"];

/** What a year posts from an empty memory, and what a preview costs. Takes a second. */
export function benchChoice(): Row[] {
  const facts = openFacts();
  return [
    previewRow("any genre", facts, () => undefined),
    previewRow("a family each", facts, (at) => facts.families[at]?.family),
    ...facts.families.map(({ family }) => yearRow(family, facts)),
    ...sharedRows(facts),
  ];
}

/** Once the server remembers four years. */
function previewRow(name: string, facts: FactIndex, genreOf: (at: number) => string | undefined): Row {
  const orders = ordersOf(10, (at) => ({ genre: genreOf(at), timeZone: ZONES[at % ZONES.length]! }));
  const remembered = memory();
  play(orders, facts, remembered, FIRST_DAY, 4 * LEAP_YEAR);
  const now = Temporal.Instant.from("2032-01-05T00:00:00Z");
  const times = Array.from({ length: 25 }, () => {
    const began = performance.now();
    forecastPosts("25", orders, now, 14, facts, remembered);
    return performance.now() - began;
  });
  return { name: `choice: 14 days foretold, 10 orders of ${name}`, value: median(times), unit: "ms", limit: 15 };
}

/** Posts of the genre on their own day; the days that have such an event are in the name. */
function yearRow(genre: string, facts: FactIndex): Row {
  const wish = wishOf({ genre }, facts);
  const days = new Set(facts.facts.filter((it) => wish?.has(it)).flatMap(dayOf)).size;
  const posts = play([order({ genre })], facts, memory(), FIRST_DAY, LEAP_YEAR);
  const own = posts.filter((it) => isOfItsDay(it) && it.lead !== undefined && wish?.has(it.lead));
  return { name: `choice: a year of ${genre}, of ${days} days that have it`, value: own.length, unit: "posts" };
}

/** Of three orders of any genre in one server, each: posts of their own day in a year. */
function sharedRows(facts: FactIndex): Row[] {
  const orders = ordersOf(3, () => ({}));
  const posts = play(orders, facts, memory(), FIRST_DAY, LEAP_YEAR);
  return orders.map(({ channelId }, at) => ({
    name: `choice: a year of any genre, order ${at + 1} of 3, of ${LEAP_YEAR} days`,
    value: posts.filter((it) => it.channelId === channelId && isOfItsDay(it)).length,
    unit: "posts",
  }));
}

function ordersOf(number: number, given: (at: number) => Partial<DailyOrder>): readonly DailyOrder[] {
  return Array.from({ length: number }, (_, at) => order({ channelId: String(20 + at), ...given(at) }));
}

function dayOf(fact: Parameters<typeof isEvent>[0]): string[] {
  return isEvent(fact) ? [`${fact.date.month}-${fact.date.day}`] : [];
}

function isOfItsDay({ day, eventDay }: Played): boolean {
  return eventDay?.equals(day) === true;
}
