import { defineSubcommand, type Shared } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { dayAt } from "../../src/local-day.ts";
import { markOf, questionOfDay } from "../../src/quiz/daily.ts";
import type { Question } from "../../src/quiz/question.ts";
import { pointFor } from "../../src/quiz/score.ts";
import { isOpen, rowUpTo, type Standing, standAfter } from "../../src/quiz/standing.ts";
import { renderAnswered, renderResult, renderToday, shareResultId } from "../../src/render/quiz.ts";
import type { Reply } from "../../src/render/reply.ts";
import { alone, shareButton, shareOf } from "../../src/render/share.ts";

const TOO_LITTLE = "I know too little to ask anything; ask whoever hosts me to add facts.";

export default defineSubcommand({
  name: "today",
  description: "One question a day, the same for everyone in this server",
  alone: true,
  run: (_, caller, tools) => showToday(caller, tools),
});

/** Today's question; where it was answered already, what became of it. */
export async function showToday(caller: Caller, tools: Tools): Promise<Reply> {
  return show(await tools.standings.of(caller), await caller.zone(), caller, tools);
}

/** What a button for an answer stands for. */
interface Pressed {
  readonly day: string;
  readonly option: string;
  readonly mark: string;
}

/** Takes an answer, the first one alone. */
export async function answerToday({ day, mark, option }: Pressed, caller: Caller, tools: Tools): Promise<Reply> {
  const { clock, standings } = tools;
  const [before, timeZone] = [await standings.of(caller), await caller.zone()];
  const at = clock();
  const today = dayAt(at, timeZone);
  if (!isOpen(before, today)) return show(before, timeZone, caller, tools);
  const question = questionFor(today, caller, tools);
  if (day !== today.toString())
    return show(before, timeZone, caller, tools, "That day is over; this is the question of today.");
  if (mark !== markOf(question))
    return show(before, timeZone, caller, tools, "The question was changed; this is how it is now.");
  const chosen = Number(option);
  if (question.options[chosen] === undefined) throw new UserError("That is no answer; run /quiz today again.");

  const answer = { at, timeZone, option: chosen, right: chosen === question.right };
  const standing = standAfter(before, answer);
  const first = await standings.move(
    caller,
    before,
    standing,
    answer.right ? pointFor({ ...caller, timeZone }, at, `day ${today}`) : undefined,
  );
  return show(first ? standing : await standings.of(caller), timeZone, caller, tools);
}

/** Posts for all that one answered, and nothing of the answer. */
export async function shareToday(day: string, caller: Caller, tools: Tools): Promise<Shared> {
  const standing = await tools.standings.of(caller);
  if (standing?.day.toString() !== day)
    throw new UserError("That day is over; run /quiz today for the question of now.");
  const question = questionFor(standing.day, caller, tools);
  const next = nextAfter(standing, await caller.zone());
  const shared = shareOf(
    (share) => renderAnswered(question, standing, next, share),
    shareResultId(standing.day),
    caller.userId,
  );
  return { ...shared, shares: renderResult(standing, caller.userId) };
}

function show(standing: Standing | undefined, timeZone: string, caller: Caller, tools: Tools, remark?: string): Reply {
  const today = dayAt(tools.clock(), timeZone);
  if (standing === undefined || isOpen(standing, today)) {
    const inRow = rowUpTo(standing, tools.clock(), timeZone);
    return renderToday(questionFor(today, caller, tools), today, inRow, remark);
  }
  const question = questionFor(standing.day, caller, tools);
  const share = shareButton(shareResultId(standing.day));
  return alone(renderAnswered(question, standing, nextAfter(standing, timeZone), share));
}

/** The midnight at which the next day begins, or the hour after it where the clocks leave that out. */
function nextAfter({ day }: Standing, timeZone: string): Temporal.Instant {
  return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
}

function questionFor(day: Temporal.PlainDate, caller: Caller, tools: Tools): Question {
  const question = questionOfDay(tools, caller.guildId ?? caller.userId, day);
  if (question === undefined) throw new UserError(TOO_LITTLE);
  return question;
}
