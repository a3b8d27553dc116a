import type { APIModalInteractionResponseCallbackData as Modal } from "discord-api-types/v10";
import { isChoice } from "./choice.ts";
import { completeComponents } from "./component-defaults.ts";
import { flatten, type Loose } from "./component-tree.ts";
import type { Channel, Person } from "./inhabitants.ts";
import { type Filled, fill, type Input } from "./modal-field.ts";
import { resolve } from "./resolved.ts";
import type { World } from "./world.ts";

/** What a person fills in, by custom id. */
export type ModalInputs = Readonly<Record<string, Input>>;

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
  const desk = { world, channel };
  const filled = new Map(fields.map((field) => [field, fill(desk, field, inputs[field.custom_id ?? ""])]));
  const named = fields
    .filter((field) => isChoice(field) && !field.options)
    .flatMap((it) => filled.get(it)?.values ?? []);
  const files = [...filled.values()].flatMap((it) => it.files ?? []);
  const resolved = {
    ...resolve(world, person, world.serverOf(channel), named),
    ...(files.length > 0 && { attachments: Object.fromEntries(files.map((file) => [file.id, file])) }),
  };
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
  const { files: _, ...held } = filled.get(component) ?? {};
  return custom_id === undefined ? { type, id } : { type, id, custom_id, ...held };
}
