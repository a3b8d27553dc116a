import { type APIModalInteractionResponseCallbackData as Modal, ComponentType as Types } from "discord-api-types/v10";
import { boundsOf, isChoice } from "../discord/choice.ts";
import type { Loose } from "../discord/component-tree.ts";

// What a form of the bot's has to be filled in, what was filled in, and what is wrong with it. Everything here is pure.

/** A field with what stands beside it. */
export interface FormField {
  readonly field: Loose;
  /** By which the bot knows it; unique in the form. */
  readonly name: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly required: boolean;
}

export type FormPart = { readonly text: string } | FormField;

/** A text, whether a box is ticked, what is chosen, or files. */
export type Filled = string | boolean | readonly string[] | readonly File[];

/** Bytes of one file. */
const FILE_LIMIT = 10_485_760;

/** The parts of a form from top to bottom. */
export function partsOf({ components }: Modal): FormPart[] {
  return (components as unknown as Loose[]).flatMap((part): FormPart[] => {
    if (part.type === Types.TextDisplay) return [{ text: part.content ?? "" }];
    if (part.type === Types.Label)
      return [fieldOf(part.component as Loose, String(part.label), String(part.description ?? ""))];
    const row = (part.components as Loose[] | undefined) ?? [];
    return row.map((field) => fieldOf(field, String(field.label ?? ""), ""));
  });
}

/** Whether several boxes or buttons make up the field, so that it needs a name for the group. */
export function isGroup({ field }: FormField): boolean {
  return field.type === Types.RadioGroup || field.type === Types.CheckboxGroup || takesSeveral(field);
}

/** Whether it is a select from which more than one may be chosen. */
export function takesSeveral(field: Loose): boolean {
  return isChoice(field) && field.type !== Types.RadioGroup && boundsOf(field).most > 1;
}

/** What stands in the page's form for a field. */
export function readField({ field, name }: FormField, data: FormData): Filled {
  switch (field.type) {
    case Types.TextInput:
      return String(data.get(name) ?? "").replaceAll("\r\n", "\n");
    case Types.Checkbox:
      return data.has(name);
    case Types.FileUpload:
      // A browser sends a file without a name where none was chosen.
      return data.getAll(name).filter((it): it is File => it instanceof File && it.name !== "");
    default:
      return data.getAll(name).map(String).filter(Boolean);
  }
}

/** Why the form cannot be sent with that in it, in words for the person; `undefined` when it can. */
export function faultOf({ field, required }: FormField, filled: Filled): string | undefined {
  if (typeof filled === "boolean") return undefined;
  if (filled.length === 0) return required ? "This must be filled in." : undefined;
  if (typeof filled === "string") return textFault(field, filled.length);
  const { least, most } = boundsOf(field);
  const what = field.type === Types.FileUpload ? ` file${most === 1 ? "" : "s"}` : "";
  if (filled.length < least || filled.length > most) return `Choose ${span(least, most)}${what}.`;
  const large = filled.find((it) => it instanceof File && it.size > FILE_LIMIT);
  return large instanceof File ? `${large.name} is larger than 10 MiB.` : undefined;
}

function fieldOf(field: Loose, label: string, description: string): FormField {
  const name = String(field.custom_id);
  // A single box is an answer whether it is ticked or not.
  const required = field.required !== false && field.type !== Types.Checkbox;
  return { field, name, label, required, ...(description && { description }) };
}

function textFault({ max_length, min_length }: Loose, length: number): string | undefined {
  const [least, most] = [Number(min_length ?? 0), Number(max_length ?? 4000)];
  if (length < least) return `Write at least ${least} characters: there are ${length}.`;
  return length > most ? `Write at most ${most} characters: there are ${length}.` : undefined;
}

function span(least: number, most: number): string {
  return least === most ? `${most}` : `${least} to ${most}`;
}
