import type { Completion } from "../../facts/index.ts";
import { writeTime } from "../render/text.ts";
import { zonesOfCountriesBeginning } from "./country.ts";
import { SPOKEN } from "./place-names.ts";
import { foldPlace, places } from "./places.ts";
import { UTC_NAMES, zonesMeant } from "./zone.ts";
import { ABBREVIATIONS } from "./zone-hints.ts";
import { COMMON, cityOf, foldZone, INHABITED, RENAMED } from "./zone-list.ts";

/** As many completions as Discord shows. */
const MOST = 25;

/** A zone, and the place for whose sake it is offered, where its name does not tell. */
interface Offer {
  readonly zone: string;
  readonly place?: string;
}

/**
 * What people call a zone when that is what was typed, as `pacific`; zones that begin with it, or whose city does; those
 * that go by another name that does, such as `kiev`, `est` or `japan`; those of large cities and regions that do, named
 * beside them; then those that hold it. Each with its present time; none in Antarctica.
 */
export function completeZone(typed: string, now: Temporal.Instant): readonly Completion[] {
  const asked = foldZone(typed);
  const offers: readonly Offer[] = asked === "" ? COMMON.map((zone) => ({ zone })) : fitting(asked);
  return offers.slice(0, MOST).map(({ place, zone }) => ({
    name: `${zone}${place === undefined ? "" : ` (${place})`} · now ${timeIn(zone, now)}`,
    value: zone,
  }));
}

function fitting(asked: string): readonly Offer[] {
  const begins = (name: string) => foldZone(name).startsWith(asked);
  const toOffer = (zone: string): Offer => ({ zone });
  const meant = zonesMeant(asked).filter((it) => INHABITED.includes(it));
  const offers = [
    ...(Object.hasOwn(SPOKEN, foldPlace(asked)) ? meant.map(toOffer) : []),
    ...INHABITED.filter((it) => begins(it) || begins(cityOf(it))).map(toOffer),
    ...otherNames(asked, begins).map(toOffer),
    ...placesBeginning(foldPlace(asked)),
    ...(meant.length <= MOST ? meant.map(toOffer) : []),
    ...INHABITED.filter((it) => foldZone(it).includes(asked)).map(toOffer),
  ];
  return [...Map.groupBy(offers, ({ zone }) => zone).values()].flatMap(([first]) => first ?? []);
}

/** Zones of which another name begins as typed. */
function otherNames(asked: string, begins: (name: string) => boolean): readonly string[] {
  const older = Object.keys(RENAMED).filter((it) => begins(it) || begins(cityOf(it)));
  const all = [
    ...(UTC_NAMES.some(begins) ? ["UTC"] : []),
    ...older.flatMap((it) => RENAMED[it] ?? []),
    ...Object.keys(ABBREVIATIONS).filter((it) => ABBREVIATIONS[it]?.some(begins)),
    ...Object.keys(SPOKEN).flatMap((it) => (begins(it) ? (SPOKEN[it] ?? []) : [])),
    ...zonesOfCountriesBeginning(asked),
  ];
  return all.filter((it) => INHABITED.includes(it));
}

function placesBeginning(asked: string): readonly Offer[] {
  if (asked === "") return [];
  return places().flatMap(({ folded, name, zone }) => (folded.startsWith(asked) ? [{ zone, place: name }] : []));
}

function timeIn(zone: string, now: Temporal.Instant): string {
  return writeTime(now.toZonedDateTimeISO(zone).toPlainTime());
}
