import { ask, type QuestionFilter } from "./ask.ts";
import { type Chance, shuffle } from "./chance.ts";
import type { QuizContent } from "./material.ts";
import { QUESTION_KINDS, type Question } from "./question.ts";

/**
 * The questions of a game, no two from one fact or with one answer to one prompt, their kinds by turns; fewer where no more can be asked.
 * Pure but for the chance. Each is worked out as it is asked for: let others have their turn in between.
 */
export function* questionsOf(
  content: QuizContent,
  chance: Chance,
  count: number,
  filter: Pick<QuestionFilter, "genre" | "decade"> = {},
): Generator<Question, void> {
  const kinds = [...shuffle(QUESTION_KINDS, chance)];
  const [facts, asked] = [new Set<string>(), new Set<string>()];
  for (let at = 0; at < count; at++) {
    const turns = kinds.map((_, turn) => kinds[(at + turn) % kinds.length] ?? "year");
    const question = firstNew(turns);
    if (question === undefined) return;
    if (question.factId !== undefined) facts.add(question.factId);
    asked.add(keyOf(question));
    yield question;
  }

  function firstNew(turns: readonly (typeof QUESTION_KINDS)[number][]): Question | undefined {
    for (const kind of turns) {
      const question = ask(kind, content, chance, { ...filter, except: ({ id }) => facts.has(id) });
      if (question !== undefined && !asked.has(keyOf(question))) return question;
    }
    return undefined;
  }
}

function keyOf({ options, prompt, right }: Question): string {
  return `${prompt} ${options[right]}`;
}
