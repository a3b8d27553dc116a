import type { DailyOrder } from "./order.ts";
import { quietUntil } from "./plan.ts";

/** So many channels are written of at once. */
const AT_ONCE = 250;

/** Orders of one time and zone of which nothing falls due before `until`. */
export interface Quiet extends Pick<DailyOrder, "time" | "timeZone"> {
  readonly channelIds: readonly string[];
  /** When they were looked at: what moved them since wins. */
  readonly lookedAt: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** Gathers orders that were looked at and have nothing to be served. Only their ids are held. */
export interface QuietOrders {
  /** @returns those that are enough to be written down */
  note(orders: readonly DailyOrder[]): readonly Quiet[];
  /** What is left. */
  rest(): readonly Quiet[];
}

export function createQuietOrders(lookedAt: Temporal.Instant): QuietOrders {
  const gathered = new Map<string, Quiet & { readonly channelIds: string[] }>();
  return {
    note: (orders) => orders.flatMap(noteOne),
    rest: () => [...gathered.values()],
  };

  function noteOne({ channelId, time, timeZone }: DailyOrder): readonly Quiet[] {
    const key = `${time} ${timeZone}`;
    const quiet = gathered.get(key) ?? {
      channelIds: [],
      time,
      timeZone,
      lookedAt,
      until: quietUntil({ time, timeZone }, lookedAt),
    };
    gathered.set(key, quiet);
    quiet.channelIds.push(channelId);
    if (quiet.channelIds.length < AT_ONCE) return [];
    // PostgreSQL knows no empty list: there is none until another comes.
    gathered.delete(key);
    return [quiet];
  }
}
