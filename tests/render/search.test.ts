import { expect, test } from "vitest";
import { renderSearch } from "../../src/render/search.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";

test.each([
  [1, "-# 1 match\n"],
  [2, "-# 2 matches\n"],
  [99, "-# 99 matches · page 1 of 20\n"],
  [100, "-# the 100 best matches · page 1 of 20\n"],
])("of %d matches the list says how many it has, and where there may be more", (found, line) => {
  const facts = Array.from({ length: found }, (_, at) => fact({ id: `fact-${at}` }));

  expect(textOf(renderSearch("jazz", facts, 1))).toContain(line);
});
