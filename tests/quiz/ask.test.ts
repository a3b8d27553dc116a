import { describe, expect, test } from "vitest";
import { readFacts, SHIPPED_FACTS } from "../../facts/index.ts";
import { ask } from "../../src/quiz/ask.ts";
import { seededChance } from "../../src/quiz/chance.ts";
import { QUESTION_KINDS, type Question } from "../../src/quiz/question.ts";
import { SHIPPED } from "../shipped.ts";
import { createJudge } from "./judge.ts";

/** `EVERY_QUESTION=1`: ten thousand rounds, and a question of each kind for each day of a leap year. */
const EVERY = process.env.EVERY_QUESTION !== undefined;
const [DAYS, ROUNDS] = EVERY ? [366, 10_000] : [12, 60];

const facts = SHIPPED;
const content = { facts, graph: facts.graph };
const judge = createJudge(readFacts([SHIPPED_FACTS]));

/** What is wrong with a question, with the question itself, for whoever mends it. */
function faultsOf(question: Question | undefined, of: string): readonly string[] {
  if (question === undefined) return [`${of}: there is none`];
  return judge(question).map((it) => `${of}: ${it}: ${JSON.stringify(question)}`);
}

describe("exactly one option is right", () => {
  test.each(QUESTION_KINDS)("of kind %s, on every day", { timeout: 600_000 }, (kind) => {
    const faults = Array.from({ length: DAYS }, (_, day) => `${kind}, day ${day}`).flatMap((seed) =>
      faultsOf(ask(kind, content, seededChance(seed)), seed),
    );

    expect(faults).toEqual([]);
  });

  test("through many rounds", { timeout: 3_600_000 }, () => {
    const chance = seededChance("rounds");
    const faults = Array.from({ length: ROUNDS }, (_, round) => QUESTION_KINDS[round % 5]!).flatMap((kind, round) =>
      faultsOf(ask(kind, content, chance), `${kind}, round ${round}`),
    );

    expect(faults).toEqual([]);
  });

  test("within a genre and a decade", () => {
    const filters = [{ genre: "hip-hop" }, { genre: "rock", decade: 1980 }, { genre: "classical and opera" }];
    const faults = filters.flatMap((filter) =>
      QUESTION_KINDS.flatMap((kind) => {
        const question = ask(kind, content, seededChance(kind), filter);
        return question === undefined ? [] : faultsOf(question, `${kind}, ${JSON.stringify(filter)}`);
      }),
    );

    expect(faults).toEqual([]);
  });
});

test("the same seed asks the same, another one something else", () => {
  const asked = ["one", "one", "other"].map((seed) => ask("artist", content, seededChance(seed)));

  expect(asked[1]).toEqual(asked[0]);
  expect(asked[2]).not.toEqual(asked[0]);
});

test("a filter holds for the fact that is asked about", () => {
  const question = ask("year", content, seededChance("filter"), { genre: "hip-hop", decade: 1990 });
  const { date, genres } = facts.get(question?.factId ?? "")!;

  expect(genres).toContain("hip-hop");
  expect(Math.floor(date!.year / 10)).toBe(199);
});

test.each(QUESTION_KINDS)("where nothing is known, nothing is asked: %s", (kind) => {
  expect(ask(kind, content, seededChance("none"), { genre: "no such genre" })).toBeUndefined();
  expect(ask(kind, content, seededChance("none"), { except: () => true })).toBeUndefined();
});
