import type { Fact } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { placeInTime, verdictLines } from "./fact.ts";
import { worlds } from "./line.ts";
import { pageButtons, pageOf } from "./page.ts";
import { button, type Reply, reply, row, section, text } from "./reply.ts";
import { plain } from "./text.ts";

/** Longest query that fits the ids of the paging buttons. */
export const MAX_QUERY = 80;

/** The most matches that are shown of a query. */
export const MAX_FOUND = 100;

const PAGE_SIZE = 5;

/**
 * Matches as a paged list, five a page, each with a button that opens the whole fact.
 *
 * @param found best first, not empty; all matches, or `MAX_FOUND` of them
 * @param number the page wanted, from 1; out of range gives the nearest
 */
export function renderSearch(query: string, found: readonly Fact[], number: number): Reply {
  const page = pageOf(found, number, PAGE_SIZE);
  const pages = page.of > 1 ? ` · page ${page.number} of ${page.of}` : "";
  return reply("everyone", "event", [
    text(`## ${plain(query, 160)}`, `-# ${howMany(found.length)}${pages}`),
    ...page.items.map((fact) => section(entry(fact), button("Read", customId("fact", "show", fact.id)))),
    row(...pageButtons(page, (to) => customId("search", "page", String(to), query))),
  ]);
}

/** Of as many as are shown at most, there may be more. */
function howMany(found: number): string {
  if (found >= MAX_FOUND) return `the ${MAX_FOUND} best matches`;
  return found === 1 ? "1 match" : `${found} matches`;
}

function entry(fact: Fact) {
  return text(
    `**${plain(fact.headline, 150)}**`,
    plain(fact.text, 200),
    ...verdictLines(fact, 200),
    `-# ${placeInTime(fact)} · ${worlds(fact)}`,
  );
}
