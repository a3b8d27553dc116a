import { type FactIndex, type Hop, isLink } from "../../facts/index.ts";
import type { Look } from "../render/look.ts";
import type { Chain } from "../render/picture.ts";
import { bare, count } from "../render/text.ts";
import { type ChainCard, type Stop, type World, worldOf, worldsWithin } from "./card.ts";

/** Names on a card; of more the first and the last ones, with dots between them. */
const MOST_STOPS = 8;
const FIRST = 4;
const LAST = 3;

/** Longest name that is read in one piece, in characters. */
const NAME = 60;

/** What is said of an artist of whom no fact tells. */
const NO_WORLD = "";

type Worlds = Pick<FactIndex, "select" | "familyOf">;

/** What a chain's card says. Pure. */
export function chainCardOf(chain: Chain, facts: Worlds, look: Pick<Look, "colourOf">): ChainCard {
  const { hops } = chain;
  const artists = [hops[0]?.from ?? "", ...hops.map(({ to }) => to)];
  const stops = artists.map((it): Stop & { world: World } => ({
    name: nameOf(it),
    world: worldOf(familiesOf(it, facts)[0] ?? NO_WORLD, look),
  }));
  const years = hops.map(yearOf);
  const named = stops.map(({ world }) => world).filter(({ name }) => name !== NO_WORLD);
  const distinct = [...new Map(named.map((it) => [it.name, it])).values()];
  const [first, last] = [stops[0]?.name ?? "", stops.at(-1)?.name ?? ""];
  const beside = [`${hops.length === 1 ? "step" : "steps"} from ${first}`, `to ${last}`];
  return {
    seed: nameOfChain(chain),
    mark: { kind: "count", text: String(hops.length) },
    beside,
    worlds: worldsWithin(distinct.length === 0 ? stops.slice(0, 1).map(({ world }) => world) : distinct),
    ...within(stops, years),
    alt: `${count(hops.length, "step")} from ${first} to ${last}. ${stops.map(inWords(years)).join(" → ")}. Crossfade.`,
  };
}

/** The name of its picture, of which it can be found again: both ends' keys and which way it is. */
export function nameOfChain({ keys, nth }: Pick<Chain, "keys" | "nth">): string {
  return [...keys, nth].join(".");
}

/** The inverse of `nameOfChain`; `undefined` for what is none. */
export function readChainName(name: string): Pick<Chain, "keys" | "nth"> | undefined {
  const [, from, to, nth] = /^([\w-]{1,20})\.([\w-]{1,20})\.([1-9]\d{0,2})$/.exec(name) ?? [];
  return from === undefined || to === undefined ? undefined : { keys: [from, to], nth: Number(nth) };
}

/**
 * The families of the genres of an artist's facts, most frequent first; empty for one of whom none tells.
 *
 * Of two as frequent the one that more often stands where the artist does, for a fact names who met in the order of their
 * worlds.
 */
export function familiesOf(artist: string, facts: Worlds): readonly string[] {
  const counts = new Map<string, { facts: number; own: number }>();
  for (const { artists, genres } of facts.select({ artist })) {
    const families = genres.map((it) => facts.familyOf(it) ?? it);
    const own = artists.length === genres.length ? families[artists.indexOf(artist)] : undefined;
    for (const it of new Set(families)) {
      const known = counts.get(it) ?? { facts: 0, own: 0 };
      counts.set(it, { facts: known.facts + 1, own: known.own + (it === own ? 1 : 0) });
    }
  }
  return [...counts].sort(([, a], [, b]) => b.facts - a.facts || b.own - a.own).map(([family]) => family);
}

function within(stops: readonly Stop[], years: readonly string[]): Pick<ChainCard, "stops" | "years"> {
  if (stops.length <= MOST_STOPS) return { stops, years };
  const between: Stop = { name: `${stops.length - FIRST - LAST} more`, world: undefined };
  return {
    stops: [...stops.slice(0, FIRST), between, ...stops.slice(-LAST)],
    years: [...years.slice(0, FIRST), ...years.slice(-LAST)],
  };
}

/** `Run-D.M.C. (hip-hop), 1986`: an artist, and the year of the step that leads on. */
const inWords = (years: readonly string[]) => (stop: Stop, at: number) => {
  const world = stop.world?.name ? ` (${stop.world.name})` : "";
  return `${stop.name}${world}${years[at] ? `, ${years[at]}` : ""}`;
};

/** Of what a step rests on. */
function yearOf({ ties: [tie] }: Hop): string {
  if (tie === undefined) return "";
  return String((isLink(tie) ? tie.year : tie.date?.year) ?? "");
}

function nameOf(artist: string): string {
  const name = bare(artist);
  return name.length > NAME
    ? `${name
        .slice(0, NAME - 1)
        .toWellFormed()
        .trimEnd()}…`
    : name;
}
