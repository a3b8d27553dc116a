import type { Fact, Lookup } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { factLine, factOption } from "./line.ts";
import type { Look } from "./look.ts";
import { pageButtons, pageOf } from "./page.ts";
import { type Button, button, LIMITS, PLAIN, type Reply, reply, row, select, text } from "./reply.ts";
import { bare, count, plain, writeList } from "./text.ts";

/** Longest query that fits the ids of the paging buttons. */
export const MAX_QUERY = 80;

/** The most matches that are shown of a query. */
export const MAX_FOUND = 100;

const PAGE_SIZE = 9;

/**
 * Matches as a paged list, nine a page: year, headline, artists and genres in a line, and a list to open one; in the
 * colour of the best of them.
 *
 * @param found best first, not empty; of more than `MAX_FOUND` the best are shown
 * @param number the page wanted, from 1; out of range gives the nearest
 * @param instead what was looked for because nothing matches as typed
 * @param share the button that posts it for all, where one person reads it alone
 */
export function renderSearch(
  query: string,
  found: readonly Fact[],
  look: Look,
  number: number,
  instead: Lookup["instead"] = [],
  share?: Button,
): Reply {
  const [best = { genres: [] }] = found;
  const page = pageOf(found.slice(0, MAX_FOUND), number, PAGE_SIZE);
  const pages = page.of > 1 ? ` · page ${page.number} of ${page.of}` : "";
  return reply("everyone", look.colourOf(best), [
    text(`## ${plain(query, 160)}`, ...instead.map(asInstead), `-# ${howMany(found.length)}${pages}`),
    text(...page.items.map((fact) => `- ${factLine(fact, "genres")}`)),
    select(customId("search", "open"), "Open one of these", page.items.map(factOption)),
    row(...pageButtons(page, (to) => pageId(to, query)), share),
  ]);
}

/**
 * That nothing was found, in one sentence for the asker alone, with buttons to what is near it and to what there is on
 * parts of the query.
 */
export function renderNothing(query: string, { near, remainders }: Pick<Lookup, "near" | "remainders">): Reply {
  const advice = [didYouMean(near), thereIs(remainders)].filter((it) => it !== undefined).join(" ");
  const labels = new Map([
    ...near.map((name) => [name, name] as const),
    ...remainders.map((it) => [it.query, `${it.query} (${it.count})`] as const),
  ]);
  const buttons = [...labels].filter(([it, label]) => it.length <= MAX_QUERY && bare(label) !== "");
  return reply("asker", PLAIN, [
    text(`Nothing matches “${plain(query, 160)}”; ${lowerFirst(advice) || TRY_ANOTHER}`),
    row(...buttons.map(([it, label]) => button(bare(label).slice(0, LIMITS.buttonLabel), pageId(1, it)))),
  ]);
}

const TRY_ANOTHER = "try another spelling, a genre, a year or a day such as 25 November.";

function didYouMean(near: readonly string[]): string | undefined {
  return near.length === 0 ? undefined : `Did you mean ${OR.format(near.map((it) => plain(it, 60)))}?`;
}

function thereIs(remainders: Lookup["remainders"]): string | undefined {
  const [first] = remainders;
  if (first === undefined) return undefined;
  const parts = remainders.map((it) => `${it === first ? count(it.count, "fact") : it.count} ${plain(it.about, 200)}`);
  return `There ${first.count === 1 ? "is" : "are"} ${writeList(parts)}.`;
}

function lowerFirst(sentence: string): string {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}

const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });

function pageId(number: number, query: string): string {
  return customId("search", "page", String(number), query);
}

/** Of as many as are shown at most, there may be more. */
function howMany(found: number): string {
  if (found >= MAX_FOUND) return `the ${MAX_FOUND} best matches`;
  return found === 1 ? "1 match" : `${found} matches`;
}

function asInstead({ typed, shown }: Lookup["instead"][number]): string {
  const quoted = OR.format(shown.map((it) => `“${plain(it, 60)}”`));
  return `Nothing has “${plain(typed, 80)}”; shown is ${quoted}.`;
}
