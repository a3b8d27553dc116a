import { type ArtistGraph, type Connection, isLink, MOST_WAYS } from "../facts/index.ts";
import { type Complete, defineCommand, type Tools } from "../src/bot/command.ts";
import { UserError } from "../src/errors.ts";
import { readArtist, readArtistKey } from "../src/input/artist.ts";
import { type Ends, renderApart, renderConnection } from "../src/render/connect.ts";
import { renderOwnFact } from "../src/render/fact.ts";
import type { Reply } from "../src/render/reply.ts";
import { renderLink } from "../src/render/tie.ts";

const complete: Complete = (typed, { graph }) => graph.complete(typed);

export default defineCommand({
  name: "connect",
  description: "How any two artists are joined, step by step",
  options: {
    from: { type: "string", description: "An artist, e.g. Run-D.M.C.", required: true, complete },
    to: { type: "string", description: "Another artist, e.g. Ravi Shankar", required: true, complete },
  },
  run: ({ from, to }, _caller, tools) =>
    connect(readArtist(from, tools.graph, tools.facts), readArtist(to, tools.graph, tools.facts), 1, tools),
  buttons: {
    /** Arguments: the keys of both artists, and which of the ways between them. */
    way: {
      args: 3,
      effect: "update",
      press: ([from = "", to = "", nth], _caller, tools) =>
        connect(readArtistKey(from, tools.graph), readArtistKey(to, tools.graph), Number(nth), tools),
    },
  },
  selects: {
    /** Arguments: as of `way`. What is chosen is the number of a step, from 0. */
    step: { args: 3, choose: ([step], [from, to, nth], _caller, tools) => openStep(step, [from, to], nth, tools) },
  },
});

function connect(from: string, to: string, nth: number, { graph, look }: Tools): Reply {
  if (from === to) throw new UserError(`Both are ${from}; name two different artists.`);
  const ends: Ends = { from, to, keys: [graph.keyOf(from), graph.keyOf(to)] };
  const connection = find(graph, from, to, nth);
  if (connection !== undefined) return renderConnection(ends, connection, look, MOST_WAYS);
  const near = graph.approach(from, to);
  const reach = { from: graph.reach(from), to: graph.reach(to) };
  return renderApart(ends, near && { ...near, key: graph.keyOf(near.name) }, reach);
}

function openStep(
  step: string,
  [from = "", to = ""]: readonly (string | undefined)[],
  nth: string | undefined,
  tools: Tools,
) {
  const { graph, look, pictures } = tools;
  const connection = find(graph, readArtistKey(from, graph), readArtistKey(to, graph), Number(nth));
  const [tie] = connection?.hops[Number(step)]?.ties ?? [];
  if (tie === undefined) throw new UserError("This chain has changed since; run /connect again.");
  return isLink(tie) ? renderLink(tie) : renderOwnFact(tie, look, pictures);
}

/** A number that is none is read as the first way. */
function find(graph: ArtistGraph, from: string, to: string, nth: number): Connection | undefined {
  return graph.connect(from, to, Number.isSafeInteger(nth) && nth > 0 ? nth : 1);
}
