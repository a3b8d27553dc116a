import type { Fact } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { type ActionRow, type Button, button, row } from "./reply.ts";

/** What one does with a fact, in the row below that of where it leads. */
export function careRow(fact: Fact): ActionRow | undefined {
  return row(button("Save", customId("saved", "save", fact.id)), reportButton(fact));
}

/** Opens the form in which one says what is wrong with it. */
export function reportButton({ id }: Pick<Fact, "id">, label = "Report"): Button {
  return button(label, customId("fact", "report", id));
}
