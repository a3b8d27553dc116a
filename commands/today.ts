import type { FactIndex } from "../facts/index.ts";
import { defineCommand } from "../src/bot/command.ts";
import type { Caller, Tools } from "../src/bot/tools.ts";
import { UserError } from "../src/errors.ts";
import { completeDay, readDay } from "../src/input/day.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { dayAt } from "../src/local-day.ts";
import { customId } from "../src/render/custom-id.ts";
import { renderDay } from "../src/render/day.ts";
import { renderOwnFact } from "../src/render/fact.ts";
import { viewOf } from "../src/render/picture.ts";
import type { Button, Reply } from "../src/render/reply.ts";
import { alone, shareButton, shareOf } from "../src/render/share.ts";
import { createViews, pageOfView } from "../src/render/views.ts";
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
      complete: async (typed, tools, caller) => completeDay(typed, await today(caller, tools)),
    },
  },
  run: async ({ date = "today" }, caller, tools) => (await readView(date, caller, tools))(1),
  buttons: {
    /** Arguments: the day as MM-DD and the number of the page of its list. */
    day: {
      args: 2,
      effect: "update",
      press: async ([day = "", number], caller, tools) => {
        const show = await readView(day, caller, tools);
        const share = caller.alone ? shareButton(shareId(await dayOf(day, caller, tools), Number(number))) : undefined;
        return show(Number(number), share);
      },
    },
    /** Arguments: the day as MM-DD and the number of the page of its list, as one person reads it alone. */
    share: {
      args: 2,
      effect: "update",
      press: async ([day = "", number], caller, tools) => {
        const show = await readView(day, caller, tools);
        const id = shareId(await dayOf(day, caller, tools), Number(number));
        return shareOf((share) => show(Number(number), share), id, caller.userId);
      },
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

async function today(caller: Caller, { clock }: Tools): Promise<Temporal.PlainDate> {
  return dayAt(clock(), await caller.zone());
}

async function dayOf(written: string, caller: Caller, tools: Tools): Promise<Temporal.PlainMonthDay> {
  return readDay(written, await today(caller, tools));
}

/** For the one who pressed, below what others go on reading. */
async function showMore(day = "", caller: Caller, tools: Tools): Promise<Reply> {
  const show = await readView(day, caller, tools);
  return alone(show(1, shareButton(shareId(await dayOf(day, caller, tools), 1))));
}

/** A page of a day, with a button that shares it if one is given. */
type ShowPage = (number: number, share?: Button) => Reply;

async function readView(written: string, caller: Caller, tools: Tools): Promise<ShowPage> {
  const asked = await dayOf(written, caller, tools);
  const day = eventsFor(asked.toString(), tools);
  const { lead } = day;
  if (lead === undefined) throw new UserError("No dated event is known to me; ask whoever hosts me to add some.");
  const picture = await viewOf(lead, tools.pictures);
  return (number, share) =>
    // A picture may be drawn by the next time.
    pageOfView(day, number === 1 && share === undefined && typeof picture !== "object", tools.look, () =>
      renderDay({ ...day, asked, lead }, tools.look, number, picture, share),
    );
}

/** The events for a day as MM-DD, the strongest first, and the day that they are of. */
const eventsFor = createViews((day, { facts }) => {
  const asked = Temporal.PlainMonthDay.from(day);
  const shown = lastDayWithEvents(asked, facts) ?? asked;
  const [lead, ...others] = byStrength(facts.on(shown));
  return { shown, lead, others };
});

/** A day and number that are none could make it too long. */
function shareId(day: Temporal.PlainMonthDay, number: number): string {
  const page = Number.isInteger(number) && number > 0 && number < 100 ? number : 1;
  return customId("today", "share", day.toString(), String(page));
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
  const asked = await dayOf(day, caller, tools);
  if (!tools.facts.on(asked).includes(fact))
    throw new UserError("That is not on this list; run /today again to see the day's events.");
  return renderOwnFact(fact, tools.look, tools.pictures);
}
