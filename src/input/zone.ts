import { distance } from "fastest-levenshtein";
import type { Completion } from "../../facts/index.ts";
import { UserError } from "../errors.ts";
import { writeTime } from "../render/text.ts";
import { countries } from "./country.ts";
import { ABBREVIATIONS, cityAt, cityOfAbbreviation, readOffset } from "./zone-hints.ts";
import { COMMON, cityOf, foldZone, RENAMED, ZONES } from "./zone-list.ts";

const UTC_NAMES = ["gmt", "z", "zulu"];

/**
 * A time zone by its IANA name in any case, by its city alone (`new york`), or by a country that has but one (`japan`).
 *
 * Older names (`US/Eastern`, `Eire`) are read, and an offset of 0 is UTC. Other offsets such as `+02:00` are refused,
 * for they know no daylight saving, though Temporal would take them; so are abbreviations, which moreover stand for
 * several places.
 *
 * @returns the name as it is written today
 * @throws {UserError} for any other, with a city to choose, the names most like it, or how to find one
 */
export function readZone(written: string): string {
  const asked = foldZone(written);
  const known = knownZone(asked) ?? onlyCity(asked);
  if (known !== undefined) return known;

  const abbreviated = cityOfAbbreviation(asked);
  if (abbreviated !== undefined) throw chooseCity(written, abbreviated, "an abbreviation");
  const offset = readOffset(asked);
  if (offset === 0) return "UTC";
  if (offset !== undefined) throw chooseCity(written, cityAt(offset), "an offset");

  const older = olderName(asked);
  if (older !== undefined) return older;
  const [zone, another] = countries().get(asked) ?? [];
  if (zone === undefined) throw unknownZone(written, nearest(asked));
  if (another === undefined) return zone;
  throw new UserError(
    `“${written}” may mean several time zones; choose a city from the list that appears as you type.`,
  );
}

/**
 * Zones that begin with what was typed, or whose city does; then those that go by another name that does, such as
 * `kiev`, `est` or `japan`; then those that hold it. Each with its present time.
 */
export function completeZone(typed: string, now: Temporal.Instant): readonly Completion[] {
  const asked = foldZone(typed);
  return (asked === "" ? COMMON : fitting(asked))
    .slice(0, 25)
    .map((zone) => ({ name: `${zone} · now ${timeIn(zone, now)}`, value: zone }));
}

function fitting(asked: string): readonly string[] {
  const begins = (name: string) => foldZone(name).startsWith(asked);
  const byName = ZONES.filter((it) => begins(it) || begins(cityOf(it)));
  const ofCountries = [...countries()].filter(([name]) => name.startsWith(asked)).flatMap(([, zones]) => zones);
  const older = Object.keys(RENAMED).filter((it) => begins(it) || begins(cityOf(it)));
  const byOtherName = [
    ...(UTC_NAMES.some(begins) ? ["UTC"] : []),
    ...older.flatMap((it) => RENAMED[it] ?? []),
    ...Object.keys(ABBREVIATIONS).filter((it) => ABBREVIATIONS[it]?.some(begins)),
    ...ofCountries,
  ];
  return [...new Set([...byName, ...byOtherName, ...ZONES.filter((it) => foldZone(it).includes(asked))])];
}

function timeIn(zone: string, now: Temporal.Instant): string {
  return writeTime(now.toZonedDateTimeISO(zone).toPlainTime());
}

function chooseCity(written: string, city: string, what: string): UserError {
  return new UserError(`Choose a city for “${written}”, such as ${city}, for ${what} knows no daylight saving.`);
}

function knownZone(asked: string): string | undefined {
  return UTC_NAMES.includes(asked) ? "UTC" : ZONES.find((it) => foldZone(it) === asked);
}

function onlyCity(asked: string): string | undefined {
  const named = (zone: string) => foldZone(cityOf(zone)) === asked;
  const found = ZONES.filter(named);
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
    const name = placed ? zone : new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    return RENAMED[name] ?? name;
  } catch {
    return undefined;
  }
}

function unknownZone(written: string, near: readonly string[]): UserError {
  const advice =
    near.length === 0
      ? "type a large city in it and choose from the list that appears."
      : `did you mean ${near.join(", ")}?`;
  return new UserError(`“${written}” is not a time zone I know; ${advice}`);
}

/** The three names most like it; one of which more than a third is otherwise is not like it. */
function nearest(asked: string): readonly string[] {
  const away = (zone: string) => Math.min(distance(asked, foldZone(zone)), distance(asked, foldZone(cityOf(zone))));
  return ZONES.map((zone) => ({ zone, away: away(zone) }))
    .filter((it) => it.away <= asked.length / 3)
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ zone }) => zone);
}
