import { endsUnanswered, type Game, isLast, pointsIn, questionOf } from "../quiz/game.ts";
import type { Question } from "../quiz/question.ts";
import { customId } from "./custom-id.ts";
import { factButtons, LONGEST_PROMPT, LONGEST_TOLD, optionLines, optionRows, sourceLines } from "./question.ts";
import { button, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { count, plain, timestamp } from "./text.ts";

/** People in the short score. */
const SHORT_SCORE = 5;

/** People who are named when it is over; more than one plays with. */
const LONG_SCORE = 20;

/** Characters of what was true, where all questions stand below each other. */
const SHORT_TOLD = 160;

/** The message of a game, for all, as the game stands now. */
export function renderGame(game: Game): Reply {
  const render = { asking: renderAsking, told: renderTold, over: renderOver }[game.phase];
  return render(game);
}

function renderAsking(game: Game): Reply {
  const { at, dueAt, id } = game;
  const question = questionOf(game);
  return reply("everyone", PLAIN, [
    text(heading(game), promptLine(question)),
    ...optionRows(question, (option) => customId("quiz", "guess", id, String(at), String(option))),
    text(
      `-# The first right answer scores, and everyone has one try. Time is up ${timestamp(dueAt, "R")}.`,
      scoreLine(game),
    ),
  ]);
}

function renderTold(game: Game): Reply {
  const question = questionOf(game);
  const winner = game.winners.at(-1);
  return reply("everyone", PLAIN, [
    text(
      heading(game),
      promptLine(question),
      ...optionLines(question),
      winner == null ? "**Nobody had it.**" : `**✔ <@${winner}> had it first.**`,
      plain(question.told, LONGEST_TOLD),
      ...sourceLines(question),
    ),
    text(nextLine(game), scoreLine(game)),
    row(...factButtons(question)),
  ]);
}

function renderOver({ questions, winners, ...game }: Game): Reply {
  const told = questions.slice(0, winners.length);
  const points = pointsIn({ winners });
  return reply("everyone", PLAIN, [
    text(
      "### The quiz is over",
      ...(points.length === 0 ? ["Nobody scored this time."] : []),
      ...points.slice(0, LONG_SCORE).map((it) => {
        const rank = 1 + points.filter((other) => other.points > it.points).length;
        return `${rank}\\. <@${it.userId}>, ${count(it.points, "point")}`;
      }),
      endsUnanswered(game) ? "-# It ended early: two questions in a row had no answer." : undefined,
    ),
    text(...told.map((it, at) => `-# ${at + 1}. ${plain(it.told, SHORT_TOLD)}`)),
    row(button("Leaderboard", customId("quiz", "ranks"))),
  ]);
}

function heading({ at, questions }: Game): string {
  return `### Question ${at + 1} of ${questions.length}`;
}

function promptLine({ prompt }: Question): string {
  return `**${plain(prompt, LONGEST_PROMPT)}**`;
}

function nextLine(game: Game): string {
  const when = timestamp(game.dueAt, "R");
  if (endsUnanswered(game)) return `-# Two in a row without an answer: the quiz ends ${when}.`;
  return isLast(game) ? `-# That was the last one; the score comes ${when}.` : `-# The next one comes ${when}.`;
}

/** `-# Score: @Ann 2 · @Ben 1`; nothing before the first point. */
function scoreLine({ winners }: Game): string | undefined {
  const points = pointsIn({ winners }).slice(0, SHORT_SCORE);
  return points.length === 0
    ? undefined
    : `-# Score: ${points.map((it) => `<@${it.userId}> ${it.points}`).join(" · ")}`;
}
