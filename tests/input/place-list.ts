import { type CityData, cityMapping } from "city-timezones";
import { foldPlace } from "../../src/input/places.ts";
import { clockOf, nameOfToday } from "../../src/input/zone-list.ts";

/** Cities of fewer people are left out, though their region counts them. */
const LARGE = 50_000;

const HEAD = `# Large cities, and regions of countries with several times of day, by zone: name, people in thousands, region, letters.
# Made by tests/input/places.test.ts from city-timezones (MIT, Kevin Roberts), whose data is Natural Earth's (public domain).`;

/** As the list has it, though the package's types do not say so. */
type ListedCity = CityData & { readonly timezone: string | null; readonly state_ansi?: string };

type Line = readonly [zone: string, name: string, people: number, region: string, letters: string];

/** The text of `src/input/places.tsv`. */
export function writePlaces(): string {
  const cities: readonly ListedCity[] = cityMapping;
  // The list has stations in Antarctica without a zone.
  const zoned = cities.flatMap((it) => (it.timezone === null ? [] : [{ ...it, zone: nameOfToday(it.timezone) }]));
  const large = zoned.filter(({ pop }) => pop >= LARGE).flatMap(linesOf);
  const regions = [...Map.groupBy(zoned, ({ country }) => country).values()]
    .filter((of) => new Set(of.map(({ zone }) => clockOf(zone))).size > 1)
    .flatMap(regionsOf);
  const byZone = Map.groupBy([...large, ...regions], ([zone]) => zone);
  const zones = [...byZone].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${[HEAD, ...zones.flatMap(([zone, of]) => [zone, ...of.toSorted(byPeople).map(toText)])].join("\n")}\n`;
}

type ZonedCity = ListedCity & { readonly zone: string };

/** The city, once for each name that the list has for it. */
function linesOf({ city, city_ascii, pop, province, state_ansi, zone }: ZonedCity): Line[] {
  const names = Map.groupBy([city, city_ascii], foldPlace);
  return [...names].map(([, [name = city]]) => [zone, name, pop, province, state_ansi ?? ""]);
}

/** Each region, once for each zone that it has a part in. */
function regionsOf(ofCountry: readonly ZonedCity[]): Line[] {
  const parts = Map.groupBy(ofCountry, ({ province, zone }) => `${province}/${zone}`);
  return [...parts.values()].flatMap((of) => {
    const [{ province, zone } = { province: "", zone: "" }] = of;
    const people = of.reduce((all, { pop }) => all + pop, 0);
    return province ? [[zone, province, people, "", ""] as const] : [];
  });
}

function byPeople(a: Line, b: Line): number {
  return b[2] - a[2] || (a[1] < b[1] ? -1 : 1);
}

function toText([, name, people, region, letters]: Line): string {
  return [name, Math.ceil(people / 1000), region, letters].join("\t").trimEnd();
}
