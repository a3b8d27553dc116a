import { type Fact, isOwn } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { type ActionRow, type Button, button, row } from "./reply.ts";

/**
 * What one does with a fact, in the row below that of where it leads. What is wrong with a server's own is for its moderators.
 *
 * @param quiz whether the day's question is there too
 */
export function careRow(fact: Fact, quiz = false): ActionRow | undefined {
  const report = isOwn(fact) ? undefined : reportButton(fact);
  return row(button("Save", customId("saved", "save", fact.id)), report, quiz ? quizButton() : undefined);
}

/** Opens the question of the day for whoever presses it. */
export function quizButton(label = "Quiz"): Button {
  return button(label, customId("quiz", "today"));
}

/** Opens the form in which one says what is wrong with it. */
export function reportButton({ id }: Pick<Fact, "id">, label = "Report"): Button {
  return button(label, customId("fact", "report", id));
}
