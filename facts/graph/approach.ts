import type { Fact } from "../model/fact.ts";
import { distances, type Net } from "./net.ts";

/** The nearest that a chain comes to an artist who cannot be reached. */
export interface Approach {
  /** Whom it reaches, and by how many steps. */
  readonly name: string;
  readonly steps: number;
  /** Genres of facts of both, most first. */
  readonly genres: readonly string[];
}

/** How many facts of each artist bear each genre. */
export function countGenres(facts: readonly Fact[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { artists, genres } of facts) {
    for (const artist of artists) {
      const own = counts.get(artist) ?? new Map<string, number>();
      counts.set(artist, own);
      for (const genre of genres) own.set(genre, (own.get(genre) ?? 0) + 1);
    }
  }
  return counts;
}

export function approach(
  net: Net,
  worlds: ReturnType<typeof countGenres>,
  from: string,
  to: string,
): Approach | undefined {
  const wanted = worlds.get(to) ?? new Map<string, number>();
  const start = net.numbers.get(from);
  if (start === undefined) return undefined;
  let nearest: (Approach & { likeness: number }) | undefined;
  for (const [node, steps] of distances(net, start)) {
    const name = net.names[node] ?? "";
    const own = worlds.get(name);
    if (node === start || own === undefined) continue;
    let likeness = 0;
    for (const [genre, times] of wanted) likeness += Math.min(own.get(genre) ?? 0, times);
    if (likeness <= (nearest?.likeness ?? 0)) continue;
    const shared = [...wanted.keys()].filter((it) => own.has(it));
    const genres = shared.sort((a, b) => (wanted.get(b) ?? 0) - (wanted.get(a) ?? 0));
    nearest = { name, steps, genres, likeness };
  }
  return nearest && { name: nearest.name, steps: nearest.steps, genres: nearest.genres };
}
