import { byDate, type Fact, type FactIndex, isEvent } from "../facts/index.ts";
import { defineCommand } from "../src/bot/command.ts";
import type { Tools } from "../src/bot/tools.ts";
import { readArtist, readArtistKey } from "../src/input/artist.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { type ArtistView, renderArtist } from "../src/render/artist.ts";
import { renderOwnFact } from "../src/render/fact.ts";
import type { Reply } from "../src/render/reply.ts";
import { createViews, pageOfView } from "../src/render/views.ts";

const viewOf = createViews((name, { facts, graph }): ArtistView => {
  const all = facts.select({ artist: name });
  // Claims stand last, for what they speak of stands among the events.
  const own = [...all.filter(isEvent).toSorted(byDate), ...all.filter(({ kind }) => kind === "claim")];
  return {
    name,
    keyOf: graph.keyOf,
    neighbours: graph.neighbours(name),
    facts: own,
    listen: heardOf(name, own, facts),
  };
});

export default defineCommand({
  name: "artist",
  description: "Whom an artist crossed with, in which worlds, and when",
  uses: ["graph"],
  options: {
    name: {
      type: "string",
      description: "An artist, e.g. Aerosmith",
      required: true,
      complete: (typed, { graph }) => graph.complete(typed),
    },
  },
  run: ({ name }, _caller, tools) => show(readArtist(name, tools.graph, tools.facts), 1, 1, tools),
  buttons: {
    /** Arguments: the artist's key, the page of the facts, and the page of the names to go on to. */
    page: {
      args: 3,
      effect: "update",
      press: ([key = "", facts, names], _caller, tools) =>
        show(readArtistKey(key, tools.graph), Number(facts), Number(names), tools),
    },
  },
  selects: {
    /** For the one who chose, below what others go on reading. */
    open: {
      args: 0,
      choose: ([id], _, _caller, { facts, look, pictures }) => renderOwnFact(readFactId(id, facts), look, pictures),
    },
    /** What is chosen is an artist's key. */
    go: {
      args: 0,
      effect: "update",
      choose: ([key], _, _caller, tools) => show(readArtistKey(key, tools.graph), 1, 1, tools),
    },
  },
});

function show(name: string, factPage: number, namePage: number, tools: Tools): Reply {
  const view = viewOf(name, tools);
  const isFirst = factPage === 1 && namePage === 1;
  const render = () => renderArtist(view, { facts: factPage, names: namePage }, tools.look);
  return pageOfView(view, isFirst, tools.look, render);
}

/** What the strongest of the facts lets people hear of this artist, else of whoever is heard in it. */
function heardOf(name: string, own: readonly Fact[], facts: FactIndex): Fact["listen"] {
  const recordings = own.toSorted((a, b) => b.weight - a.weight).flatMap(({ listen }) => listen ?? []);
  const best = recordings.find(({ artist }) => facts.resolve("artist", artist) === name) ?? recordings[0];
  return best && [best];
}
