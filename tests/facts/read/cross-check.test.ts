import { expect, test } from "vitest";
import type { Family } from "../../../facts/model/genre.ts";
import { checkArtists, checkFamilies, checkIds } from "../../../facts/read/cross-check.ts";
import type { Entry, FactFile } from "../../../facts/read/fact-file.ts";
import { fact } from "../sample.ts";

let looks = 0;
const file = {
  name: "some.yaml",
  place() {
    looks += 1;
    return { line: looks, column: 1 };
  },
} as unknown as FactFile;

const entries = <Value>(...values: Value[]): Entry<Value>[] => values.map((value, at) => ({ value, path: [at], file }));

const family = (name: string, ...genres: string[]): Family => ({
  family: name,
  also: [],
  colour: "#d1495b",
  genres: genres.map((it) => ({ name: it, also: [`${it} music`] })),
});

test("a line is looked for, which takes a reading of its whole file, where something is wrong alone", () => {
  const artists = entries({ name: "Run-D.M.C.", also: ["Run DMC"] }, { name: "Aerosmith", also: [] });
  const facts = entries(
    fact({ id: "a", artists: ["Run-D.M.C.", "Aerosmith"] }),
    fact({ id: "b", artists: ["Run-D.M.C."] }),
  );

  checkIds(facts);
  checkArtists(facts, [], artists);
  checkFamilies(entries(family("rock", "rock", "punk"), family("hip-hop", "hip-hop")));
  expect(looks).toBe(0);

  expect(() => checkFamilies(entries(family("rock", "punk"), { ...family("pop"), also: ["punk"] }))).toThrow(
    /"punk" already stands for punk at some\.yaml/,
  );
  expect(looks).toBe(2);
});
