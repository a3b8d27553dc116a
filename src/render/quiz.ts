import { markOf } from "../quiz/daily.ts";
import type { Question } from "../quiz/question.ts";
import type { Standing } from "../quiz/standing.ts";
import { quizButton } from "./care.ts";
import { customId } from "./custom-id.ts";
import { factButtons, LONGEST_PROMPT, LONGEST_TOLD, optionLines, optionRows, sourceLines } from "./question.ts";
import { type Button, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { count, plain, timestamp, writeDay } from "./text.ts";

/** The id of the button by which somebody's result is shared. */
export function shareResultId(day: Temporal.PlainDate): string {
  return customId("quiz", "share", day.toString());
}

/**
 * The question of a day with its four options, for the asker alone.
 *
 * @param inRow days in a row that were answered up to now
 * @param remark what is to be said before
 */
export function renderToday(question: Question, day: Temporal.PlainDate, inRow: number, remark?: string): Reply {
  const idOf = (option: number) => customId("quiz", "answer", day.toString(), String(option), markOf(question));
  return reply("asker", PLAIN, [
    text(remark, heading(day), `**${plain(question.prompt, LONGEST_PROMPT)}**`),
    ...optionRows(question, idOf),
    text(`-# The first answer counts.${inRow === 0 ? "" : ` Up to now: ${count(inRow, "day")} in a row.`}`),
  ]);
}

function heading(day: Temporal.PlainDate): string {
  return `### The question of ${writeDay(day)}`;
}

/**
 * What became of an answer: right or wrong, what is true and where it stands, and how one goes on. For the asker alone.
 *
 * @param next when the next question comes
 * @param share the button that shares the result
 */
export function renderAnswered(
  question: Question,
  standing: Standing,
  next: Temporal.Instant,
  share: Button | undefined,
): Reply {
  const { prompt, told } = question;
  return reply("asker", PLAIN, [
    text(
      heading(standing.day),
      plain(prompt, LONGEST_PROMPT),
      ...optionLines(question, standing.option),
      `**${standing.right ? "✔ Right!" : "✘ Not this time."}** ${plain(told, LONGEST_TOLD)}`,
      ...sourceLines(question),
    ),
    text(`${rowWords(standing)}. The next question comes ${timestamp(next, "R")}.`),
    row(share, ...factButtons(question)),
  ]);
}

/** How long both rows are: `5 days in a row, 3 right in a row`. */
function rowWords({ answered, rightInRow }: Standing): string {
  const days = answered === 1 ? "The first day of a row" : `${answered} days in a row`;
  return rightInRow < 2 ? days : `${days}, ${rightInRow} right in a row`;
}

/** Somebody's result, for all: nothing of the question or its answer is in it, and nobody is pinged. */
export function renderResult(standing: Standing, userId: string): Reply {
  const { day, right } = standing;
  return reply("everyone", PLAIN, [
    text(
      heading(day),
      `<@${userId}> ${right ? "✔ got it right" : "✘ got it wrong"}.`,
      `-# ${rowWords(standing)}. Everyone here is asked the same.`,
    ),
    row(quizButton("Answer it too")),
  ]);
}
