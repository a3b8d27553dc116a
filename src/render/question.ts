import { isOwn } from "../../facts/index.ts";
import type { Question } from "../quiz/question.ts";
import { reportButton } from "./care.ts";
import { customId } from "./custom-id.ts";
import { sourceLine } from "./fact.ts";
import { type ActionRow, type Button, button, LIMITS, row } from "./reply.ts";
import { bare, plain } from "./text.ts";

/** Labels that together are no longer stand side by side, on a phone too. */
const ONE_ROW = 30;

/** Sources that are named; a chain may have a dozen. */
const SOURCES = 3;

/** Characters. */
export const LONGEST_PROMPT = 500;
export const LONGEST_TOLD = 700;

/**
 * A button for each option, side by side where they are short, else one below the other.
 *
 * @param idOf the button's id, by the option from 0
 */
export function optionRows(
  { options }: Question,
  idOf: (option: number) => string,
): readonly (ActionRow | undefined)[] {
  const buttons = options.map((it, at) => button(labelOf(it), idOf(at)));
  const length = buttons.reduce((sum, { label = "" }) => sum + label.length, 0);
  return length <= ONE_ROW ? [row(...buttons)] : buttons.map((it) => row(it));
}

/** Discord shows a label as it stands, and refuses an empty one. */
function labelOf(option: string): string {
  return bare(option).slice(0, LIMITS.buttonLabel) || "?";
}

/**
 * Each by a sign and, where it matters, in words: nothing is told by a sign alone.
 *
 * @param chosen the asker's own answer
 */
export function optionLines({ options, right }: Question, chosen?: number): readonly string[] {
  return options.map((it, at) => {
    const words = plain(it, 200);
    if (at === right) return `- ✔ **${words}**${at === chosen ? ", your answer" : ""}`;
    return at === chosen ? `- ✘ ${words}, your answer` : `- ${words}`;
  });
}

/** Where it can be read, a line each. */
export function sourceLines({ sources }: Question): readonly string[] {
  return sources.slice(0, SOURCES).map(sourceLine);
}

/** The fact that a question was made from, where there is one. */
export function factButtons({ factId }: Question): readonly (Button | undefined)[] {
  return factId === undefined
    ? []
    : [
        button("The whole fact", customId("fact", "show", factId)),
        isOwn({ id: factId }) ? undefined : reportButton({ id: factId }),
      ];
}
