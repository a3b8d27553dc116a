import { UserError } from "../errors.ts";
import { zonesOfCountryNamed } from "./country.ts";
import { SPOKEN } from "./place-names.ts";
import { foldPlace, zonesOfCountry, zonesOfPlace, zonesOfRegion } from "./places.ts";
import { cityAt, cityOfAbbreviation, readOffset } from "./zone-hints.ts";
import { cityOf, clockOf, foldZone, INHABITED, nameOfToday, RENAMED, ZONES } from "./zone-list.ts";
import { zonesLike } from "./zone-near.ts";

export const UTC_NAMES: readonly string[] = ["gmt", "z", "zulu"];

/** So many zones are named to choose from; of more a list is. */
const FEW = 4;

/**
 * A time zone by its IANA name in any case, by a large city (`boston`, `Portland, Oregon`), a region or a country that
 * has but one (`texas`, `japan`), or by what people call it (`eastern`, `UK time`, `CET`).
 *
 * What people call it stands for a place and its daylight saving: `EST` is New York's time in summer too. Older names
 * (`US/Eastern`, `Eire`) are read, and an offset of 0 is UTC. Other offsets such as `+02:00` are refused, for they know
 * no daylight saving, though Temporal would take them.
 *
 * @param listed whether names appear as it is written, to choose from
 * @returns the name as it is written today
 * @throws {UserError} for any other, with what to choose from, the names most like it, or how to find one
 */
export function readZone(written: string, listed = true): string {
  const asked = foldZone(written);
  const [zone, ...others] = zonesMeant(asked);
  if (zone !== undefined && others.length === 0) return zone;

  const offset = readOffset(asked);
  if (offset === 0) return "UTC";
  if (offset !== undefined) throw chooseCity(written, cityAt(offset));
  const older = olderName(asked);
  if (older !== undefined) return older;
  throw zone === undefined
    ? unknownZone(written, zonesLike(asked), listed)
    : chooseOne(written, [zone, ...others], listed);
}

/** The zones that something written may stand for, the likeliest first: none for what is not understood. @param asked folded */
export function zonesMeant(asked: string): readonly string[] {
  const said = withoutTime(foldPlace(asked));
  const one = knownZone(asked) ?? onlyCity(asked) ?? spokenZone(said) ?? onlyCity(said);
  if (one !== undefined) return [one];
  const ofCountry = zonesOfCountryNamed(asked) ?? zonesOfCountryNamed(said);
  return ofCountry === undefined ? zonesAt(said) : zonesIn(ofCountry, said);
}

/** What goes by a name that is said of a zone, as in `Eastern` and `EST`. */
function spokenZone(said: string): string | undefined {
  if (UTC_NAMES.includes(said) || said === "utc") return "UTC";
  const bare = said.replace(/ us$/, "");
  return Object.hasOwn(SPOKEN, bare) ? SPOKEN[bare] : cityOfAbbreviation(said);
}

function withoutTime(asked: string): string {
  return asked
    .replace(/ (?:time ?)?zone$| time$/, "")
    .replace(/ (?:standard|daylight|summer|winter)$/, "")
    .replace(/^(?:the |us |american )+(?=.)/, "");
}

/** Of a country; where a region of another has the same name and another time, as Georgia, of both. */
function zonesIn(ofCountry: readonly string[], said: string): readonly string[] {
  const [zone, ...others] = zonesOfCountry(ofCountry);
  if (zone === undefined || others.length > 0) return ofCountry;
  return [zone, ...zonesOfRegion(said).filter((it) => clockOf(it) !== clockOf(zone))];
}

/** Of a place, also in the form of a zone's name: `asia/mumbai`. */
function zonesAt(said: string): readonly string[] {
  const [area = "", city] = said.split("/");
  if (city === undefined) return zonesOfPlace(said);
  return zonesOfPlace(city).filter((it) => foldPlace(it).startsWith(`${area}/`));
}

function chooseCity(written: string, city: string): UserError {
  return new UserError(`Choose a city for “${written}”, such as ${city}, for an offset knows no daylight saving.`);
}

function chooseOne(written: string, zones: readonly string[], listed: boolean): UserError {
  if (zones.length <= FEW) return new UserError(`“${written}” may mean ${zones.join(" or ")}; choose one of them.`);
  const advice = listed ? "choose a city from the list that appears as you type." : "write a large city in it.";
  return new UserError(`“${written}” may mean several time zones; ${advice}`);
}

function knownZone(asked: string): string | undefined {
  return UTC_NAMES.includes(asked) ? "UTC" : ZONES.find((it) => foldZone(it) === asked);
}

function onlyCity(asked: string): string | undefined {
  const named = (zone: string) => foldPlace(cityOf(zone)) === foldPlace(asked);
  const found = INHABITED.filter(named);
  const older = Object.keys(RENAMED).find(named);
  return found.length === 1 ? found[0] : older && RENAMED[older];
}

/** Names that are still in use though another is canonical now: `US/Eastern`, or without a place, `Eire`. */
function olderName(asked: string): string | undefined {
  const placed = /^[a-z -]+\/[a-z /-]+$/.test(asked);
  const bare = /^[a-z][a-z0-9-]+$/.test(asked);
  if (!placed && !bare) return undefined;
  try {
    const zone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(asked.replaceAll(" ", "_")).timeZoneId;
    // A bare name tells the reader of a list too little.
    return placed ? (RENAMED[zone] ?? zone) : nameOfToday(zone);
  } catch {
    return undefined;
  }
}

function unknownZone(written: string, near: readonly string[], listed: boolean): UserError {
  const find = listed ? "type a large city in it and choose from the list that appears." : "write a large city in it.";
  const advice = near.length === 0 ? find : `did you mean ${near.join(", ")}?`;
  return new UserError(`“${written}” is not a time zone I know; ${advice}`);
}
