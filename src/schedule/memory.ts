/** Facts by their id, each with a day. */
export interface Days {
  get(factId: string): Temporal.PlainDate | undefined;
}

/** What a server remembers, by channel where it is a channel's own. */
export interface ServerMemory {
  /** Facts that moderators never want to see here. */
  readonly blocked: ReadonlySet<string>;
  /** By channel: facts that led a post there or may have, each with the latest day it did. */
  readonly led: ReadonlyMap<string, Days>;
  /** By channel: facts that would have led a post there which was missed or refused, each with the latest such day. */
  readonly missed: ReadonlyMap<string, Days>;
  /** By channel: what was chosen for it since all this was read. */
  readonly chosen: Map<string, Map<string, Temporal.PlainDate>>;
}

/**
 * For so many days what was missed counts as if it had led, so that nothing which was foretold from it changes. After
 * them it has never led: on its next anniversary it comes first.
 */
const MISSED_COUNTS_FOR = 30;

/** The day on which a fact last led in a channel, as seen from `day`; `undefined` where it never did. */
export function lastLed(
  memory: ServerMemory,
  channelId: string,
  factId: string,
  day: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const posted = postedOn(memory, channelId, factId);
  const lost = memory.missed.get(channelId)?.get(factId);
  if (lost === undefined || Math.abs(lost.until(day).days) > MISSED_COUNTS_FOR) return posted;
  return posted === undefined || Temporal.PlainDate.compare(lost, posted) > 0 ? lost : posted;
}

/** Whether a fact leads on that day in another channel of the server, or would have. */
export function leadsElsewhere(
  memory: ServerMemory,
  channelId: string,
  factId: string,
  day: Temporal.PlainDate,
): boolean {
  const { chosen, led, missed } = memory;
  for (const channels of [led, chosen]) {
    for (const id of channels.keys()) {
      if (id !== channelId && postedOn(memory, id, factId)?.equals(day)) return true;
    }
  }
  for (const [id, days] of missed) {
    if (id !== channelId && days.get(factId)?.equals(day)) return true;
  }
  return false;
}

function postedOn({ chosen, led }: ServerMemory, channelId: string, factId: string): Temporal.PlainDate | undefined {
  return chosen.get(channelId)?.get(factId) ?? led.get(channelId)?.get(factId);
}

/** Notes that a fact leads in a channel on that day. */
export function noteLead({ chosen }: ServerMemory, channelId: string, factId: string, day: Temporal.PlainDate): void {
  const known = chosen.get(channelId) ?? new Map();
  chosen.set(channelId, known.set(factId, day));
}

/** A copy in which leads can be noted without effect on the memory. */
export function copyMemory(memory: ServerMemory): ServerMemory {
  return { ...memory, chosen: new Map([...memory.chosen].map(([channelId, days]) => [channelId, new Map(days)])) };
}
