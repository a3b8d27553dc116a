import { COMMON, ZONES } from "./zone-list.ts";

/** Abbreviations by a city that they most often stand for; most are in use for half the year only. */
export const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  "America/New_York": ["et", "est", "edt"],
  "America/Chicago": ["ct", "cst", "cdt"],
  "America/Denver": ["mt", "mst", "mdt"],
  "America/Los_Angeles": ["pt", "pst", "pdt"],
  "America/Anchorage": ["akst", "akdt"],
  "America/Halifax": ["ast", "adt"],
  "America/St_Johns": ["nst", "ndt"],
  "America/Sao_Paulo": ["brt", "brst"],
  "Europe/London": ["bst"],
  "Europe/Lisbon": ["wet", "west"],
  "Europe/Paris": ["cet", "cest", "met", "mest"],
  "Europe/Berlin": ["mez", "mesz"],
  "Europe/Athens": ["eet", "eest"],
  "Europe/Moscow": ["msk"],
  "Africa/Lagos": ["wat"],
  "Africa/Johannesburg": ["sast"],
  "Africa/Nairobi": ["eat"],
  "Asia/Karachi": ["pkt"],
  "Asia/Kolkata": ["ist"],
  "Asia/Singapore": ["sgt"],
  "Asia/Hong_Kong": ["hkt"],
  "Asia/Seoul": ["kst"],
  "Asia/Tokyo": ["jst"],
  "Australia/Perth": ["awst"],
  "Australia/Adelaide": ["acst", "acdt"],
  "Australia/Sydney": ["aest", "aedt", "aet"],
  "Pacific/Auckland": ["nzst", "nzdt"],
  "Pacific/Honolulu": ["hst"],
};

const OFFSET = /^(etc\/)?(?:utc|gmt)? ?([+−-]) ?(\d{1,2})(?::?([0-5]\d))?$/;

const WINTER = Temporal.Instant.from("2026-01-01T00:00Z");
const SUMMER = Temporal.Instant.from("2026-07-01T00:00Z");

/** The city that an abbreviation most often stands for; `undefined` for one that is not known. */
export function cityOfAbbreviation(folded: string): string | undefined {
  return Object.keys(ABBREVIATIONS).find((zone) => ABBREVIATIONS[zone]?.includes(folded));
}

/** Minutes east of UTC in `utc+2`, `gmt-5`, `+02:00`, `+0530` or `etc/gmt-2`; `undefined` for anything else. */
export function readOffset(folded: string): number | undefined {
  const [, westward, sign, hours, minutes = "0"] = OFFSET.exec(folded) ?? [];
  if (hours === undefined) return undefined;
  // Etc/GMT+5 is west of UTC, though everywhere else a plus is east.
  const east = (sign === "+") === (westward === undefined);
  return (east ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * A city that is so many minutes east of UTC in January, else in July; common ones first; New York where there is none.
 */
export function cityAt(offset: number): string {
  const hasIt = (season: Temporal.Instant) => (zone: string) =>
    season.toZonedDateTimeISO(zone).offsetNanoseconds === offset * 60_000_000_000;
  return COMMON.find(hasIt(WINTER)) ?? COMMON.find(hasIt(SUMMER)) ?? ZONES.find(hasIt(WINTER)) ?? "America/New_York";
}
