import { describe, expect, test } from "vitest";
import { createIndex } from "../../../facts/find/fact-index.ts";
import { openFacts, SHIPPED_FACTS } from "../../../facts/index.ts";
import { readFactFile } from "../../../facts/read/fact-file.ts";
import { parseFacts } from "../../../facts/read/read-facts.ts";
import { fact } from "../sample.ts";

const FAMILIES = readFactFile(
  "genres.yaml",
  `- family: rock
  colour: "#aa0000"
  genres:
    - { name: rock }
    - { name: metal, also: [heavy metal], colour: "#000000" }
    - { name: punk }
- family: hip-hop
  also: [rap]
  colour: "#00aa00"
  genres: [{ name: hip-hop }]
- family: stage and screen
  colour: "#0000aa"
  genres: [{ name: film }]
`,
).families.map(({ value }) => value);

const FACTS = [
  fact({ id: "rap-rock", genres: ["hip-hop", "rock"] }),
  fact({ id: "rap-metal", genres: ["hip-hop", "metal"] }),
  fact({ id: "punk-metal", genres: ["punk", "metal"] }),
  fact({ id: "rap-film", genres: ["hip-hop", "film"] }),
  fact({ id: "rap-polka", genres: ["hip-hop", "polka"] }),
];

const facts = createIndex(FACTS, [], FAMILIES);

const ids = (filter: Parameters<typeof facts.select>[0]) => facts.select(filter).map(({ id }) => id);

describe("whoever asks for a family", () => {
  test("is shown all in it", () => {
    expect(ids({ genre: "rock" })).toEqual(["rap-rock", "rap-metal", "punk-metal"]);
    expect(ids({ genre: "stage and screen" })).toEqual(["rap-film"]);
  });

  test("may type another spelling of it, or of a genre", () => {
    expect(ids({ genre: "Rap" })).toHaveLength(4);
    expect(ids({ genre: "Heavy Metal" })).toEqual(["rap-metal", "punk-metal"]);
    expect(facts.resolve("genre", "HEAVY-METAL")).toBe("metal");
  });

  test("and for a genre of it is shown that genre alone", () => {
    expect(ids({ genre: "metal" })).toEqual(["rap-metal", "punk-metal"]);
  });
});

describe("a second genre", () => {
  test("is met by another genre of the fact, not by the same", () => {
    expect(ids({ genre: "rap", with: "rock" })).toEqual(["rap-rock", "rap-metal"]);
    expect(ids({ genre: "rock", with: "metal" })).toEqual(["punk-metal"]);
    expect(ids({ genre: "metal", with: "metal" })).toEqual([]);
  });

  test("may be one that no file declares, and an unknown one has none", () => {
    expect(ids({ genre: "hip-hop", with: "polka" })).toEqual(["rap-polka"]);
    expect(ids({ genre: "hip-hop", with: "opera" })).toEqual([]);
    expect(ids({ with: "film" })).toEqual(["rap-film"]);
  });
});

test("what a genre meets is counted, families too, most first", () => {
  expect([...facts.meetings("rap")]).toEqual([
    ["rock", 2],
    ["metal", 1],
    ["film", 1],
    ["stage and screen", 1],
    ["polka", 1],
  ]);
  expect([...facts.meetings("zydeco")]).toEqual([]);
});

test("a genre has the colour of its family, or its own", () => {
  expect(facts.colourOf("punk")).toBe("#aa0000");
  expect(facts.colourOf("heavy metal")).toBe("#000000");
  expect(facts.familyOf("film")).toBe("stage and screen");
  expect(facts.familyOf("polka")).toBeUndefined();
});

test("no spelling stands for two genres", () => {
  const text = `- family: rock
  colour: "#aa0000"
  genres:
    - { name: metal }
    - { name: punk, also: [Metal] }
`;

  expect(() => parseFacts([{ path: "genres.yaml", bytes: Buffer.from(text) }])).toThrow(
    'genres.yaml:5:28: "Metal" already stands for metal at genres.yaml:4:15; let one have it',
  );
});

test("every genre of the shipped facts has a family and a colour, and people find it by what they call it", () => {
  const shipped = openFacts([SHIPPED_FACTS]);
  const genres = new Set(shipped.facts.flatMap((it) => it.genres));

  expect([...genres].filter((it) => shipped.familyOf(it) === undefined || shipped.colourOf(it) === undefined)).toEqual(
    [],
  );
  expect(
    ["rap", "heavy metal", "r and b", "edm", "r&b", "Soul", "ópera", "kpop", "TV"].map((it) =>
      shipped.resolve("genre", it),
    ),
  ).toEqual(["hip-hop", "metal", "R&B", "EDM", "R&B", "soul", "opera", "K-pop", "television"]);
});
