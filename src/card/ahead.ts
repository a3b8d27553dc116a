import type { Fact, FactIndex } from "../../facts/index.ts";

/** Hours from a day's end in the last zone of the world, and to its beginning in the first, with time to draw it. */
const BEHIND = 12;
const AHEAD = 16;

/** Draws the cards of the days that it is now anywhere, or soon will be; of each day once. */
export type DrawAhead = (now: Temporal.Instant) => Promise<void>;

/**
 * The first card starts the process that draws, which may take longer than a post waits for its picture: drawn ahead, the
 * card is on the shelf by then. One at a time, as nobody waits for it.
 *
 * @param draw never rejects
 */
export function createDrawAhead(facts: Pick<FactIndex, "on">, draw: (fact: Fact) => Promise<unknown>): DrawAhead {
  let done: ReadonlySet<string> = new Set();
  return async (now) => {
    const days = daysAround(now);
    const fresh = days.filter((day) => !done.has(day.toString()));
    done = new Set(days.map(String));
    for (const day of fresh) for (const fact of facts.on(day.toPlainMonthDay())) await draw(fact);
  };
}

/** Oldest first. */
function daysAround(now: Temporal.Instant): readonly Temporal.PlainDate[] {
  const [first, last] = [now.subtract({ hours: BEHIND }), now.add({ hours: AHEAD })].map((it) =>
    it.toZonedDateTimeISO("UTC").toPlainDate(),
  ) as [Temporal.PlainDate, Temporal.PlainDate];
  return Array.from({ length: first.until(last).days + 1 }, (_, days) => first.add({ days }));
}
