import type { Completion, Fact, FactIndex, Lookup } from "../facts/index.ts";
import { type Caller, defineCommand, type Tools } from "../src/bot/command.ts";
import { UserError } from "../src/errors.ts";
import { readDay } from "../src/input/day.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { renderDay } from "../src/render/day.ts";
import { renderFact } from "../src/render/fact.ts";
import { viewOf } from "../src/render/picture.ts";
import type { Reply } from "../src/render/reply.ts";
import { MAX_QUERY, renderNothing, renderSearch } from "../src/render/search.ts";
import { writeDay } from "../src/render/text.ts";
import { byStrength } from "../src/schedule/pool.ts";

/** As long as Discord lets an option be: what is too long is then refused by a sentence that says so. */
const LONGEST_OPTION = 6000;

export default defineCommand({
  name: "search",
  description: "Find facts by artist, song, genre, year or any word",
  options: {
    query: {
      type: "string",
      description: "What to look for, e.g. run dmc",
      required: true,
      maxLength: LONGEST_OPTION,
      complete: (typed, { facts }) => completeQuery(typed, facts),
    },
  },
  run: ({ query }, caller, tools) => showPage(query, 1, caller, tools),
  buttons: {
    /** Arguments: the page's number and the query. */
    page: {
      args: 2,
      effect: "update",
      press: ([number, query = ""], caller, tools) => showPage(query, Number(number), caller, tools),
    },
  },
  selects: {
    /** For the one who chose, below what others go on reading. */
    open: {
      args: 0,
      choose: async ([id], _, _caller, tools) => ({
        ...(await showFact(readFactId(id, tools.facts), tools)),
        audience: "asker",
      }),
    },
  },
});

/** A query may be a fact's id, which is what a chosen completion sends, and a day, which is shown as on that day. */
async function showPage(query: string, number: number, { timeZone }: Caller, tools: Tools): Promise<Reply> {
  const { clock, facts, look } = tools;
  const chosen = facts.get(query);
  if (chosen !== undefined) return showFact(chosen, tools);
  if (!/[\p{L}\p{N}]/u.test(query)) throw new UserError("Type a name, a song or a word to search for.");
  if (query.length > MAX_QUERY) throw new UserError(`query can have ${MAX_QUERY} characters at most; shorten it.`);

  const found = facts.lookUp(query);
  const today = clock().toZonedDateTimeISO(timeZone).toPlainDate();
  const day = writtenDay(query, found);
  if (day !== undefined) return showDay(readDay(day, today), query, tools);
  if (found.facts.length === 0) return renderNothing(query, found);
  return renderSearch(query, found.facts, look, number, found.instead);
}

/** The day that a query is, as `readDay` reads it; `undefined` for a query that is more than a day, or none. */
function writtenDay(query: string, { day }: Lookup): string | undefined {
  if (day !== undefined && day.month >= 1 && day.month <= 12) return writeDay(day);
  return /^\s*(today|yesterday|tomorrow)\s*$/i.test(query) ? query : undefined;
}

async function showFact(fact: Fact, { look, pictures }: Tools): Promise<Reply> {
  return renderFact(fact, look, undefined, await viewOf(fact, pictures));
}

async function showDay(day: Temporal.PlainMonthDay, query: string, tools: Tools): Promise<Reply> {
  const { facts, look, pictures } = tools;
  const [lead, ...others] = byStrength(facts.on(day));
  if (lead === undefined) return renderNothing(query, { near: [], remainders: [] });
  return renderDay({ asked: day, shown: day, lead, others }, look, 1, await viewOf(lead, pictures));
}

function completeQuery(typed: string, facts: FactIndex): readonly Completion[] {
  const artists = facts.complete("artist", typed, 10);
  return [...artists, ...facts.complete("fact", typed, 25 - artists.length)];
}
