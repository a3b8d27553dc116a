import { readFileSync } from "node:fs";
import { zonesOfCountryNamed } from "./country.ts";
import { ALSO_CALLED, REGION_CODES } from "./place-names.ts";
import { clockOf, foldZone } from "./zone-list.ts";

/** The share of the people who live in what goes by a name from which on their zone is taken for meant. */
const MOST = 0.7;

/** The same of a country, whose other zones people think of more. */
const NEARLY_ALL = 0.9;

/** A city, or the part of a region that lies in one zone. */
export interface Place {
  readonly name: string;
  readonly folded: string;
  readonly zone: string;
  /** In thousands. */
  readonly people: number;
  /** What it lies in, folded: its region's name and letters. */
  readonly within: readonly string[];
}

let known: readonly Place[] | undefined;

/**
 * The world's cities of some size, and the regions of the countries that have several times of day; most people first.
 *
 * Read when they are first asked for, which takes 12 ms; 1.2 MB of it are kept.
 */
export function places(): readonly Place[] {
  known ??= readPlaces(readFileSync(new URL("places.tsv", import.meta.url), "utf8"));
  return known;
}

/**
 * The zone in which nearly all live who live in a place of that name: `boston`, `texas`, `portland oregon`, `austin tx`.
 *
 * @param asked as `foldPlace` makes it
 * @returns several, most people first, where no one zone is meant; empty for a name that none has
 */
export function zonesOfPlace(asked: string): readonly string[] {
  const found = placesNamed(asked);
  if (found.length > 0) return meantOf(found, MOST);
  const bare = asked.replace(/^state of | state$/, "");
  return bare === asked ? meantOf(qualified(asked), MOST) : zonesOfRegion(bare);
}

/** The same of a region alone: `georgia`. */
export function zonesOfRegion(asked: string): readonly string[] {
  return meantOf(
    placesNamed(asked).filter(({ within }) => within.length === 0),
    MOST,
  );
}

/** The zone in which nearly all live of those who live in one of these of one country; else these. */
export function zonesOfCountry(zones: readonly string[]): readonly string[] {
  if (zones.length === 1) return zones;
  const meant = meantOf(
    places().filter(({ zone }) => zones.includes(zone)),
    NEARLY_ALL,
  );
  return meant.length === 1 ? meant : zones;
}

/** `foldZone`, without what stands in a place's name or not: hyphens, dots, commas; `saint` is `st`. */
export function foldPlace(name: string): string {
  return foldZone(name)
    .replace(/[.'’]/g, "")
    .replace(/[-,\s]+/g, " ")
    .replace(/\bsaint\b/g, "st")
    .trim();
}

function placesNamed(asked: string): readonly Place[] {
  const also = Object.hasOwn(ALSO_CALLED, asked) ? ALSO_CALLED[asked] : undefined;
  return places().filter(({ folded }) => folded === asked || folded === also);
}

/** Places whose region or country stands behind their name. */
function qualified(asked: string): readonly Place[] {
  const words = asked.split(" ");
  for (let length = words.length - 1; length > 0; length--) {
    const within = words.slice(length).join(" ");
    const found = placesNamed(words.slice(0, length).join(" ")).filter((it) => liesIn(it, within));
    if (found.length > 0) return found;
  }
  return [];
}

function liesIn(place: Place, within: string): boolean {
  const regions = Object.hasOwn(REGION_CODES, within) ? (REGION_CODES[within] ?? []) : [];
  return [within, ...regions].some((it) => place.within.includes(it)) || isInCountry(place.zone, within);
}

function isInCountry(zone: string, name: string): boolean {
  return zonesOfCountryNamed(name)?.includes(zone) ?? false;
}

/** Zones with the same time of day all year count as one: that of most of the people. */
function meantOf(found: readonly Place[], share: number): readonly string[] {
  const all = sum(found);
  const byClock = [...Map.groupBy(found, ({ zone }) => clockOf(zone)).values()]
    .map((of) => ({ people: sum(of), zone: mostPeopled(of) }))
    .sort((a, b) => b.people - a.people);
  const [first] = byClock;
  return first !== undefined && first.people >= share * all ? [first.zone] : byClock.map(({ zone }) => zone);
}

function mostPeopled(found: readonly Place[]): string {
  const byZone = [...Map.groupBy(found, ({ zone }) => zone)].map(([zone, of]) => ({ zone, people: sum(of) }));
  return byZone.reduce((most, it) => (it.people > most.people ? it : most)).zone;
}

function sum(found: readonly Pick<Place, "people">[]): number {
  return found.reduce((all, { people }) => all + people, 0);
}

/** Reads a line for each zone, and below it one for each of its places. */
function readPlaces(written: string): readonly Place[] {
  const found: Place[] = [];
  let zone = "";
  for (const line of written.trimEnd().split("\n")) {
    if (line.startsWith("#")) continue;
    const [name = "", people, ...within] = line.split("\t");
    if (people === undefined) zone = name;
    else found.push({ name, folded: foldPlace(name), zone, people: Number(people), within: within.map(foldPlace) });
  }
  return found.sort((a, b) => b.people - a.people);
}
