import { describe, expect, test } from "vitest";
import {
  type Artist,
  type ArtistGraph,
  createArtistGraph,
  type Link,
  readFacts,
  SHIPPED_FACTS,
} from "../../../facts/index.ts";
import { claim, content, fact } from "../sample.ts";

const SOURCES = [{ title: "A page, a publisher", url: "https://example.com/" }];
const link = (from: string, to: string, given: Partial<Link> = {}): Link => ({
  from,
  to,
  kind: "cover",
  sources: SOURCES,
  ...given,
});
const event = (id: string, artists: readonly string[], weight = 3) => fact({ id, artists: [...artists], weight });

/** `A → B → C`, or why not. */
function drawn(graph: ArtistGraph, from: string, to: string, nth?: number): string | undefined {
  const hops = graph.connect(from, to, nth)?.hops;
  return hops && [from, ...hops.map((it) => it.to)].join(" → ");
}

describe("a chain", () => {
  const graph = createArtistGraph(
    content({
      facts: [
        event("a-b", ["A", "B"]),
        event("b-d", ["B", "D"]),
        event("a-c", ["A", "C"], 5),
        event("c-d", ["C", "D"], 2),
        event("alone", ["E"]),
      ],
      links: [link("D", "F"), link("A", "G"), link("G", "D")],
    }),
  );

  test("is as short as it can be, and of several the one with the best stories comes first", () => {
    expect(graph.connect("A", "D")).toMatchObject({ ways: 3, nth: 1 });
    expect(drawn(graph, "A", "D", 1)).toBe("A → C → D");
    expect(drawn(graph, "A", "D", 2)).toBe("A → B → D");
    expect(drawn(graph, "A", "D", 3)).toBe("A → G → D");
  });

  test("begins again after the last way", () => {
    expect(drawn(graph, "A", "D", 4)).toBe("A → C → D");
  });

  test("goes both ways alike", () => {
    expect(drawn(graph, "D", "A")).toBe("D → C → A");
  });

  test("runs over events and links, and each step says what it rests on", () => {
    const hops = graph.connect("A", "F")?.hops ?? [];

    expect(hops.map(({ from, to }) => `${from} ${to}`)).toEqual(["A C", "C D", "D F"]);
    expect(hops.at(-1)?.ties).toEqual([link("D", "F")]);
  });

  test("from an artist to itself has no steps", () => {
    expect(graph.connect("A", "A")).toEqual({ ways: 1, nth: 1, hops: [] });
  });

  test("is not where nothing joins the two, or one is unknown", () => {
    expect(graph.connect("A", "E")).toBeUndefined();
    expect(graph.connect("A", "Nobody")).toBeUndefined();
    expect(graph.reach("A")).toBe(5);
    expect(graph.reach("E")).toBe(0);
    expect(graph.reach("Nobody")).toBe(0);
  });
});

test("a claim joins nobody, for it may be wrong", () => {
  const graph = createArtistGraph(
    content({ facts: [claim({ artists: ["A", "B"], date: { year: 1986, month: 7, day: 4 } })] }),
  );

  expect(graph.connect("A", "B")).toBeUndefined();
  expect(graph.names).toEqual(["A", "B"]);
});

test("neighbours come by how much joins them, then by the best story", () => {
  const graph = createArtistGraph(
    content({
      facts: [event("one", ["A", "B"]), event("two", ["A", "B", "C"], 4), event("three", ["A", "D"], 5)],
      links: [link("E", "A")],
    }),
  );

  expect(graph.neighbours("A").map(({ name, ties }) => [name, ties.length])).toEqual([
    ["B", 2],
    ["D", 1],
    ["C", 1],
    ["E", 1],
  ]);
  expect(graph.neighbours("A")[0]?.ties.map((it) => "id" in it && it.id)).toEqual(["two", "one"]);
  expect(graph.neighbours("Nobody")).toEqual([]);
});

test("whoever cannot be reached is approached through the one who is most like them", () => {
  const graph = createArtistGraph(
    content({
      facts: [
        fact({ id: "1", artists: ["A", "B"], genres: ["jazz", "pop"] }),
        fact({ id: "2", artists: ["B", "C"], genres: ["tango", "pop"] }),
        fact({ id: "3", artists: ["Z"], genres: ["tango", "opera"] }),
        fact({ id: "4", artists: ["Y"], genres: ["polka", "opera"] }),
      ],
    }),
  );

  expect(graph.approach("A", "Z")).toEqual({ name: "B", steps: 1, genres: ["tango"] });
  expect(graph.approach("Z", "A")).toBeUndefined();
  expect(graph.approach("A", "Nobody")).toBeUndefined();
});

describe("names", () => {
  const artists: Artist[] = [
    { name: "Run-D.M.C.", also: ["Run DMC"] },
    { name: "坂本九", also: ["Kyu Sakamoto"] },
  ];
  const graph = createArtistGraph(
    content({ artists, facts: [event("1", ["Run-D.M.C."])], links: [link("Run-D.M.C.", "坂本九")] }),
  );

  test("are found in any spelling, also of somebody who is in links alone", () => {
    expect(graph.resolve("run dmc")).toBe("Run-D.M.C.");
    expect(graph.resolve("kyu sakamoto")).toBe("坂本九");
    expect(graph.resolve("Nobody")).toBeUndefined();
    expect(graph.complete("kyu")).toEqual([{ name: "坂本九", value: "坂本九" }]);
    expect(graph.nearest("kyu sakamotto")).toEqual(["坂本九"]);
  });

  test("have keys of ten characters that lead back to them", () => {
    expect(graph.keyOf("坂本九")).toHaveLength(10);
    expect(graph.named(graph.keyOf("坂本九"))).toBe("坂本九");
    expect(graph.named("0123456789")).toBeUndefined();
  });
});

describe("of the shipped facts", () => {
  const shipped = readFacts([SHIPPED_FACTS]);
  const graph = createArtistGraph(shipped);

  test("no two artists have one key", () => {
    expect(new Set(graph.names.map(graph.keyOf)).size).toBe(graph.names.length);
  });

  test("each tie has a source", () => {
    const ties = graph.names.flatMap((name) => graph.neighbours(name).flatMap((it) => it.ties));

    expect(ties.length).toBeGreaterThan(1000);
    expect(ties.filter(({ sources }) => sources.length === 0)).toEqual([]);
  });

  test("Run-D.M.C. and Aerosmith are one step apart, by their record", () => {
    const { hops, ways } = graph.connect("Run-D.M.C.", "Aerosmith") ?? { hops: [], ways: 0 };

    expect([hops.length, ways]).toEqual([1, 1]);
    expect(hops[0]?.ties.map((it) => "id" in it && it.id)).toContain("walk-this-way-reaches-no-4");
  });
});
