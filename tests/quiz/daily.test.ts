import { describe, expect, test } from "vitest";
import { createArtistGraph, createIndex } from "../../facts/index.ts";
import { markOf, questionOfDay } from "../../src/quiz/daily.ts";
import { content } from "../facts/sample.ts";
import { SHIPPED } from "../shipped.ts";

const facts = SHIPPED;
const all = { facts, graph: facts.graph };
const DAY = Temporal.PlainDate.from("2026-11-26");

describe("the question of a day", () => {
  test("is the same for all in a place, and another one elsewhere and the next day", () => {
    const here = questionOfDay(all, "10", DAY)!;

    expect(questionOfDay(all, "10", DAY)).toEqual(here);
    expect(questionOfDay(all, "11", DAY)).not.toEqual(here);
    expect(questionOfDay(all, "10", DAY.add({ days: 1 }))).not.toEqual(here);
    expect(markOf(here)).toMatch(/^[\w-]{6}$/);
  });

  test("is of each kind in five days", () => {
    const kinds = Array.from({ length: 5 }, (_, days) => questionOfDay(all, "10", DAY.add({ days }))?.kind);

    expect(new Set(kinds).size).toBe(5);
  });

  test("is of nothing that happened within a week of it, which a post may tell", () => {
    for (let nth = 0; nth < 60; nth++) {
      const day = DAY.add({ days: 6 * nth });
      const { date } = facts.get(questionOfDay(all, "10", day)?.factId ?? "") ?? {};
      if (date === undefined) continue;
      const near = [-1, 0, 1].map((years) =>
        Math.abs(day.until({ year: day.year + years, month: date.month!, day: date.day! }).days),
      );
      expect(Math.min(...near)).toBeGreaterThanOrEqual(7);
    }
  });

  test("is none where too little is known", () => {
    const asked = questionOfDay({ facts: createIndex([], []), graph: createArtistGraph(content({})) }, "10", DAY);

    expect(asked).toBeUndefined();
  });
});
