import type { Completion, FactIndex, Lookup } from "../facts/index.ts";
import { defineCommand } from "../src/bot/command.ts";
import type { Caller, Tools } from "../src/bot/tools.ts";
import { UserError } from "../src/errors.ts";
import { readDay } from "../src/input/day.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { dayAt } from "../src/local-day.ts";
import { customId } from "../src/render/custom-id.ts";
import { renderDay } from "../src/render/day.ts";
import { renderFact, renderOwnFact } from "../src/render/fact.ts";
import { viewOf } from "../src/render/picture.ts";
import type { Button, Reply } from "../src/render/reply.ts";
import { MAX_FOUND, MAX_QUERY, renderNothing, renderSearch } from "../src/render/search.ts";
import { shareButton, shareOf } from "../src/render/share.ts";
import { writeDay } from "../src/render/text.ts";
import { pageOfView } from "../src/render/views.ts";
import { byStrength } from "../src/schedule/pool.ts";

/** As long as Discord lets an option be: what is too long is then refused by a sentence that says so. */
const LONGEST_OPTION = 6000;

export default defineCommand({
  name: "search",
  description: "Find facts by artist, song, genre, year or any word",
  uses: ["search"],
  options: {
    query: {
      type: "string",
      description: "What to look for, e.g. run dmc",
      required: true,
      maxLength: LONGEST_OPTION,
      complete: (typed, { facts }) => completeQuery(typed, facts),
    },
  },
  run: async ({ query }, caller, tools) => (await lookFor(query, 1, caller, tools))(),
  buttons: {
    /** Arguments: the page's number and the query. */
    page: {
      args: 2,
      effect: "update",
      press: async ([number, query = ""], caller, tools) => {
        const share = caller.alone ? shareButton(shareId(query, Number(number))) : undefined;
        return (await lookFor(query, Number(number), caller, tools))(share);
      },
    },
    /** The same, as one person reads it alone. */
    share: {
      args: 2,
      effect: "update",
      press: async ([number, query = ""], caller, tools) => {
        const show = await lookFor(query, Number(number), caller, tools);
        return shareOf(show, shareId(query, Number(number)), caller.userId);
      },
    },
  },
  selects: {
    /** For the one who chose, below what others go on reading. */
    open: {
      args: 0,
      choose: ([id], _, _caller, { facts, look, pictures }) => renderOwnFact(readFactId(id, facts), look, pictures),
    },
  },
});

/**
 * What shows a page of what a query finds, with a button that shares it if one is given.
 *
 * A query may be a fact's id, which is what a chosen completion sends, and a day, which is shown as on that day.
 */
async function lookFor(query: string, number: number, caller: Caller, tools: Tools): Promise<Shown> {
  const { clock, facts, look, pictures } = tools;
  const chosen = facts.get(query);
  if (chosen !== undefined) {
    const view = await viewOf(chosen, pictures);
    return (share) => renderFact(chosen, look, undefined, view, share);
  }
  if (!/[\p{L}\p{N}]/u.test(query)) throw new UserError("Type a name, a song or a word to search for.");
  if (query.length > MAX_QUERY) throw new UserError(`query can have ${MAX_QUERY} characters at most; shorten it.`);

  // The first misspelling has what is like names and words indexed.
  if (facts.searchAsTyped(query).length === 0) await facts.readyToForgive(() => tools.giveWay(caller));
  const found = facts.lookUp(query);
  const day = writtenDay(query, found);
  if (day !== undefined) {
    const today = dayAt(clock(), await caller.zone());
    return dayOf(readDay(day, today), query, tools);
  }
  if (found.facts.length === 0) return () => renderNothing(query, found);
  return (share) =>
    pageOfView(found, number === 1 && share === undefined, look, () =>
      renderSearch(query, found.facts, look, number, found.instead, share),
    );
}

/** A message, with a button that shares it if one is given. */
type Shown = (share?: Button) => Reply;

/** A number that is none of a page's would make it too long. */
function shareId(query: string, number: number): string {
  const page = Number.isInteger(number) && number > 0 && number <= MAX_FOUND ? number : 1;
  return customId("search", "share", String(page), query);
}

/** The day that a query is, as `readDay` reads it; `undefined` for a query that is more than a day, or none. */
function writtenDay(query: string, { day }: Lookup): string | undefined {
  if (day !== undefined && day.month >= 1 && day.month <= 12) return writeDay(day);
  return /^\s*(today|yesterday|tomorrow)\s*$/i.test(query) ? query : undefined;
}

async function dayOf(day: Temporal.PlainMonthDay, query: string, { facts, look, pictures }: Tools): Promise<Shown> {
  const [lead, ...others] = byStrength(facts.on(day));
  if (lead === undefined) return () => renderNothing(query, { near: [], remainders: [] });
  const view = await viewOf(lead, pictures);
  return (share) => renderDay({ asked: day, shown: day, lead, others }, look, 1, view, share);
}

function completeQuery(typed: string, facts: FactIndex): readonly Completion[] {
  const artists = facts.complete("artist", typed, 10);
  return [...artists, ...facts.complete("fact", typed, 25 - artists.length)];
}
