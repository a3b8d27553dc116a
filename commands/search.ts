import type { Completion, FactIndex } from "../facts/index.ts";
import { defineCommand } from "../src/bot/command.ts";
import { UserError } from "../src/errors.ts";
import { renderFact } from "../src/render/fact.ts";
import type { Reply } from "../src/render/reply.ts";
import { MAX_FOUND, MAX_QUERY, renderSearch } from "../src/render/search.ts";

export default defineCommand({
  name: "search",
  description: "Find facts by artist, song, genre, year or any word",
  options: {
    query: {
      type: "string",
      description: "What to look for, e.g. run dmc",
      required: true,
      maxLength: MAX_QUERY,
      complete: (typed, { facts }) => completeQuery(typed, facts),
    },
  },
  run: ({ query }, _, { facts }) => showPage(query, 1, facts),
  buttons: {
    /** Arguments: the page's number and the query. */
    page: {
      args: 2,
      effect: "update",
      press: ([number, query = ""], _, { facts }) => showPage(query, Number(number), facts),
    },
  },
});

/** A query may be a fact's id, which is what a chosen completion sends. */
function showPage(query: string, number: number, facts: FactIndex): Reply {
  const chosen = facts.get(query);
  if (chosen !== undefined) return renderFact(chosen);
  if (!/[\p{L}\p{N}]/u.test(query)) throw new UserError("Type a name, a song or a word to search for.");

  const found = facts.search(query, MAX_FOUND);
  if (found.length > 0) return renderSearch(query, found, number);
  const near = facts.nearest("artist", query);
  throw new UserError(
    `Nothing matches “${query}”; ${near.length > 0 ? `did you mean ${near.join(", ")}?` : "try fewer words or another spelling."}`,
  );
}

function completeQuery(typed: string, facts: FactIndex): readonly Completion[] {
  const artists = facts.complete("artist", typed, 10);
  return [...artists, ...facts.complete("fact", typed, 25 - artists.length)];
}
