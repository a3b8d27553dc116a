import { expect, test } from "vitest";
import { readFacts, SHIPPED_FACTS } from "../../facts/index.ts";
import { seededChance } from "../../src/quiz/chance.ts";
import type { Question } from "../../src/quiz/question.ts";
import { questionsOf } from "../../src/quiz/round.ts";
import { SHIPPED } from "../shipped.ts";
import { createJudge } from "./judge.ts";

const facts = SHIPPED;
const content = { facts, graph: facts.graph };
const judge = createJudge(readFacts([SHIPPED_FACTS]));

test.each([
  ["of everything", {}],
  ["of one genre", { genre: "hip-hop" }],
  ["of a family", { genre: "rock" }],
  ["of a decade", { decade: 1980 }],
  ["of a genre in a decade", { genre: "jazz", decade: 1950 }],
])("a game %s has ten questions, no two from one fact, and one option of each is right", (_, filter) => {
  for (let game = 0; game < 8; game++) {
    const asked = [...questionsOf(content, seededChance(`game ${game}`), 10, filter)];
    const made = asked.flatMap((it) => it.factId ?? []);

    expect(asked).toHaveLength(10);
    expect(new Set(made).size).toBe(made.length);
    expect(new Set(asked.map(keyOf)).size).toBe(10);
    expect(asked.flatMap((it) => judge(it))).toEqual([]);
  }
});

test("the kinds come by turns", () => {
  const asked = [...questionsOf(content, seededChance("turns"), 5)];

  expect(new Set(asked.map((it) => it.kind)).size).toBe(5);
});

test("where too little is known there are fewer, and none twice", () => {
  const asked = [...questionsOf(content, seededChance("few"), 10, { genre: "Gregorian chant", decade: 1990 })];

  expect(asked.length).toBeLessThan(10);
  expect(new Set(asked.map(keyOf)).size).toBe(asked.length);
});

function keyOf({ options, prompt, right }: Question): string {
  return `${prompt} ${options[right]}`;
}
