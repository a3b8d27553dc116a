import { ComponentType, type APIModalInteractionResponseCallbackData as Modal } from "discord-api-types/v10";
import { flatten, type Loose } from "./component-tree.ts";

/** What a person fills in, by custom id; a list for selects. */
export type ModalInputs = Readonly<Record<string, string | readonly string[]>>;

/**
 * The data of a submitted form. Fields left out keep what the bot filled in.
 *
 * @throws Error for a field that is not there, required and empty, or of the wrong length
 */
export function submittedData({ custom_id, components }: Modal, inputs: ModalInputs): object {
  const names = flatten(components).map(({ component }) => component.custom_id);
  const stranger = Object.keys(inputs).find((name) => !names.includes(name));
  if (stranger !== undefined) throw new Error(`The form has no field "${stranger}"`);
  return {
    custom_id,
    components: (components as unknown as Loose[]).map((component, index) => filled(component, inputs, index + 1)),
  };
}

function filled(component: Loose, inputs: ModalInputs, id: number): object {
  const { type } = component;
  const inner = component.component as Loose | undefined;
  const row = component.components as Loose[] | undefined;
  if (inner !== undefined) return { type, id, component: filled(inner, inputs, id + 100) };
  if (row !== undefined)
    return { type, id, components: row.map((each, index) => filled(each, inputs, id * 100 + index)) };
  if (component.custom_id === undefined) return { type, id };
  return { type, id, custom_id: component.custom_id, ...fieldValue(component, inputs[component.custom_id ?? ""]) };
}

function fieldValue(field: Loose, input: string | readonly string[] | undefined): object {
  if (field.type !== ComponentType.TextInput) return { values: typeof input === "string" ? [input] : (input ?? []) };
  const value = String(input ?? field.value ?? "");
  const required = field.required !== false;
  if (value === "" && required) throw new Error(`The field "${field.custom_id}" is required`);
  const [least, most] = [Number(field.min_length ?? 0), Number(field.max_length ?? 4000)];
  if (value !== "" && (value.length < least || value.length > most)) {
    throw new Error(`The field "${field.custom_id}" takes ${least} to ${most} characters`);
  }
  return { value };
}
