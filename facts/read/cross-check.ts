import type { Artist, Fact } from "../model/fact.ts";
import type { Family } from "../model/genre.ts";
import type { Link } from "../model/link.ts";
import { nameKey } from "../model/normalise.ts";
import { isOwn } from "../model/own-fact.ts";
import { FactDataError, placeName } from "./fact-data-error.ts";
import type { Entry } from "./fact-file.ts";

/** @throws {FactDataError} at the second use of an id, naming the first */
export function checkIds(facts: readonly Entry<Fact>[]): void {
  const seen = new Map<string, Entry<Fact>>();
  for (const entry of facts) {
    const { id } = entry.value;
    if (isOwn(entry.value))
      throw misfit(entry, ["id"], `id: "${id}" begins as those do that servers add; choose another`);
    const first = seen.get(id);
    if (first) throw misfit(entry, ["id"], `id: "${id}" is taken by ${whereIs(first, ["id"])}; choose another`);
    seen.set(id, entry);
  }
}

/**
 * Every artist of a fact or link must be in `artists.yaml` under exactly that name, and no spelling may stand for two.
 *
 * @throws {FactDataError} at the first place where that does not hold
 */
export function checkArtists(
  facts: readonly Entry<Fact>[],
  links: readonly Entry<Link>[],
  artists: readonly Entry<Artist>[],
): void {
  const bySpelling = checkSpellings(artists);
  const names = new Set(artists.map(({ value }) => value.name));
  const check = (entry: Entry<unknown>, path: readonly PropertyKey[], artist: string) => {
    if (names.has(artist)) return;
    const known = bySpelling.get(nameKey(artist))?.entry.value.name;
    const mend = known === undefined ? "add it there" : `write "${known}"`;
    const key = path.length > 1 ? `${String(path[0])}[${String(path[1])}]` : String(path[0]);
    throw misfit(entry, path, `${key}: "${artist}" is not a name in artists.yaml; ${mend}`);
  };
  for (const entry of facts) {
    for (const [at, artist] of entry.value.artists.entries()) check(entry, ["artists", at], artist);
  }
  for (const entry of links) {
    for (const end of ["from", "to"] as const) check(entry, [end], entry.value[end]);
  }
}

/**
 * No spelling may stand for two genres or families; but a genre may bear the name of its own family.
 *
 * @throws {FactDataError} at the second use of a spelling, naming the first
 */
export function checkFamilies(families: readonly Entry<Family>[]): void {
  const seen = new Map<string, Spelling<Family> & { readonly name: string }>();
  for (const entry of families) {
    for (const [name, spelling, path] of namesOf(entry.value)) {
      const first = seen.get(nameKey(spelling));
      if (first !== undefined && first.name !== name) {
        const owner = `${first.name} at ${whereIs(first.entry, first.path)}`;
        throw misfit(entry, path, `"${spelling}" already stands for ${owner}; let one have it`);
      }
      seen.set(nameKey(spelling), { name, entry, path });
    }
  }
}

/** Each spelling with what it stands for. A genre that bears its family's name stands for the same as that. */
function namesOf({ family, also, genres }: Family): [name: string, spelling: string, path: readonly PropertyKey[]][] {
  const own = [family, ...also].map((it, at): [string, string, readonly PropertyKey[]] => [
    `the family ${family}`,
    it,
    at === 0 ? ["family"] : ["also", at - 1],
  ]);
  const inside = genres.flatMap((genre, nth) =>
    [genre.name, ...genre.also].map((it, at): [string, string, readonly PropertyKey[]] => [
      nameKey(genre.name) === nameKey(family) ? `the family ${family}` : genre.name,
      it,
      ["genres", nth, ...(at === 0 ? ["name"] : ["also", at - 1])],
    ]),
  );
  return [...own, ...inside];
}

/** Where a spelling stands. Its line is looked for where something is wrong alone: that takes a reading of its file. */
interface Spelling<Named> {
  readonly entry: Entry<Named>;
  readonly path: readonly PropertyKey[];
}

function checkSpellings(artists: readonly Entry<Artist>[]): ReadonlyMap<string, Spelling<Artist>> {
  const seen = new Map<string, Spelling<Artist>>();
  for (const entry of artists) {
    for (const [spelling, path] of spellingsOf(entry.value)) {
      const first = seen.get(nameKey(spelling));
      if (first && first.entry !== entry) {
        const owner = `${first.entry.value.name} at ${whereIs(first.entry, first.path)}`;
        throw misfit(entry, path, `"${spelling}" already stands for ${owner}; let one of them have it`);
      }
      seen.set(nameKey(spelling), { entry, path });
    }
  }
  return seen;
}

function spellingsOf({ name, also }: Artist): [string, readonly PropertyKey[]][] {
  return [[name, ["name"]], ...also.map((it, at): [string, readonly PropertyKey[]] => [it, ["also", at]])];
}

function misfit(entry: Entry<unknown>, path: readonly PropertyKey[], problem: string): FactDataError {
  return new FactDataError(entry.file.name, entry.file.place([...entry.path, ...path]), problem);
}

function whereIs(entry: Entry<unknown>, path: readonly PropertyKey[]): string {
  return placeName(entry.file.name, entry.file.place([...entry.path, ...path]));
}
