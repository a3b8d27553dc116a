import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Game, type Guess, goOn, guess, openGame, pointsIn, questionOf, TIMES } from "../../src/quiz/game.ts";
import type { Question } from "../../src/quiz/question.ts";

const START = Temporal.Instant.from("2026-09-27T12:00:00Z");
const later = (seconds: number) => START.add({ seconds });

/** Question n, whose right option is n of four. */
const question = (at: number): Question => ({
  kind: "year",
  prompt: `Question ${at}?`,
  options: ["1980", "1981", "1982", "1983"],
  right: at % 4,
  sources: [{ title: "A source", url: "https://example.org/" }],
  told: `It is ${at}.`,
});

const questions = (count: number) => Array.from({ length: count }, (_, at) => question(at));
const opened = (count = 5) => openGame("abc", questions(count), START);
const by = (userId: string, option: number, at = 0): Guess => ({ userId, gameId: "abc", at, option });

/** The game after that guess. */
function withGuess(game: Game, made: Guess, now = later(1)): Game {
  const guessed = guess(game, made, now);
  if (!("game" in guessed)) throw new Error(`it was ${guessed.outcome}`);
  return guessed.game;
}

/** Time passes until the game goes on by itself. */
function pass(game: Game): Game {
  const next = goOn(game, game.dueAt);
  if (next === undefined) throw new Error("it does not go on");
  return next;
}

describe("a guess", () => {
  test("the first right one has the point, and ends the question", () => {
    const won = withGuess(opened(), by("1", 0));

    expect(won).toMatchObject({ phase: "told", winners: ["1"] });
    expect(guess(won, by("2", 0), later(2))).toEqual({ outcome: "late" });
    expect(pointsIn(won)).toEqual([{ userId: "1", points: 1 }]);
  });

  test("everyone has one try", () => {
    const tried = withGuess(opened(), by("1", 3));

    expect(guess(tried, by("1", 0), later(2))).toEqual({ outcome: "twice" });
    expect(guess(tried, by("2", 0), later(2)).outcome).toBe("right");
  });

  test.each([
    ["for another game", opened(), { ...by("1", 0), gameId: "old" }, later(1), "gone"],
    ["where there is no game", undefined, by("1", 0), later(1), "gone"],
    ["for the question before", pass(pass(opened())), by("1", 0), later(40), "late"],
    ["for one that is not asked yet", opened(), by("1", 1, 1), later(1), "late"],
    ["as time is up", opened(), by("1", 0), START.add(TIMES.answer), "late"],
    ["with an option that is none", opened(), by("1", 4), later(1), "late"],
    ["with what is no number", opened(), by("1", Number.NaN), later(1), "late"],
  ])("%s comes to nothing", (_, game, made, now, outcome) => {
    expect(guess(game, made, now)).toEqual({ outcome });
  });
});

describe("as time passes", () => {
  test("nothing happens before it is due", () => {
    expect(goOn(opened(), later(29))).toBeUndefined();
  });

  test("the answer is told, then the next question asked, with a try for everyone", () => {
    const told = pass(withGuess(opened(), by("1", 3)));
    const next = pass(told);

    expect(told).toMatchObject({ phase: "told", winners: [null], unanswered: 0 });
    expect(next).toMatchObject({ phase: "asking", at: 1, wrong: [] });
    expect(guess(next, by("1", 1, 1), next.dueAt.subtract({ seconds: 1 })).outcome).toBe("right");
  });

  test("after the last question it is over, and stays so", () => {
    const over = [0, 1].reduce(
      (game, at) => pass(withGuess(game, by("1", at, at), game.dueAt.subtract({ seconds: 9 }))),
      opened(2),
    );

    expect(over).toMatchObject({ phase: "over", winners: ["1", "1"] });
    expect(goOn(over, over.dueAt.add({ hours: 1 }))).toBeUndefined();
  });

  test("two questions in a row without any answer end it; a wrong answer is one", () => {
    const silent = pass(pass(opened()));
    const wrong = withGuess(silent, by("1", 0, 1), silent.dueAt.subtract({ seconds: 1 }));

    expect(pass(pass(silent)).phase).toBe("over");
    expect(pass(pass(wrong))).toMatchObject({ phase: "asking", at: 2, unanswered: 0 });
  });
});

test("those with as many points stand in the order of their first one", () => {
  expect(pointsIn({ winners: ["2", "1", null, "3", "3", "1"] })).toEqual([
    { userId: "1", points: 2 },
    { userId: "3", points: 2 },
    { userId: "2", points: 1 },
  ]);
});

test("whatever is pressed and whenever: one point a question at most, one try each, and it ends", () => {
  const step = fc.record({
    seconds: fc.integer({ min: 0, max: 40 }),
    userId: fc.constantFrom("1", "2", "3"),
    option: fc.integer({ min: -1, max: 4 }),
    ahead: fc.integer({ min: -1, max: 1 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(5, 10), fc.array(step, { maxLength: 60 }), (count, steps) => {
      let game = opened(count);
      let now = START;
      const tries = new Map<string, number>();
      let right = 0;
      for (const { ahead, option, seconds, userId } of steps) {
        now = now.add({ seconds });
        game = goOn(game, now) ?? game;
        const guessed = guess(game, by(userId, option, game.at + ahead), now);
        if (!("game" in guessed)) continue;
        const key = `${game.at} ${userId}`;
        tries.set(key, (tries.get(key) ?? 0) + 1);
        if (guessed.outcome === "right") {
          expect(option).toBe(questionOf(game).right);
          right += 1;
        }
        game = guessed.game;
      }
      expect(Math.max(0, ...tries.values())).toBeLessThanOrEqual(1);
      expect(pointsIn(game).reduce((sum, it) => sum + it.points, 0)).toBe(right);
      expect(right).toBeLessThanOrEqual(game.winners.length);
      let left = 3 * count;
      for (; game.phase !== "over"; left--) game = pass(game);
      expect(left).toBeGreaterThan(0);
    }),
  );
});
