import { describe, expect, test } from "vitest";
import { SHIPPED } from "../../shipped.ts";
import { createJudge } from "../judge.ts";
import { QUERIES } from "../query-table.ts";

const index = SHIPPED;
const misfits = createJudge(index);

describe.each(Object.entries(QUERIES))("%s", (_, rows) => {
  test.each(rows.map(([query, expected]) => [query.slice(0, 60), query, expected] as const))(
    "%s",
    (_, query, expected) => {
      expect(misfits(index.search(query), expected)).toEqual([]);
    },
  );
});

test("the table has 120 queries and more, of which 40 and more find nothing, and none twice", () => {
  const rows = Object.values(QUERIES).flat();

  expect(rows.length).toBeGreaterThanOrEqual(120);
  expect(rows.filter(([, { nothing }]) => nothing).length).toBeGreaterThanOrEqual(40);
  expect(new Set(rows.map(([query]) => query)).size).toBe(rows.length);
});

test("whoever types a headline is shown that fact first", () => {
  const missed = index.facts.filter(({ headline }) => index.search(headline, 1)[0]?.headline !== headline);

  expect(missed.map(({ id }) => id)).toEqual([]);
});
