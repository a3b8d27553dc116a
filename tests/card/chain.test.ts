import pMap from "p-map";
import { describe, expect, test } from "vitest";
import { createArtistGraph, createIndex, type Family } from "../../facts/index.ts";
import { altOf, type ChainCard } from "../../src/card/card.ts";
import { chainCardOf, familiesOf, nameOfChain, readChainName } from "../../src/card/chain.ts";
import { createPainter } from "../../src/card/draw.ts";
import { createLook } from "../../src/render/look.ts";
import { content, fact } from "../facts/sample.ts";
import { SHIPPED } from "../shipped.ts";
import { inspect } from "./inspect.ts";

const facts = SHIPPED;
const look = createLook(facts);
const painter = createPainter();

function chainOf(from: string, to: string, nth = 1) {
  const connection = facts.graph.connect(from, to, nth);
  if (connection === undefined) throw new Error(`nothing joins ${from} and ${to}`);
  return { ...connection, keys: [facts.graph.keyOf(from), facts.graph.keyOf(to)] as const };
}

describe("an artist's world", () => {
  const genres = (...names: string[]) => names.map((name) => ({ name, also: [] }));
  const FAMILIES: readonly Family[] = [
    { family: "jazz and blues", colour: "#2a6f97", also: [], genres: genres("jazz", "bebop") },
    { family: "rock", colour: "#d1495b", also: [], genres: genres("rock") },
  ];
  const index = createIndex(
    [
      fact({ id: "one", artists: ["Ann", "Bob"], genres: ["jazz", "rock"] }),
      fact({ id: "two", artists: ["Ann"], genres: ["rock", "bebop"] }),
      fact({ id: "three", artists: ["Dee"], genres: ["rock", "yodelling"] }),
      fact({ id: "four", artists: ["Dee", "Cy"], genres: ["jazz", "yodelling"] }),
      fact({ id: "five", artists: ["Dee", "Cy"], genres: ["rock", "bebop"] }),
    ],
    [],
    FAMILIES,
  );

  test("is the family of most genres of the facts, the others after it", () => {
    expect(familiesOf("Dee", index)).toEqual(["rock", "jazz and blues", "yodelling"]);
    expect(familiesOf("Nobody", index)).toEqual([]);
  });

  test("of two as frequent the one that stands where the artist does", () => {
    expect(familiesOf("Ann", index)).toEqual(["jazz and blues", "rock"]);
    expect(familiesOf("Bob", index)).toEqual(["rock", "jazz and blues"]);
  });
});

describe("what is said to those who do not see it", () => {
  test("is each artist with their world, and the year of each step", () => {
    expect(altOf(chainCardOf(chainOf("Run-D.M.C.", "Aerosmith"), facts, look))).toBe(
      "1 step from Run-D.M.C. to Aerosmith. Run-D.M.C. (hip-hop), 1986 → Aerosmith (rock). Crossfade.",
    );
  });

  test("has all of a long chain, of which the picture shows eight places", () => {
    const chain = chainOf("Paul Williams", "Alexandrov Ensemble");
    const card = chainCardOf(chain, facts, look);

    expect(chain.hops.length).toBeGreaterThanOrEqual(8);
    expect(card.stops.map(({ name }) => name)).toEqual([
      ...[chain.hops[0]!.from, ...chain.hops.slice(0, 3).map(({ to }) => to)],
      `${chain.hops.length + 1 - 7} more`,
      ...chain.hops.slice(-3).map(({ to }) => to),
    ]);
    expect(card.years).toHaveLength(7);
    for (const { to } of chain.hops) expect(altOf(card)).toContain(to);
    expect(altOf(card).length).toBeLessThanOrEqual(1024);
  });
});

test("someone known from links alone has the plain colour, and no year stands where none is known", () => {
  const links = [{ from: "Ann", to: "Bob", kind: "cover", sources: [] }] as never;
  const graph = createArtistGraph(content({ facts: [], links }));
  const chain = { ...graph.connect("Ann", "Bob")!, keys: ["a", "b"] as const };

  const card = chainCardOf(chain, createIndex([], []), look);

  expect(card.stops.map(({ world }) => world)).toEqual([
    { name: "", colour: "#5c6370" },
    { name: "", colour: "#5c6370" },
  ]);
  expect(altOf(card)).toBe("1 step from Ann to Bob. Ann → Bob. Crossfade.");
});

