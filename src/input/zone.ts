import { distance } from "fastest-levenshtein";
import type { Completion } from "../../facts/index.ts";
import { UserError } from "../errors.ts";
import { writeTime } from "../render/text.ts";

/** Cities that are written otherwise today than in the list that Node brings, by the name in that list. */
const RENAMED: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Louisville": "America/Kentucky/Louisville",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

const ZONES: readonly string[] = [
  ...new Set(["UTC", ...Intl.supportedValuesOf("timeZone").map((it) => RENAMED[it] ?? it)]),
];

/** Spread over the world; offered before anything is typed. */
const COMMON = [
  "UTC",
  "Europe/London",
  "Europe/Paris",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "Africa/Lagos",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
];

/**
 * A time zone by its IANA name in any case, or by its city alone (`new york`).
 *
 * Offsets such as `+02:00` are refused, for they know no daylight saving, though Temporal would take them.
 *
 * @returns the name as it is written today
 * @throws {UserError} for any other, with the names most like it
 */
export function readZone(written: string): string {
  const asked = fold(written);
  const known = ZONES.find((it) => fold(it) === asked) ?? onlyCity(asked) ?? olderName(written.trim());
  if (known !== undefined) return known;
  throw new UserError(`“${written}” is not a time zone I know; did you mean ${nearest(asked).join(", ")}?`);
}

/** Zones with a word that begins with what was typed, each with its present time. */
export function completeZone(typed: string, now: Temporal.Instant): readonly Completion[] {
  const asked = fold(typed);
  const starts = ZONES.filter((it) => fold(it).startsWith(asked) || fold(cityOf(it)).startsWith(asked));
  const found =
    asked === "" ? COMMON : [...starts, ...ZONES.filter((it) => fold(it).includes(asked) && !starts.includes(it))];
  return found.slice(0, 25).map((zone) => ({ name: `${zone} · now ${timeIn(zone, now)}`, value: zone }));
}

function timeIn(zone: string, now: Temporal.Instant): string {
  return writeTime(now.toZonedDateTimeISO(zone).toPlainTime());
}

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, " ");
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1);
}

function onlyCity(asked: string): string | undefined {
  const found = ZONES.filter((it) => fold(cityOf(it)) === asked);
  return found.length === 1 ? found[0] : undefined;
}

/** Names that are still in use though another is canonical now, such as `US/Eastern`. */
function olderName(written: string): string | undefined {
  if (!/^[a-z_-]+\/[a-z_/-]+$/i.test(written)) return undefined;
  try {
    const name = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(written).timeZoneId;
    return RENAMED[name] ?? name;
  } catch {
    return undefined;
  }
}

function nearest(asked: string): readonly string[] {
  const away = (zone: string) => Math.min(distance(asked, fold(zone)), distance(asked, fold(cityOf(zone))));
  return ZONES.map((zone) => ({ zone, away: away(zone) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ zone }) => zone);
}
