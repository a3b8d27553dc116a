/** Cities that are written otherwise today than in the list that Node brings, by the name in that list. */
export const RENAMED: Readonly<Record<string, string>> = {
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

/** Spread over the world; offered before anything is typed, at most 25. */
export const COMMON: readonly string[] = [
  "UTC",
  "Europe/London",
  "Europe/Paris",
  "Europe/Istanbul",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "America/Anchorage",
  "America/Sao_Paulo",
  "Africa/Lagos",
  "Asia/Dubai",
  "Asia/Karachi",
  "Asia/Kolkata",
  "Asia/Bangkok",
  "Asia/Shanghai",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Pacific/Auckland",
  "Pacific/Honolulu",
];

/** Every zone as its name is written today, the common ones first. */
export const ZONES: readonly string[] = [
  ...new Set([...COMMON, ...Intl.supportedValuesOf("timeZone").map((it) => RENAMED[it] ?? it)]),
];

/** Those that a suggestion may name: nobody who runs a server lives in Antarctica. */
export const INHABITED: readonly string[] = ZONES.filter((it) => !it.startsWith("Antarctica/"));

const SEASONS = ["2026-01-01T00:00Z", "2026-07-01T00:00Z"].map((it) => Temporal.Instant.from(it));

/** Every zone as its name is written today, as a set. */
const OF_TODAY: ReadonlySet<string> = new Set(ZONES);

/** The name of a zone as it is written today: `America/Toronto` for `America/Montreal`. @throws {RangeError} for none */
export function nameOfToday(zone: string): string {
  const name = RENAMED[zone] ?? zone;
  if (OF_TODAY.has(name)) return name;
  const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
  return RENAMED[timeZone] ?? timeZone;
}

const CLOCKS = new Map<string, string>();

/** What two zones have in common that show the same time all year. */
export function clockOf(zone: string): string {
  const clock = CLOCKS.get(zone) ?? SEASONS.map((it) => it.toZonedDateTimeISO(zone).offset).join();
  CLOCKS.set(zone, clock);
  return clock;
}

/** What names and what people type have in common: no case, no accents, a space for each `_`, none around a `/`. */
export function foldZone(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[\s_]+/g, " ")
    .replace(/ ?\/ ?/g, "/")
    .replaceAll("&", "and")
    .trim();
}

/** `New_York` of `America/New_York`; all of a name without a `/`. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1);
}
