import { createHash } from "node:crypto";
import { ask } from "./ask.ts";
import { seededChance } from "./chance.ts";
import type { QuizContent } from "./material.ts";
import { QUESTION_KINDS, type Question } from "./question.ts";

/** Nothing is asked that happened so few days before or after in the year: a post may tell it. */
const DAYS_AROUND = 7;

/**
 * The question of a day, the same for all in one place; its kind changes from day to day.
 *
 * @param place the id of a server, or of somebody who asks in direct messages
 * @returns `undefined` where too little is known for any kind
 */
export function questionOfDay(content: QuizContent, place: string, day: Temporal.PlainDate): Question | undefined {
  const told = new Set(
    Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, at) =>
      day.add({ days: at - DAYS_AROUND }).toPlainMonthDay(),
    ).flatMap((it) => content.facts.on(it)),
  );
  const turn = day.since("1970-01-01").days;
  const kinds = QUESTION_KINDS.map((_, at) => QUESTION_KINDS[(turn + at) % QUESTION_KINDS.length] ?? "year");
  for (const kind of kinds) {
    const chance = seededChance(`${place} ${day} ${kind}`);
    const question = ask(kind, content, chance, { except: (fact) => told.has(fact) });
    if (question !== undefined) return question;
  }
  return undefined;
}

/** Six characters that tell a question from what is asked once the content has changed. */
export function markOf({ options, prompt }: Question): string {
  return createHash("sha256")
    .update(JSON.stringify([prompt, options]))
    .digest("base64url")
    .slice(0, 6);
}
