import { expect, test } from "vitest";
import { createArtistGraph, createIndex } from "../../facts/index.ts";
import { createLook } from "../../src/render/look.ts";
import { renderNamed } from "../../src/render/named.ts";
import { textOf } from "../bot/bot.ts";
import { content } from "../facts/sample.ts";

const LINK = {
  from: "Aerosmith",
  to: "Run-D.M.C.",
  kind: "guest",
  what: "Walk This Way",
  year: 1986,
  sources: [{ title: "A page, a publisher", url: "https://example.com/page" }],
} as const;
const look = createLook(createIndex([], []));
const shown = (view: Omit<Parameters<typeof renderNamed>[0], "facts">) =>
  textOf(renderNamed({ ...view, facts: [] }, look).components);

test("two whom a link alone joins, and no fact names, are told of", () => {
  const graph = createArtistGraph(content({ links: [LINK] }));
  const ends = { from: "Aerosmith", to: "Run-D.M.C.", keys: ["a", "b"] } as const;
  const connection = graph.connect("Aerosmith", "Run-D.M.C.")!;

  expect(shown({ named: { artists: ["Aerosmith", "Run-D.M.C."], titles: [] }, joinings: [{ ends, connection }] })).toBe(
    "## Named in this message\n-# Aerosmith, Run-D.M.C.\n### What joins them\n- Aerosmith → Run-D.M.C.: **1986** Aerosmith was a guest of Run-D.M.C.: “Walk This Way”",
  );
});

test("of a name that is known and stands in no fact that is said, and not that the name is unknown", () => {
  expect(shown({ named: { artists: ["*Aerosmith*"], titles: [] }, joinings: [] })).toBe(
    "I have no fact on \\*Aerosmith\\*; /search looks for any word.",
  );
});
