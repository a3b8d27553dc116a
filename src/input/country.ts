import { foldZone, RENAMED, ZONES } from "./zone-list.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** What people also call a country, by its code. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  CZ: ["Czech Republic"],
  GB: ["GB", "Great Britain", "England", "Scotland", "Wales"],
  NL: ["Holland"],
  NZ: ["NZ"],
  TR: ["Turkey"],
  US: ["USA", "America"],
};

let codesByName: ReadonlyMap<string, string> | undefined;
const zonesByCode = new Map<string, readonly string[]>();

/**
 * The zones of the country of that English name, the common ones first; `undefined` where none has it.
 *
 * @param name folded
 */
export function zonesOfCountryNamed(name: string): readonly string[] | undefined {
  const code = codes().get(name);
  const zones = code === undefined ? [] : zonesOf(code);
  return zones.length === 0 ? undefined : zones;
}

/** The zones of the countries with an English name that begins so, folded. */
export function zonesOfCountriesBeginning(asked: string): readonly string[] {
  return [...codes()].flatMap(([name, code]) => (name.startsWith(asked) ? zonesOf(code) : []));
}

/** Gathered when they are first asked for, which takes 25 ms. */
function codes(): ReadonlyMap<string, string> {
  codesByName ??= gather();
  return codesByName;
}

function gather(): ReadonlyMap<string, string> {
  const all = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const styles = (["long", "short"] as const).map(
    (style) => new Intl.DisplayNames("en", { type: "region", style, fallback: "none" }),
  );
  return new Map(
    all.flatMap((code) => {
      const names = [...styles.flatMap((it) => it.of(code) ?? []), ...(ALSO[code] ?? [])];
      return names.map((name) => [foldZone(name), code] as const);
    }),
  );
}

/** Of all countries at once it would take 80 ms. */
function zonesOf(code: string): readonly string[] {
  const known = zonesByCode.get(code) ?? readZones(code);
  zonesByCode.set(code, known);
  return known;
}

function readZones(code: string): readonly string[] {
  const zones = new Set(new Intl.Locale("und", { region: code }).getTimeZones()?.map((it) => RENAMED[it] ?? it));
  return ZONES.filter((it) => zones.has(it));
}
