import { here, say, useCommand } from "./actions.ts";
import { readInputs, stopAsking } from "./command-fields.ts";
import { listCommands, matchCommands, type UsableCommand } from "./command-list.ts";
import { composer, EMPTY, fieldId, focus, setComposer } from "./composer-state.ts";
import { commandsAt } from "./server.ts";
import { drawNow, update } from "./state.ts";

/** Resolves when the commands of this place are known. */
let loading: Promise<void> = Promise.resolve();
let place = "";

/** Begins anew when the line stands elsewhere, or someone else writes. */
export function enter(channel: string, person: string): void {
  if (place === `${channel} ${person}`) return;
  place = `${channel} ${person}`;
  Object.assign(composer, EMPTY);
  loading = loadCommands();
}

/** Takes what is typed; a slash opens the list of commands. */
export function typeText(text: string): void {
  if (text.startsWith("/") && !composer.open) loading = loadCommands();
  setComposer({ text, open: text.startsWith("/"), active: 0 });
}

/**
 * Puts the cursor where a slash that was typed elsewhere on the page belongs: into the line, where it starts a command,
 * or into the command that is being filled in. At once, for the next letters follow.
 *
 * @returns whether the slash is to be typed there
 */
export function leadSlash(): boolean {
  update({ pane: "chat" });
  drawNow();
  const next = composer.fields.find(({ text }) => text === "") ?? composer.fields.at(-1);
  const id = composer.command === undefined ? "composer-text" : next === undefined ? "send" : fieldId(next);
  const place = document.getElementById(id);
  place?.focus();
  if (place instanceof HTMLInputElement) place.setSelectionRange(place.value.length, place.value.length);
  return composer.command === undefined;
}

/** The commands that fit what was typed. */
export function offeredCommands(): readonly UsableCommand[] {
  return matchCommands(composer.commands, composer.text.slice(1));
}

export function pickCommand(command: UsableCommand): void {
  const fields = command.options.filter(({ required }) => required).map((option) => ({ option, text: "" }));
  setComposer({ ...EMPTY, command, fields });
  const [first] = fields;
  focus(first === undefined ? "send" : fieldId(first));
}

/** Moves through the list that is open. */
export function moveActive(step: 1 | -1): void {
  const count = composer.command === undefined ? offeredCommands().length : composer.choices.length;
  if (count > 0) setComposer({ open: true, active: (composer.active + step + count) % count });
}

export function closeList(): void {
  setComposer({ open: false });
}

/** Gives the command up. */
export function cancel(): void {
  stopAsking();
  setComposer(EMPTY);
  focus("composer-text");
}

/** Sends the message or the command; a command that cannot be sent yet stays, with what must be mended. */
export async function send(): Promise<void> {
  const { command, fields, text } = composer;
  if (command === undefined) return sendText(text);
  const missing = fields.find((it) => it.option.required && it.text === "");
  if (missing !== undefined) {
    setComposer({ fault: `${missing.option.name} is required.` });
    focus(fieldId(missing));
    return;
  }
  const inputs = readInputs();
  cancel();
  const fault = await useCommand(command.name, inputs);
  if (fault !== undefined) setComposer({ command, fields, fault, open: false });
}

/** A command in the making is chosen instead: who types and presses Enter at once may be ahead of the list. */
async function sendText(text: string): Promise<void> {
  if (text.trim() === "") return;
  if (text.startsWith("/")) await loading;
  const chosen = text.startsWith("/") ? offeredCommands()[composer.active] : undefined;
  if (chosen !== undefined) {
    pickCommand(chosen);
    return;
  }
  cancel();
  await say(text);
}

async function loadCommands(): Promise<void> {
  const asked = place;
  const commands = listCommands(await commandsAt(here()));
  if (asked === place) setComposer({ commands });
}
