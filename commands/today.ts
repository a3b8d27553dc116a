import type { FactIndex } from "../facts/index.ts";
import { type Caller, defineCommand, type Tools } from "../src/bot/command.ts";
import { UserError } from "../src/errors.ts";
import { completeDay, readDay } from "../src/input/day.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { renderDay } from "../src/render/day.ts";
import { renderFact } from "../src/render/fact.ts";
import { viewOf } from "../src/render/picture.ts";
import type { Reply } from "../src/render/reply.ts";
import { byStrength } from "../src/schedule/pool.ts";

/** A leap year, so that 29 February is among its days. */
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
  run: ({ date = "today" }, caller, tools) => showDay(date, 1, caller, tools),
  buttons: {
    /** Arguments: the day as MM-DD and the number of the page of its list. */
    day: {
      args: 2,
      effect: "update",
      press: ([day = "", number], caller, tools) => showDay(day, Number(number), caller, tools),
    },
    /** A fact's button. Argument: the day as MM-DD. */
    more: { args: 1, press: ([day], caller, tools) => showMore(day, caller, tools) },
    /** A daily post's button. Arguments: the day as MM-DD and the delivery's id, which only the poster reads. */
    post: { args: 2, press: ([day], caller, tools) => showMore(day, caller, tools) },
  },
  selects: {
    /** Argument: the day as MM-DD, whose list it is. */
    open: { args: 1, choose: ([id], [day], caller, tools) => openOne(id, day, caller, tools) },
  },
});

function today({ timeZone }: Caller, { clock }: Tools): Temporal.PlainDate {
  return clock().toZonedDateTimeISO(timeZone).toPlainDate();
}

/** For the one who pressed, below what others go on reading. */
async function showMore(day = "", caller: Caller, tools: Tools): Promise<Reply> {
  return { ...(await showDay(day, 1, caller, tools)), audience: "asker" };
}

async function showDay(written: string, number: number, caller: Caller, tools: Tools): Promise<Reply> {
  const asked = readDay(written, today(caller, tools));
  const shown = lastDayWithEvents(asked, tools.facts);
  const [lead, ...others] = shown === undefined ? [] : byStrength(tools.facts.on(shown));
  if (shown === undefined || lead === undefined)
    throw new UserError("No dated event is known to me; ask whoever hosts me to add some.");
  return renderDay({ asked, shown, lead, others }, tools.look, number, await viewOf(lead, tools.pictures));
}

/** That day, or the nearest before it on which anything happened, at the turn of the year too. */
function lastDayWithEvents(asked: Temporal.PlainMonthDay, facts: FactIndex): Temporal.PlainMonthDay | undefined {
  const { dayOfYear, daysInYear, year } = asked.toPlainDate({ year: LEAP_YEAR });
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  for (let back = 0; back < daysInYear; back++) {
    const days = (dayOfYear - 1 - back + daysInYear) % daysInYear;
    const day = first.add({ days }).toPlainMonthDay();
    if (facts.on(day).length > 0) return day;
  }
  return undefined;
}

async function openOne(id: string, day = "", caller: Caller, tools: Tools): Promise<Reply> {
  const fact = readFactId(id, tools.facts);
  const asked = readDay(day, today(caller, tools));
  if (!tools.facts.on(asked).includes(fact))
    throw new UserError("That is not on this list; run /today again to see the day's events.");
  return { ...renderFact(fact, tools.look, undefined, await viewOf(fact, tools.pictures)), audience: "asker" };
}
