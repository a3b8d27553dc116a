import type { ArtistGraph, FactIndex } from "../../facts/index.ts";
import { NO_GAMES } from "../../src/bot/game-host.ts";
import type { Tools } from "../../src/bot/tools.ts";
import type { Clock } from "../../src/clock.ts";
import { createLook } from "../../src/render/look.ts";
import { NO_PICTURES } from "../../src/render/picture.ts";
import type { Store } from "../../src/store/store.ts";
import { NOTHING_OWN } from "./nothing-own.ts";

/** What commands work with on a store alone: no Discord, no pictures and games, and nothing of servers' own. */
export function toolsOf(
  { archive, orders, record, reports, saved, scores, shown, standings }: Store,
  facts: FactIndex,
  graph: ArtistGraph,
  clock: Clock,
): Omit<Tools, "giveWay"> {
  return {
    ...{ archive, clock, facts, graph, orders, record, reports, saved, scores, shown, standings },
    ...NOTHING_OWN,
    look: createLook(facts),
    games: NO_GAMES,
    inspector: { inspect: async () => new Map() },
    postToday: async () => ({ outcome: "gone" }),
    pictures: NO_PICTURES,
    random: Math.random,
  };
}
