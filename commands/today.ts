import type { FactIndex } from "../facts/index.ts";
import { type Caller, defineCommand, type Tools } from "../src/bot/command.ts";
import { UserError } from "../src/errors.ts";
import { completeDay, readDay } from "../src/input/day.ts";
import { renderDay } from "../src/render/day.ts";
import type { Reply } from "../src/render/reply.ts";
import { nearestEvents } from "../src/schedule/choice.ts";

/** A leap year, so that days can be counted from 29 February too. */
const LEAP_YEAR = 2024;

export default defineCommand({
  name: "today",
  description: "What happened on this day in crossover history",
  options: {
    date: {
      type: "string",
      description: "A day, e.g. 4 July or 07-04 (default: today)",
      complete: (typed, tools, caller) => completeDay(typed, today(caller, tools)),
    },
  },
  run: ({ date }, caller, tools) => showDay(readDay(date ?? "today", today(caller, tools)), 1, tools.facts),
  buttons: {
    /** Arguments: the day as MM-DD and the page's number. */
    day: {
      args: 2,
      effect: "update",
      press: ([day = "", number], caller, tools) =>
        showDay(readDay(day, today(caller, tools)), Number(number), tools.facts),
    },
    /** A fact's button. Argument: the day as MM-DD. */
    more: { args: 1, press: ([day], caller, tools) => showMore(day, caller, tools) },
    /** A daily post's button. Arguments: the day as MM-DD and the delivery's id, which only the poster reads. */
    post: { args: 2, press: ([day], caller, tools) => showMore(day, caller, tools) },
  },
});

function today({ timeZone }: Caller, { clock }: Tools): Temporal.PlainDate {
  return clock().toZonedDateTimeISO(timeZone).toPlainDate();
}

/** For the one who pressed, below what others go on reading. */
function showMore(day = "", caller: Caller, tools: Tools): Reply {
  return { ...showDay(readDay(day, today(caller, tools)), 1, tools.facts), audience: "asker" };
}

function showDay(asked: Temporal.PlainMonthDay, number: number, facts: FactIndex): Reply {
  const found = nearestEvents(facts, asked.toPlainDate({ year: LEAP_YEAR }), 183, () => true);
  if (found === undefined) throw new UserError("No dated event is known to me; ask whoever hosts me to add some.");
  const events = facts.on(found.day.toPlainMonthDay());
  return renderDay({ asked, shown: found.day.toPlainMonthDay(), events }, number);
}
