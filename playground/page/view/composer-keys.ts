import { isOpenFor, pickChoice, removeField } from "../command-fields.ts";
import { cancel, closeList, moveActive, offeredCommands, pickCommand } from "../composer.ts";
import { composer, type Field } from "../composer-state.ts";

/** Keys while text is typed. Enter sends the form, which chooses a command that is being typed. */
export function keysInText(event: KeyboardEvent): void {
  if (walk(event)) return;
  if (event.key === "Escape") closeList();
  const command = composer.open ? offeredCommands()[composer.active] : undefined;
  if (event.key !== "Tab" || command === undefined) return;
  event.preventDefault();
  pickCommand(command);
}

/** Keys in an option of a command: Enter takes the choice that stands out, or sends the command. */
export function keysInField(event: KeyboardEvent, field: Field): void {
  if (walk(event)) return;
  const choice = isOpenFor(field) ? composer.choices[composer.active] : undefined;
  if (event.key === "Escape") {
    event.preventDefault();
    if (choice === undefined) cancel();
    else closeList();
  } else if (event.key === "Backspace" && field.text === "") {
    event.preventDefault();
    if (field.option.required) cancel();
    else removeField(field);
  } else if (event.key === "Enter" && choice !== undefined) {
    event.preventDefault();
    pickChoice(field, choice);
  }
}

/** @returns whether the key moved through the list */
function walk(event: KeyboardEvent): boolean {
  const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
  if (step === undefined) return false;
  event.preventDefault();
  moveActive(step);
  requestAnimationFrame(showActive);
  return true;
}

function showActive(): void {
  document.querySelector('#choices [aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
}
