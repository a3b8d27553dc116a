import { expect, test } from "vitest";
import { measureYear } from "../../../facts/check/balance.ts";
import { checkFacts } from "../../../facts/check/quality.ts";
import { readFacts, SHIPPED_FACTS } from "../../../facts/index.ts";

const shipped = readFacts([SHIPPED_FACTS]);

test("the content that comes with the bot has no problems", () => {
  const { problems } = checkFacts(shipped, Temporal.Now.plainDateISO());

  expect(problems).toEqual([]);
});

test.each(measureYear(shipped).map((it) => [it.name, it] as const))("its year is in balance: %s", (_, measure) => {
  expect(measure).toMatchObject({ met: true });
});
