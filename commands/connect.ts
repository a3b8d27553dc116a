import { type ArtistGraph, type Connection, isLink } from "../facts/index.ts";
import { type Complete, defineCommand } from "../src/bot/command.ts";
import type { Tools } from "../src/bot/tools.ts";
import { UserError } from "../src/errors.ts";
import { readArtist, readArtistKey } from "../src/input/artist.ts";
import { type Ends, renderApart, renderConnection, worldsAlong } from "../src/render/connect.ts";
import { renderOwnFact } from "../src/render/fact.ts";
import { ASKED_WAIT, type Chain, renderPicture, viewOf } from "../src/render/picture.ts";
import type { Reply } from "../src/render/reply.ts";
import { renderLink } from "../src/render/tie.ts";
import { pageOfView } from "../src/render/views.ts";

const complete: Complete = (typed, { graph }) => graph.complete(typed);

export default defineCommand({
  name: "connect",
  description: "How any two artists are joined, step by step",
  uses: ["graph"],
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
    /** Arguments: as of `way`; of that very chain. */
    picture: { args: 3, press: (args, _caller, tools) => showPicture(args, tools) },
  },
  selects: {
    /** Arguments: as of `way`. What is chosen is the number of a step, from 0. */
    step: { args: 3, choose: ([step], chain, _caller, tools) => openStep(step, chain, tools) },
  },
});

async function connect(from: string, to: string, nth: number, { graph, look, pictures }: Tools): Promise<Reply> {
  if (from === to) throw new UserError(`Both are ${from}; name two different artists.`);
  const ends: Ends = { from, to, keys: [graph.keyOf(from), graph.keyOf(to)] };
  const connection = find(graph, from, to, nth);
  if (connection !== undefined) {
    const view = await viewOf({ ...connection, keys: ends.keys }, pictures);
    // A picture may be drawn by the next time.
    const isSame = typeof view !== "object";
    return pageOfView(connection, isSame, look, () => renderConnection(ends, connection, look, view));
  }
  const near = graph.approach(from, to);
  const reach = { from: graph.reach(from), to: graph.reach(to) };
  return renderApart(ends, near && { ...near, key: graph.keyOf(near.name) }, reach);
}

function openStep(step: string, chain: readonly (string | undefined)[], { graph, look, pictures }: Tools) {
  const { hops } = readChain(chain, graph);
  const [tie] = hops[Number(step)]?.ties ?? [];
  if (tie === undefined) throw new UserError(CHANGED);
  return isLink(tie) ? renderLink(tie) : renderOwnFact(tie, look, pictures);
}

async function showPicture(args: readonly string[], { graph, look, pictures }: Tools): Promise<Reply> {
  const chain = readChain(args, graph);
  return renderPicture({ genres: worldsAlong(chain.hops) }, await pictures.of(chain, ASKED_WAIT), look);
}

/** @throws {UserError} where nothing joins the two any more */
function readChain([from = "", to = "", nth]: readonly (string | undefined)[], graph: ArtistGraph): Chain {
  const connection = find(graph, readArtistKey(from, graph), readArtistKey(to, graph), Number(nth));
  if (connection === undefined || connection.hops.length === 0) throw new UserError(CHANGED);
  return { ...connection, keys: [from, to] };
}

const CHANGED = "This chain has changed since; run /connect again.";

/** A number that is none is read as the first way. */
function find(graph: ArtistGraph, from: string, to: string, nth: number): Connection | undefined {
  return graph.connect(from, to, Number.isSafeInteger(nth) && nth > 0 ? nth : 1);
}
