import * as z from "zod";
import { nameKey } from "./normalise.ts";
import { onceFor } from "./once.ts";

const name = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .refine((text) => !text.includes("\n"), "must be one line");

const spellings = z.array(name).readonly().default([]);

const colour = z.string().regex(/^#[0-9a-f]{6}$/, "must be a colour such as #d1495b, in lower case");

const genre = z
  .strictObject({
    name: name.describe("As facts spell it"),
    also: spellings.describe("Other spellings that people type"),
    colour: colour.optional().describe("Where it differs from its family's"),
  })
  .readonly();

/** One entry of `genres.yaml`: a family, and the genres that whoever asks for it is shown. */
export const familySchema = z
  .strictObject({
    family: name.describe("Its name; one of its genres may bear the same"),
    also: spellings.describe("Other spellings that people type"),
    colour: colour.describe("#rrggbb"),
    genres: z.array(genre).min(1).readonly(),
  })
  .readonly();

/** `genres.yaml`. */
export const familyListSchema = z.array(familySchema).min(1);

export type Family = z.output<typeof familySchema>;

/** Which families there are, and what belongs to each. Names are looked up in any spelling. */
export interface GenreBook {
  /** The family of a genre, or of a family itself; `undefined` for one that no file declares. */
  familyOf(typed: string): Family | undefined;
  /** `#rrggbb` of a genre or family; `undefined` for one that no file declares. */
  colourOf(typed: string): string | undefined;
  /** Other spellings of that genre and of the family of that name. */
  spellings(name: string): readonly string[];
  /** The genres that a name takes in: all of a family, else the one of that name. */
  members(name: string): ReadonlySet<string>;
  /** Whether some file declares a genre of exactly that name. */
  declares(genre: string): boolean;
}

/** Gathers families, of a list once; a later one adds to what an earlier one of its name holds. */
export const genreBookOf = onceFor((families: readonly Family[]): GenreBook => {
  const known = new Map<string, { readonly family: Family; readonly colour: string; readonly also: string[] }>();
  const exact = new Set(families.flatMap(({ genres }) => genres.map((it) => it.name)));
  const add = (family: Family, named: string, also: readonly string[], colour = family.colour) => {
    const entry = known.get(nameKey(named)) ?? { family, colour, also: [] };
    entry.also.push(...also);
    for (const spelling of [named, ...also]) if (!known.has(nameKey(spelling))) known.set(nameKey(spelling), entry);
  };
  for (const family of families) {
    add(family, family.family, family.also);
    for (const it of family.genres) add(family, it.name, it.also, it.colour);
  }
  const members = new Map(
    [...Map.groupBy(families, ({ family }) => nameKey(family))].map(([key, same]) => [
      key,
      new Set(same.flatMap(({ genres }) => genres.map((it) => it.name))),
    ]),
  );
  // Mostly asked of a fact's own genres, which are spelt as here.
  const asSpelt = new Map([...exact].map((it) => [it, known.get(nameKey(it))]));
  const find = (typed: string) => asSpelt.get(typed) ?? known.get(nameKey(typed.slice(0, 100)));
  return {
    familyOf: (typed) => find(typed)?.family,
    colourOf: (typed) => find(typed)?.colour,
    spellings: (named) => find(named)?.also ?? [],
    members: (named) => members.get(nameKey(named)) ?? new Set([named]),
    declares: (it) => exact.has(it),
  };
});
