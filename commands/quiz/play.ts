import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { completeName, readName } from "../../src/input/name.ts";
import { completeDecades, readDecade } from "../../src/input/years.ts";
import { type Guessed, openGame, ROUNDS } from "../../src/quiz/game.ts";
import type { Question } from "../../src/quiz/question.ts";
import { questionsOf } from "../../src/quiz/round.ts";
import { renderGame } from "../../src/render/game.ts";
import { notice, type Reply } from "../../src/render/reply.ts";

/** What its questions are about, and how many they are. */
interface GameWish {
  readonly genre?: string | undefined;
  /** Its first year. */
  readonly decade?: number | undefined;
  readonly rounds: number;
}

export default defineSubcommand({
  name: "play",
  description: "A quiz for this channel: the first right answer scores",
  options: {
    genre: {
      type: "string",
      description: "Only of this genre or family of genres",
      complete: (typed, { facts }) => completeName("genre", typed, facts),
    },
    decade: { type: "string", description: "Only of these years, e.g. the 80s", complete: completeDecades },
    rounds: {
      type: "choice",
      description: "How many questions; otherwise 5",
      choices: [
        { name: "5 questions", value: "5" },
        { name: "10 questions", value: "10" },
      ],
    },
  },
  weight: 5,
  run({ decade, genre, rounds }, caller, tools) {
    const wish = {
      genre: genre === undefined ? undefined : readName("genre", genre, tools.facts),
      decade: decade === undefined ? undefined : readDecade(decade),
      rounds: rounds === undefined ? ROUNDS[0] : Number(rounds),
    };
    return play(wish, caller, tools);
  },
});

async function play(wish: GameWish, caller: Caller, tools: Tools): Promise<Reply> {
  const questions = await questionsFor(wish, caller, tools);
  const game = openGame(crypto.randomUUID().slice(0, 8), questions, tools.clock());
  if (!(await tools.games.begin(caller, game)))
    throw new UserError("A quiz is on in this channel already: answer along, or start another once it is over.");
  return renderGame(game);
}

async function questionsFor({ rounds, ...filter }: GameWish, caller: Caller, tools: Tools): Promise<Question[]> {
  const questions: Question[] = [];
  for (const question of questionsOf(tools, tools.random, rounds, filter)) {
    questions.push(question);
    await tools.giveWay(caller);
  }
  if (questions.length < rounds) throw new UserError(tooLittle(filter, questions.length, rounds));
  return questions;
}

function tooLittle({ decade, genre }: Omit<GameWish, "rounds">, can: number, rounds: number): string {
  const about = [genre, decade === undefined ? undefined : `the ${decade}s`].filter((it) => it !== undefined);
  if (about.length === 0) return "I know too little to ask anything; ask whoever hosts me to add facts.";
  const [fewest] = ROUNDS;
  if (can >= fewest && can < rounds)
    return `I know too little of ${about.join(" in ")} for ${rounds}; ask for ${fewest}.`;
  const instead = about.length > 1 ? "leave out the genre or the decade" : "ask for another, or for everything";
  return `I know too little of ${about.join(" in ")} for ${fewest} questions; ${instead}.`;
}

const WORDS: Readonly<Record<Guessed["outcome"], string>> = {
  right: "✔ Right, and you were the first: a point for you.",
  wrong: "✘ Not that one. You have one try for each question; the next one comes soon.",
  twice: "You have had your try at this question; the next one comes soon.",
  late: "That question is over; answer the one that is asked now.",
  gone: "That quiz is over; /quiz play starts another.",
};

/** Takes what somebody pressed under a question. */
export async function guessIn(
  [gameId = "", at, option]: readonly string[],
  caller: Caller,
  { games }: Tools,
): Promise<Reply> {
  const made = { userId: caller.userId, gameId, at: Number(at), option: Number(option) };
  return notice(WORDS[await games.guess(made, caller)]);
}
