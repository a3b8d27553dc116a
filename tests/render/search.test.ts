import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { createLook } from "../../src/render/look.ts";
import { renderNothing, renderSearch } from "../../src/render/search.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";

const LOOK = createLook(createIndex([], []));

test.each([
  [1, "-# 1 match\n"],
  [2, "-# 2 matches\n"],
  [99, "-# 99 matches · page 1 of 11\n"],
  [100, "-# the 100 best matches · page 1 of 12\n"],
])("of %d matches the list says how many it has, and where there may be more", (found, line) => {
  const facts = Array.from({ length: found }, (_, at) => fact({ id: `fact-${at}` }));

  expect(textOf(renderSearch("jazz", facts, LOOK, 1))).toContain(line);
});

test("a line has year, headline, artists and genres, and one list opens any", () => {
  const facts = [fact({ id: "one" }), fact({ id: "two", headline: "A sitar", artists: ["Ravi Shankar"] })];

  const shown = renderSearch("jazz", facts, LOOK, 1);

  expect(textOf(shown)).toContain("- **1986** Two worlds meet · Run-D.M.C. · hip-hop × rock\n");
  expect(JSON.stringify(shown)).toContain('"custom_id":"1/search/open"');
  expect(JSON.stringify(shown).match(/"value":"[a-z]+"/g)).toEqual(['"value":"one"', '"value":"two"']);
});

test("what was looked for in place of what was typed is said", () => {
  const instead = [{ typed: "led zepelin", shown: ["Led Zeppelin"] }];

  expect(textOf(renderSearch("led zepelin", [fact()], LOOK, 1, instead))).toContain(
    "Nothing has “led zepelin”; shown is “Led Zeppelin”.\n",
  );
});

describe("where nothing matches, one sentence says so", () => {
  const on = (query: string, count: number) => ({ query, about: `on ${query}`, count });

  test.each([
    [[], [], "Nothing matches “x”; try another spelling, a genre, a year or a day such as 25 November."],
    [["Lordi"], [], "Nothing matches “x”; did you mean Lordi?"],
    [[], [on("polka", 1)], "Nothing matches “x”; there is 1 fact on polka."],
    [[], [on("Aerosmith", 86), on("polka", 2)], "Nothing matches “x”; there are 86 facts on Aerosmith and 2 on polka."],
    [["A", "B"], [on("jazz", 3)], "Nothing matches “x”; did you mean A or B? There are 3 facts on jazz."],
  ])("near %j, remainders %j", (near, remainders, sentence) => {
    expect(textOf(renderNothing("x", { near, remainders })).split("\n")[0]).toBe(sentence);
  });

  test("what was typed has no effect, and each way on has one button", () => {
    const shown = renderNothing("*@everyone*", { near: ["polka"], remainders: [on("polka", 2)] });

    expect(textOf(shown)).toContain("“\\*@everyone\\*”");
    expect(JSON.stringify(shown).match(/1\/search\/page\/1\/polka/g)).toHaveLength(1);
  });
});
