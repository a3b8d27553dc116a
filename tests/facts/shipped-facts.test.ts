import { expect, test } from "vitest";
import { readFacts, SHIPPED_FACTS } from "../../facts/index.ts";
import { checkFacts } from "../../facts/quality.ts";

test("the content that comes with the bot has no problems", () => {
  const { problems } = checkFacts(readFacts([SHIPPED_FACTS]));

  expect(problems).toEqual([]);
});
