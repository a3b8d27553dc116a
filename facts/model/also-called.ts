import type { Artist } from "./fact.ts";
import { onceFor } from "./once.ts";

const alsoByName = onceFor((artists: readonly Artist[]) => new Map(artists.map(({ also, name }) => [name, also])));

/** Other spellings of an artist's name; none where it is not among `artists`. */
export function alsoCalled(artists: readonly Artist[], name: string): readonly string[] {
  return alsoByName(artists).get(name) ?? [];
}
