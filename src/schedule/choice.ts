import type { Fact, FactIndex } from "../../facts/index.ts";
import { leadsElsewhere, type ServerMemory } from "./memory.ts";
import type { DailyOrder } from "./order.ts";
import { inTurn, isAwaited, scheduledAt } from "./plan.ts";
import { allowedOn, byStrength, longestAgo, poolOf, WEEK, whyNone } from "./pool.ts";
import { shareOut } from "./share.ts";
import { wishOf } from "./wish.ts";

/** What a day's post tells. */
export interface Choice {
  readonly lead: Fact;
  /** The other events of that day, strongest first; where the lead is of the genre that was wanted, only those. */
  readonly others: readonly Fact[];
  /** The local day that the post is for. */
  readonly day: Temporal.PlainDate;
  /** The day of the events: `day`, or one of the seven before it where nothing is left of that. */
  readonly eventDay: Temporal.PlainDate;
}

/** The same of a post that stands, whose lead may have been withdrawn since. */
export type Retold<Lead extends Fact | undefined = Fact | undefined> = Omit<Choice, "lead"> & { readonly lead: Lead };

/** A day without a post. */
export interface Silence {
  readonly lead?: undefined;
  readonly day: Temporal.PlainDate;
  /** In words for a moderator, to follow a colon. */
  readonly reason: string;
}

/** All that a choice depends on; `orders`: the server's, which have served a day once their `lastDay` has come to it. */
export type Given = readonly [
  order: DailyOrder,
  day: Temporal.PlainDate,
  facts: FactIndex,
  memory: ServerMemory,
  orders: readonly DailyOrder[],
];

/**
 * What the order posts on a local day. Pure: the same order, day, facts, memory and other orders give the same choice,
 * so that a preview is a promise.
 *
 * Among the day's events: those of the order's genre, if there are any; of these the ones that led longest ago in this
 * channel or never; of these one that leads in no other channel of the server that day; then the stronger, then by id.
 * Channels that post later that day count too: whoever can choose leaves them what they need.
 */
export function choosePost(...given: Given): Choice | Silence {
  const [order, day, facts, memory] = given;
  const pool = poolOf(order, day, facts, memory);
  if (pool === undefined) return { day, reason: whyNone(order, day, facts) };

  const own = longestAgo(pool.events, order, day, memory);
  const isTaken = ({ id }: Fact) => leadsElsewhere(memory, order.channelId, id, day);
  const settled = own.length === 1 || own.every(isTaken);
  return choiceOf(settled ? (own[0] as Fact) : shareOf(own, isTaken, given), pool.day, given);
}

/** The one of its own that the order has when the day's events are given out among the channels still to post. */
function shareOf(own: readonly Fact[], isTaken: (fact: Fact) => boolean, given: Given): Fact {
  const [order, day, facts, memory, orders] = given;
  const line = lineOf(order, day, orders).flatMap((it) => {
    const events = it === order ? own : poolOf(it, day, facts, memory)?.events;
    return events === undefined ? [] : [{ it, wants: longestAgo(events, it, day, memory) }];
  });
  const wants = line.map((it) => it.wants);
  const leads = shareOut(wants, new Set(wants.flat().filter(isTaken)));
  return leads[line.findIndex(({ it }) => it === order)] as Fact;
}

/** The same for a post that is tried again: it keeps its lead, unless that may not lead it any more. */
export function chooseAgain(leadId: string, ...given: Given): Choice | Silence {
  const [order, day, facts, memory] = given;
  const pool = poolOf(order, day, facts, memory);
  const lead = pool?.events.find(({ id }) => id === leadId);
  return pool && lead ? choiceOf(lead, pool.day, given) : choosePost(...given);
}

/**
 * What a post that stands tells, as it is known now: its lead, whatever else may have led since, and the other events of
 * its day.
 *
 * @param lead `undefined` where it was withdrawn
 * @param order of the post's channel; without one, as for one of any genre
 */
export function chooseAnew<Lead extends Fact | undefined>(
  lead: Lead,
  order: Pick<DailyOrder, "genre"> | undefined,
  day: Temporal.PlainDate,
  facts: FactIndex,
  memory: Pick<ServerMemory, "blocked">,
): Retold<Lead> {
  const eventDay = eventDayOf(lead, day);
  return { lead, day, eventDay, others: othersOf(lead, eventDay, [order ?? { genre: undefined }, facts, memory]) };
}

/** The day that a post of `day` tells of: the nearest in the week up to it on which its lead happened, else `day` itself. */
function eventDayOf(lead: Fact | undefined, day: Temporal.PlainDate): Temporal.PlainDate {
  const days = Array.from({ length: WEEK + 1 }, (_, ago) => day.subtract({ days: ago }));
  return days.find((it) => it.month === lead?.date?.month && it.day === lead.date.day) ?? day;
}

/** The whole choice when its lead is settled. */
function choiceOf(lead: Fact, eventDay: Temporal.PlainDate, [order, day, facts, memory]: Given): Choice {
  return { lead, day, eventDay, others: othersOf(lead, eventDay, [order, facts, memory]) };
}

/** The other events of a day, strongest first; where the lead is of the genre that was wanted, only those. */
function othersOf(
  lead: Fact | undefined,
  day: Temporal.PlainDate,
  [order, facts, memory]: readonly [Pick<DailyOrder, "genre">, FactIndex, Pick<ServerMemory, "blocked">],
): readonly Fact[] {
  const wish = wishOf(order, facts);
  const kin = lead !== undefined && wish?.has(lead) ? wish : undefined;
  return byStrength(allowedOn(day, facts, memory).filter((it) => it !== lead && (kin?.has(it) ?? true)));
}

/** The order, among the others that are still to post on that day, in turn. */
function lineOf(order: DailyOrder, day: Temporal.PlainDate, orders: readonly DailyOrder[]): readonly DailyOrder[] {
  const others = orders.filter(
    (it) => it.channelId !== order.channelId && it.paused === undefined && isAwaited(it, day),
  );
  const dues = [order, ...others].flatMap((it) => {
    const at = scheduledAt(it, day);
    const runs = at !== undefined && (it === order || Temporal.Instant.compare(at, it.activeSince) > 0);
    return runs ? [{ order: it, day, at }] : [];
  });
  return dues.toSorted(inTurn).map((it) => it.order);
}
