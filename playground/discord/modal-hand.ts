import { type APIModalInteractionResponseCallbackData as Modal, ComponentType as Types } from "discord-api-types/v10";
import { chosenAtFirst, isChoice } from "./choice.ts";
import { chosenValues } from "./chosen-values.ts";
import { completeComponents } from "./component-defaults.ts";
import { flatten, type Loose } from "./component-tree.ts";
import type { Channel, Person } from "./inhabitants.ts";
import { resolve } from "./resolved.ts";
import type { World } from "./world.ts";

/** What a person fills in, by custom id: a text, whether a box is ticked, or what is chosen. */
export type ModalInputs = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What a field holds, as the bot is told of it. */
type Filled = { readonly value: string | boolean | null } | { readonly values: readonly string[] };

/**
 * The data of a submitted form: each component with what it holds, and what that names. Fields left out keep what the
 * bot filled in.
 *
 * @throws Error for a field that is not there, required and empty, or that does not take what is filled in
 */
export function submittedData(
  world: World,
  { channel, person }: { readonly channel: Channel; readonly person: Person },
  { custom_id, components }: Modal,
  inputs: ModalInputs,
): object {
  const whole = completeComponents(components) as unknown as Loose[];
  const fields = flatten(whole).flatMap(({ component }) => (component.custom_id ? [component] : []));
  const stranger = Object.keys(inputs).find((name) => !fields.some((field) => field.custom_id === name));
  if (stranger !== undefined) throw new Error(`The form has no field "${stranger}"`);
  const filled = new Map(fields.map((field) => [field, fill(world, channel, field, inputs[field.custom_id ?? ""])]));
  const named = fields.filter((field) => isChoice(field) && !field.options).flatMap((field) => valuesOf(filled, field));
  const resolved = resolve(world, person, world.serverOf(channel), named);
  return {
    custom_id,
    components: whole.map((component) => shapeOf(component, filled)),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

/** Of a component, what the bot is told: where it stands, and what it holds. */
function shapeOf(component: Loose, filled: ReadonlyMap<Loose, Filled>): object {
  const { custom_id, id, type } = component;
  const inner = component.component as Loose | undefined;
  const row = component.components as Loose[] | undefined;
  if (inner !== undefined) return { type, id, component: shapeOf(inner, filled) };
  if (row !== undefined) return { type, id, components: row.map((each) => shapeOf(each, filled)) };
  return custom_id === undefined ? { type, id } : { type, id, custom_id, ...filled.get(component) };
}

function valuesOf(filled: ReadonlyMap<Loose, Filled>, field: Loose): readonly string[] {
  const held = filled.get(field);
  return held !== undefined && "values" in held ? held.values : [];
}

function fill(world: World, channel: Channel, field: Loose, input: ModalInputs[string] | undefined): Filled {
  switch (field.type) {
    case Types.TextInput:
      return { value: textOf(field, input) };
    case Types.Checkbox:
      return { value: ticked(field, input) };
    case Types.RadioGroup:
      return { value: chosenIn(world, channel, field, input)[0] ?? null };
    default:
      return { values: chosenIn(world, channel, field, input) };
  }
}

function textOf(field: Loose, input: ModalInputs[string] | undefined): string {
  const value = input ?? field.value ?? "";
  if (typeof value !== "string") throw new Error(`The field "${field.custom_id}" takes text`);
  if (value === "" && field.required !== false) throw new Error(`The field "${field.custom_id}" is required`);
  const [least, most] = [Number(field.min_length ?? 0), Number(field.max_length ?? 4000)];
  if (value !== "" && (value.length < least || value.length > most)) {
    throw new Error(`The field "${field.custom_id}" takes ${least} to ${most} characters`);
  }
  return value;
}

function ticked(field: Loose, input: ModalInputs[string] | undefined): boolean {
  const value = input ?? field.default ?? false;
  if (typeof value !== "boolean") throw new Error(`The field "${field.custom_id}" takes true or false`);
  return value;
}

/** What need not be chosen may be left empty, whatever the least number is. */
function chosenIn(world: World, channel: Channel, field: Loose, input: ModalInputs[string] | undefined): string[] {
  if (typeof input === "boolean") throw new Error(`The field "${field.custom_id}" takes values`);
  const wanted = typeof input === "string" ? [input].filter(Boolean) : (input ?? chosenAtFirst(field));
  if (wanted.length > 0) return chosenValues(world, channel, field, wanted);
  if (field.required !== false) throw new Error(`The field "${field.custom_id}" is required`);
  return [];
}
