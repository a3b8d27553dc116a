import { ApplicationCommandOptionType as Types } from "discord-api-types/v10";
import type { Choice, Inputs } from "../protocol.ts";
import { here } from "./actions.ts";
import { composer, type Field, fieldId, focus, setComposer } from "./composer-state.ts";
import { localChoices } from "./field-choices.ts";
import { act } from "./server.ts";

/** Milliseconds that typing must rest before the bot is asked for completions. */
const REST = 150;

let resting: ReturnType<typeof setTimeout> | undefined;
let asked = 0;

/** Adds an option that need not be given. */
export function addField(option: Field["option"]): void {
  const field: Field = { option, text: "" };
  setComposer({ fields: [...composer.fields, field] });
  focus(fieldId(field));
}

/** Takes out an option that need not be given. */
export function removeField(field: Field): void {
  const fields = composer.fields.filter((it) => it !== field);
  setComposer({ fields, open: false });
  const last = fields.at(-1);
  focus(last === undefined ? "send" : fieldId(last));
}

/** Lists what can be chosen: at once what the page knows, after a rest what the bot offers. */
export function openField(field: Field): void {
  const { option } = field;
  setComposer({ focused: option.name, choices: localChoices(field), open: true, active: 0 });
  stopAsking();
  if (!("autocomplete" in option) || option.autocomplete !== true) return;
  const question = asked;
  resting = setTimeout(async () => {
    const choices = await ask(field);
    if (question === asked && composer.focused === option.name) setComposer({ choices, active: 0 });
  }, REST);
}

export function typeField(field: Field, text: string): void {
  field.text = text;
  field.value = undefined;
  openField(field);
}

/** Takes a choice, and goes on to the next option that must be given. */
export function pickChoice(field: Field, { name, value }: Choice): void {
  Object.assign(field, { text: name, value });
  setComposer({ open: false, fault: "" });
  const next = composer.fields.find((it) => it.option.required && it.text === "");
  if (next !== undefined) focus(fieldId(next));
}

/** Whether the list is open for that option, with anything in it. */
export function isOpenFor({ option }: Field): boolean {
  return composer.open && composer.focused === option.name && composer.choices.length > 0;
}

/** What comes of a question that was asked before is left unheard. */
export function stopAsking(): void {
  clearTimeout(resting);
  asked += 1;
}

/** The filled fields as Discord would send them: a name that was typed out counts as chosen. */
export function readInputs(): Inputs {
  const filled = composer.fields.filter(({ text }) => text !== "");
  return Object.fromEntries(filled.map((field) => [field.option.name, readInput(field)]));
}

function readInput(field: Field): Inputs[string] {
  const { option, text, value } = field;
  const numeric = option.type === Types.Integer || option.type === Types.Number;
  const named = localChoices(field).find(({ name }) => name.toLowerCase() === text.toLowerCase());
  const given = value ?? named?.value ?? (numeric ? Number(text) : text);
  return option.type === Types.Boolean ? given === "true" : given;
}

async function ask({ option, text }: Field): Promise<readonly Choice[]> {
  const { choices = [] } = await act({
    ...here(),
    kind: "complete",
    name: composer.command?.name ?? "",
    inputs: { ...readInputs(), [option.name]: text },
    focused: option.name,
  });
  return choices;
}
