import type { Question } from "./question.ts";

/** How long a question is open, and how long its answer stands before the next one. */
export const TIMES = {
  answer: Temporal.Duration.from({ seconds: 30 }),
  read: Temporal.Duration.from({ seconds: 8 }),
} as const;

/** A game ends when so many questions in a row had no answer at all. */
const UNANSWERED_ENDS = 2;

/** How many questions a game has: by default the first. */
export const ROUNDS = [5, 10] as const;

/** Some questions that a channel answers one after the other. Plain data but for the instant. */
export interface Game {
  /** Tells it from others of the channel. */
  readonly id: string;
  /** Not empty. */
  readonly questions: readonly Question[];
  /** The question that is on, from 0. */
  readonly at: number;
  /** `asking`: it can be answered; `told`: its answer stands there; `over`: the score does. */
  readonly phase: "asking" | "told" | "over";
  /** When it goes on by itself. */
  readonly dueAt: Temporal.Instant;
  /** Who answered the question that is on, and wrongly. */
  readonly wrong: readonly string[];
  /** Who was first to answer rightly, by question; `null` where nobody was. */
  readonly winners: readonly (string | null)[];
  /** How many questions in a row had no answer at all, up to the last that was told. */
  readonly unanswered: number;
}

/** What somebody pressed. */
export interface Guess {
  readonly userId: string;
  /** Which game and question it was asked by. */
  readonly gameId: string;
  readonly at: number;
  /** From 0. */
  readonly option: number;
}

/**
 * What a guess comes to. `twice`: this person has had their try; `late`: the question is over; `gone`: there is no such
 * game any more.
 */
export type Guessed =
  | { readonly outcome: "right" | "wrong"; readonly game: Game }
  | { readonly outcome: "twice" | "late" | "gone" };

/** The first question is open from now on. Pure, as is all here. @param questions not empty */
export function openGame(id: string, questions: readonly Question[], now: Temporal.Instant): Game {
  return {
    id,
    questions,
    at: 0,
    phase: "asking",
    dueAt: now.add(TIMES.answer),
    wrong: [],
    winners: [],
    unanswered: 0,
  };
}

/** Takes a guess: the first right one has the point, and each person has one try. */
export function guess(game: Game | undefined, made: Guess, now: Temporal.Instant): Guessed {
  if (game === undefined || made.gameId !== game.id) return { outcome: "gone" };
  const question = questionOf(game);
  const open = game.phase === "asking" && made.at === game.at && Temporal.Instant.compare(now, game.dueAt) < 0;
  if (!open || question.options[made.option] === undefined) return { outcome: "late" };
  if (game.wrong.includes(made.userId)) return { outcome: "twice" };
  if (made.option === question.right) return { outcome: "right", game: tell(game, made.userId, now) };
  return { outcome: "wrong", game: { ...game, wrong: [...game.wrong, made.userId] } };
}

/** What the game becomes as time passes; `undefined` where that is nothing yet, or it is over. */
export function goOn(game: Game, now: Temporal.Instant): Game | undefined {
  if (game.phase === "over" || Temporal.Instant.compare(now, game.dueAt) < 0) return undefined;
  if (game.phase === "asking") return tell(game, null, now);
  if (isLast(game)) return { ...game, phase: "over" };
  return { ...game, at: game.at + 1, phase: "asking", dueAt: now.add(TIMES.answer), wrong: [] };
}

/** The question that is on. */
export function questionOf({ at, questions }: Game): Question {
  const question = questions[at];
  if (question === undefined) throw new Error(`a game of ${questions.length} questions has no question ${at}`);
  return question;
}

/** Whether the game ends with the question that is on, as far as was told. */
export function isLast({ at, questions, unanswered }: Game): boolean {
  return at + 1 >= questions.length || endsUnanswered({ unanswered });
}

/** Whether nobody is there any more. */
export function endsUnanswered({ unanswered }: Pick<Game, "unanswered">): boolean {
  return unanswered >= UNANSWERED_ENDS;
}

/** Who has how many points, the most first; those with as many stand in the order in which they got their first. */
export function pointsIn({ winners }: Pick<Game, "winners">): readonly { userId: string; points: number }[] {
  const points = Map.groupBy(
    winners.filter((it) => it !== null),
    (it) => it,
  );
  return [...points].map(([userId, won]) => ({ userId, points: won.length })).toSorted((a, b) => b.points - a.points);
}

function tell(game: Game, winner: string | null, now: Temporal.Instant): Game {
  return {
    ...game,
    phase: "told",
    dueAt: now.add(TIMES.read),
    winners: [...game.winners, winner],
    unanswered: winner === null && game.wrong.length === 0 ? game.unanswered + 1 : 0,
  };
}
