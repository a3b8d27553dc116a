import { byDate, isEvent } from "../facts/index.ts";
import { defineCommand } from "../src/bot/command.ts";
import type { Tools } from "../src/bot/tools.ts";
import { UserError } from "../src/errors.ts";
import { readArtist, readArtistKey } from "../src/input/artist.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { completeName, readName } from "../src/input/name.ts";
import { completeYears, readSpan } from "../src/input/years.ts";
import { renderOwnFact } from "../src/render/fact.ts";
import type { Reply } from "../src/render/reply.ts";
import { pageOfDecade, renderTimeline, type TimelineWish, writeSpan } from "../src/render/timeline.ts";
import { createViews, pageOfView } from "../src/render/views.ts";

export default defineCommand({
  name: "timeline",
  description: "Crossovers in order of time, of an artist, a genre, some years",
  uses: ["graph"],
  options: {
    artist: {
      type: "string",
      description: "Only of this artist",
      complete: (typed, { graph }) => graph.complete(typed),
    },
    genre: {
      type: "string",
      description: "Only of this genre or family of genres",
      complete: (typed, { facts }) => completeName("genre", typed, facts),
    },
    from: { type: "string", description: "First year or decade, e.g. 1975 or the 80s", complete: completeYears },
    to: { type: "string", description: "Last year or decade", complete: completeYears },
  },
  run({ artist, from, genre, to }, _caller, tools) {
    const { facts, graph } = tools;
    const name = artist === undefined ? undefined : readArtist(artist, graph, facts);
    const world = genre === undefined ? undefined : readName("genre", genre, facts, ["genre"]);
    return show({ artist: name, genre: world, ...readSpan(from, to) }, 1, tools);
  },
  buttons: {
    /** Arguments: the page's number; then the artist's key, genre, first and last year, empty where one is open. */
    page: {
      args: 5,
      effect: "update",
      press: ([number, ...wish], _caller, tools) => show(toWish(wish, tools), Number(number), tools),
    },
  },
  selects: {
    /** For the one who chose, below what others go on reading. */
    open: {
      args: 0,
      choose: ([id], _, _caller, { facts, look, pictures }) => renderOwnFact(readFactId(id, facts), look, pictures),
    },
    /** Arguments: as of `page` without the number. */
    jump: {
      args: 4,
      effect: "update",
      choose: ([decade], wish, _caller, tools) => show(toWish(wish, tools), pageOfDecade(decade), tools),
    },
  },
});

/** Oldest first. Its key: what is wished, as JSON. */
const eventsOf = createViews((wish, { facts }) => facts.select(JSON.parse(wish)).filter(isEvent).toSorted(byDate));

function show(wish: TimelineWish, number: number, tools: Tools): Reply {
  const { artist, from, genre, to } = wish;
  const events = eventsOf(JSON.stringify({ artist, genre, from, to }), tools);
  if (events.length === 0) throw new UserError(nothing(wish));
  const key = artist === undefined ? undefined : tools.graph.keyOf(artist);
  const render = () => renderTimeline({ ...wish, key }, events, number, tools.look);
  return pageOfView(events, number === 1, tools.look, render);
}

function toWish([key = "", genre, from, to]: readonly string[], { facts, graph }: Tools): TimelineWish {
  return {
    artist: key === "" ? undefined : readArtistKey(key, graph),
    genre: genre ? readName("genre", genre, facts) : undefined,
    from: from ? Number(from) : undefined,
    to: to ? Number(to) : undefined,
  };
}

function nothing({ artist, from, genre, to }: TimelineWish): string {
  const of = [artist, genre].filter((it) => it !== undefined).join(" with ");
  const within = from !== undefined && to !== undefined ? (from === to ? " in " : " from ") : " ";
  const when = from === undefined && to === undefined ? "" : `${within}${writeSpan(from, to)}`;
  return `I know no event${of && ` of ${of}`}${when}; ask for less at once.`;
}
