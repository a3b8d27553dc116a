import { type Fact, type FactIndex, isOwn } from "../../facts/index.ts";
import { lastLed, type ServerMemory } from "./memory.ts";
import type { DailyOrder } from "./order.ts";
import { wishOf } from "./wish.ts";

/** How many days back a day that has nothing left looks. */
export const WEEK = 7;

/** An earlier day's event that led so few days ago is no news. */
const DAYS_OF_REST = 363;

/** The part of an order that says what it tells of. */
export type Wish = Pick<DailyOrder, "channelId" | "genre" | "otherwise">;

/** Events of one day of which one leads: at least one. */
export interface Pool {
  readonly day: Temporal.PlainDate;
  readonly events: readonly Fact[];
}

/**
 * The events of which one leads the order's post of that day; `undefined` where it has none.
 *
 * Those of the day; where nothing is left of it, of the nearest earlier one of the last week that has any which did not
 * lead in this channel lately. Of them those of the genre that was wanted, else by `otherwise` all or none. Never those
 * of a day that is still to come.
 */
export function poolOf(order: Wish, day: Temporal.PlainDate, facts: FactIndex, memory: ServerMemory): Pool | undefined {
  const today = allowedOn(day, facts, memory);
  if (today.length > 0) return wishedOf(order, { day, events: today }, facts);
  for (let ago = 1; ago <= WEEK; ago++) {
    const near = day.subtract({ days: ago });
    const events = allowedOn(near, facts, memory).filter((it) => isRested(it, order, day, memory));
    const pool = wishedOf(order, { day: near, events }, facts);
    if (pool !== undefined) return pool;
  }
  return undefined;
}

/** Of these events the ones that led longest ago in that channel or never, strongest first. */
export function longestAgo(
  events: readonly Fact[],
  { channelId }: Wish,
  day: Temporal.PlainDate,
  memory: ServerMemory,
): readonly Fact[] {
  const led = events.map((fact) => ({ fact, on: lastLed(memory, channelId, fact.id, day) }));
  const [oldest] = led.flatMap(({ on }) => on ?? []).toSorted(Temporal.PlainDate.compare);
  const never = led.filter(({ on }) => on === undefined);
  const first = never.length > 0 ? never : led.filter(({ on }) => oldest !== undefined && on?.equals(oldest));
  return byStrength(first.map(({ fact }) => fact));
}

/** The events of a day that the server did not block, oldest first. */
export function allowedOn(
  day: Temporal.PlainDate,
  facts: FactIndex,
  { blocked }: Pick<ServerMemory, "blocked">,
): readonly Fact[] {
  return facts.on(day.toPlainMonthDay()).filter(({ id }) => !blocked.has(id));
}

/** The strongest first; of two as strong, what the server added itself, then by id. */
export function byStrength(events: readonly Fact[]): readonly Fact[] {
  // By code unit, not by the machine's language, in which a restart elsewhere would choose otherwise.
  return events.toSorted(
    (a, b) => b.weight - a.weight || Number(isOwn(b)) - Number(isOwn(a)) || (a.id < b.id ? -1 : 1),
  );
}

/** Why the day has no post, in words for a moderator, to follow a colon. */
export function whyNone(order: Wish, day: Temporal.PlainDate, facts: FactIndex): string {
  const wish = order.otherwise === "none" ? wishOf(order, facts) : undefined;
  const kind = wish === undefined ? "event" : `${order.genre} event`;
  const known = facts.on(day.toPlainMonthDay()).some((it) => wish?.has(it) ?? true);
  return known
    ? `every ${kind} of this day is blocked; /daily unblock allows one again`
    : `no ${kind} falls on this day`;
}

/** What is left of a pool by the order's genre; `undefined` where that is nothing. */
function wishedOf(order: Wish, pool: Pool, facts: FactIndex): Pool | undefined {
  const wish = wishOf(order, facts);
  const wished = wish === undefined ? pool.events : pool.events.filter((it) => wish.has(it));
  const events = wished.length > 0 || order.otherwise === "none" ? wished : pool.events;
  return events.length === 0 ? undefined : { day: pool.day, events };
}

function isRested(fact: Fact, { channelId }: Wish, day: Temporal.PlainDate, memory: ServerMemory): boolean {
  const led = lastLed(memory, channelId, fact.id, day);
  // What leads on the day itself is this very post, tried again.
  return led === undefined || led.equals(day) || led.until(day).days > DAYS_OF_REST;
}
