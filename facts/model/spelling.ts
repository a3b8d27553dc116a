import type { Artist } from "./fact.ts";
import { nameKey } from "./normalise.ts";
import { onceFor } from "./once.ts";

/** A name in all of its spellings, itself first. */
export interface Spelt {
  readonly name: string;
  readonly spellings: readonly string[];
  /** Of the spellings, in their order; see `nameKey`. */
  readonly keys: readonly string[];
}

/** @param also its other spellings */
export function spell(name: string, also: readonly string[] = []): Spelt {
  const spellings = [name, ...also];
  return { name, spellings, keys: spellings.map(nameKey) };
}

/** What is kept of a list of artists, for all that is indexed by it. */
const known = onceFor((artists: readonly Artist[]) => ({
  also: new Map(artists.map(({ also, name }) => [name, also])),
  spelt: new Map<string, Spelt>(),
}));

/** An artist's name; without other spellings where it is not among `artists`. */
export function spellArtist(artists: readonly Artist[], name: string): Spelt {
  const { also, spelt } = known(artists);
  const others = also.get(name);
  const found = spelt.get(name) ?? spell(name, others);
  if (others !== undefined) spelt.set(name, found);
  return found;
}
