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

let known: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The zones of each country by its English names, folded; the common zones first.
 *
 * Gathered when it is first asked for, which takes a tenth of a second.
 */
export function countries(): ReadonlyMap<string, readonly string[]> {
  known ??= gather();
  return known;
}

function gather(): ReadonlyMap<string, readonly string[]> {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const styles = (["long", "short"] as const).map(
    (style) => new Intl.DisplayNames("en", { type: "region", style, fallback: "none" }),
  );
  return new Map(
    codes.flatMap((code) => {
      const names = styles.flatMap((it) => it.of(code) ?? []);
      const zones = names.length === 0 ? [] : zonesOf(code);
      return zones.length === 0
        ? []
        : [...names, ...(ALSO[code] ?? [])].map((name) => [foldZone(name), zones] as const);
    }),
  );
}

function zonesOf(code: string): readonly string[] {
  const zones = new Set(new Intl.Locale("und", { region: code }).getTimeZones()?.map((it) => RENAMED[it] ?? it));
  return ZONES.filter((it) => zones.has(it));
}
