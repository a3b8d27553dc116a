import { distance } from "fastest-levenshtein";
import { foldPlace, places } from "./places.ts";
import { cityOf, foldZone, INHABITED } from "./zone-list.ts";

const MOST = 3;

/** First letters that may be heard as one another. */
const ALIKE: readonly string[] = ["ckq", "csxz", "fvw", "gj", "ijy", "ou"];

interface Near {
  readonly zone: string;
  /** As it is suggested. */
  readonly name: string;
  readonly away: number;
}

/**
 * The three zones and large cities most like what was typed, each beginning with its letter or sound: `Europe/Paris`,
 * `Mumbai (Asia/Kolkata)`. One of which more than a third is otherwise is not like it.
 *
 * @param asked as `foldZone` makes it
 */
export function zonesLike(asked: string): readonly string[] {
  const byZone = Map.groupBy([...nearZones(asked), ...nearCities(asked)], ({ zone }) => zone);
  return [...byZone.values()]
    .flatMap((of) => of.toSorted(byDistance)[0] ?? [])
    .sort(byDistance)
    .slice(0, MOST)
    .map(({ name }) => name);
}

function nearZones(asked: string): Near[] {
  return INHABITED.flatMap((zone) => {
    const likest = [foldZone(zone), foldZone(cityOf(zone))].map((name) => awayFrom(asked, name));
    const away = Math.min(...likest);
    return Number.isFinite(away) ? [{ zone, name: zone, away }] : [];
  });
}

/** Cities that no zone is named after, most people first. */
function nearCities(asked: string): Near[] {
  const typed = foldPlace(asked);
  const zoned = new Set(INHABITED.map((it) => foldPlace(cityOf(it))));
  return places().flatMap(({ folded, name, zone }) => {
    const away = zoned.has(folded) ? Number.POSITIVE_INFINITY : awayFrom(typed, folded);
    return Number.isFinite(away) ? [{ zone, name: `${name} (${zone})`, away }] : [];
  });
}

/** Letters that differ; infinite where too many do, or it begins otherwise. */
function awayFrom(asked: string, name: string): number {
  const most = asked.length / 3;
  if (!soundsAlike(asked, name) || Math.abs(asked.length - name.length) > most) return Number.POSITIVE_INFINITY;
  const away = distance(asked, name);
  return away <= most ? away : Number.POSITIVE_INFINITY;
}

function soundsAlike(a: string, b: string): boolean {
  const [first = "", other = ""] = [a, b].map((it) => it.replace(/^ph/, "f")[0]);
  return first === other || ALIKE.some((it) => it.includes(first) && it.includes(other));
}

function byDistance(a: Near, b: Near): number {
  return a.away - b.away;
}
