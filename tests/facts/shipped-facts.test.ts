import { expect, test } from "vitest";
import { measureYear } from "../../facts/balance.ts";
import { readFacts, SHIPPED_FACTS } from "../../facts/index.ts";
import { checkFacts } from "../../facts/quality.ts";

const shipped = readFacts([SHIPPED_FACTS]);

test("the content that comes with the bot has no problems", () => {
  const { problems } = checkFacts(shipped, Temporal.Now.plainDateISO());

  expect(problems).toEqual([]);
});

test.each(measureYear(shipped).map((it) => [it.name, it] as const))("its year is in balance: %s", (_, measure) => {
  expect(measure).toMatchObject({ met: true });
});