test("its name says whose it is and which way", () => {
  const name = nameOfChain({ keys: ["abc_-12345", "xyz0987654"], nth: 3 });

  expect(readChainName(name)).toEqual({ keys: ["abc_-12345", "xyz0987654"], nth: 3 });
  for (const other of ["walk-this-way", "a.b.0", "a.b.01", "a.b", "a.b.c", "a.b.1.2"]) {
    expect(readChainName(other)).toBeUndefined();
  }
});

/** Of the chains that are tried one in so many is drawn. */
const ONE_IN = process.env.EVERY_CARD === undefined ? 40 : 12;

test("chains of every length are whole, with all their letters, within their margins, legible, below 60 kB", async () => {
  const { names } = facts.graph;
  const chains = names
    .flatMap((from, at) => {
      const to = names[(at * 769 + 311) % names.length] ?? from;
      return from === to || facts.graph.connect(from, to) === undefined ? [] : [chainOf(from, to)];
    })
    .filter((_, at) => at % ONE_IN === 0);

  const found = await pMap(
    chains,
    async (chain) => {
      const { png, whole } = await painter.draw(chainCardOf(chain, facts, look));
      return { chain: altOf(chainCardOf(chain, facts, look)), whole, ...inspect(png), size: png.length };
    },
    { concurrency: 4 },
  );

  expect(found.filter((it) => !it.whole || it.spilt > 0 || it.least < 3 || it.size > 60_000)).toEqual([]);
  expect(new Set(chains.map(({ hops }) => hops.length)).size).toBeGreaterThan(5);
  expect(found.length).toBeGreaterThan(1000 / ONE_IN);
}, 120_000);

describe("whatever artists are called", () => {
  const colours = ["#e0a100", "#d1495b", "#5c6370"];
  const card = (names: readonly string[]): ChainCard => ({
    seed: "a.b.1",
    mark: { kind: "count", text: String(names.length - 1) },
    beside: [`steps from ${names[0]}`, `to ${names.at(-1)}`],
    worlds: [
      { name: "electronic and dance", colour: "#00a6a6" },
      { name: "classical and opera", colour: "#5b6c8f" },
      { name: "country and folk", colour: "#8a5a2b" },
      { name: "9 more", colour: "#8a5a2b" },
    ],
    stops: names.map((name, at) => ({ name, world: { name: "country and folk", colour: colours[at % 3]! } })),
    years: names.slice(1).map((_, at) => (at % 3 === 2 ? "" : "1986")),
    alt: "",
  });

  test.each<[string, readonly string[]]>([
    ["the longest names, in two rows", Array(8).fill("Benedictine Monks of Santo Domingo de Silos")],
    ["the longest names, in one row", Array(4).fill("Benedictine Monks of Santo Domingo de Silos")],
    ["one wide word", Array(4).fill("W".repeat(24))],
    [
      "names in many scripts",
      ["坂本龍一と友達", "أم كلثوم", "서태지와 아이들", "लता मंगेशकर", "คาราบาว", "Νίκος Ξυλούρης"],
    ],
  ])("%s: the card is whole, within its margins and legible", async (_, names) => {
    const { png, whole } = await painter.draw(card(names));

    const { least, spilt } = inspect(png);
    expect({ whole, spilt, legible: least >= 3 }).toEqual({ whole: true, spilt: 0, legible: true });
    expect(png.length).toBeLessThan(60_000);
  });

  test("what is too long even in the smallest letters is cut, and stays within its place", async () => {
    const { png, whole } = await painter.draw(card(Array(8).fill("M".repeat(60))));

    expect(whole).toBe(false);
    expect(inspect(png).spilt).toBe(0);
  });
});

test("the same chain gives the same bytes, whatever was drawn before it", async () => {
  const card = chainCardOf(chainOf("Run-D.M.C.", "Ravi Shankar"), facts, look);
  const first = await createPainter().draw(card);
  const other = createPainter();
  await other.draw(chainCardOf(chainOf("Kyu Sakamoto", "Ravi Shankar"), facts, look));

  expect((await other.draw(card)).png.equals(first.png)).toBe(true);
});
