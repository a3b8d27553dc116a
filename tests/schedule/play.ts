import type { Fact, FactIndex } from "../../facts/index.ts";
import { choosePost } from "../../src/schedule/choice.ts";
import { noteLead, type ServerMemory } from "../../src/schedule/memory.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";

/** A post of a day that was played through, or none. */
export interface Played {
  readonly channelId: string;
  readonly day: Temporal.PlainDate;
  readonly lead: Fact | undefined;
  readonly eventDay: Temporal.PlainDate | undefined;
}

/**
 * Plays a server's orders through, day by day, as the poster would; what leads is noted in the memory.
 *
 * @param orders in turn: by time, then by age
 */
export function play(
  orders: readonly DailyOrder[],
  facts: FactIndex,
  memory: ServerMemory,
  start: string,
  days: number,
): readonly Played[] {
  const first = Temporal.PlainDate.from(start);
  return Array.from({ length: days }, (_, at) => first.add({ days: at })).flatMap((day) => {
    const all = orders.map((it) => ({ ...it, lastDay: day.subtract({ days: 1 }) }));
    return all.map((order, turn) => {
      const served = all.map((it, at) => (at < turn ? { ...it, lastDay: day } : it));
      const choice = choosePost(order, day, facts, memory, served);
      if (choice.lead !== undefined) noteLead(memory, order.channelId, choice.lead.id, day);
      const eventDay = choice.lead === undefined ? undefined : choice.eventDay;
      return { channelId: order.channelId, day, lead: choice.lead, eventDay };
    });
  });
}
