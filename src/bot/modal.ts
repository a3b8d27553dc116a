import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from "discord-api-types/v10";
import { customId } from "../render/custom-id.ts";
import { type Choosable, LIMITS, option } from "../render/reply.ts";
import type { FieldSpec, Form, ModalSpec } from "./form.ts";
import type { Tools } from "./tools.ts";

/** A form as Discord shows it. */
export type Modal = APIModalInteractionResponseCallbackData;

/**
 * The form as Discord shows it, with what stands in its fields. Pure.
 *
 * A value that its list does not offer stands there as one more; a text that is too long is cut.
 */
export function toModal(
  command: string,
  { fields, title }: ModalSpec,
  { args, filled, opens }: Form,
  tools: Pick<Tools, "facts">,
): Modal {
  return {
    custom_id: customId(command, opens, ...args),
    title,
    components: Object.entries(fields).map(([name, spec]) => toLabel(name, spec, filled[name], tools)),
  };
}

type Filled = Form["filled"][string];

function toLabel(name: string, spec: FieldSpec, filled: Filled, tools: Pick<Tools, "facts">): APILabelComponent {
  const { description, label } = spec;
  return {
    type: ComponentType.Label,
    label,
    ...(description !== undefined && { description }),
    component: toField(name, spec, filled, tools),
  };
}

function toField(name: string, spec: FieldSpec, filled: Filled, tools: Pick<Tools, "facts">): APIComponentInLabel {
  const common = { custom_id: name, required: spec.required ?? false };
  const values = filled === undefined ? [] : [filled].flat();
  const [value = ""] = values;
  switch (spec.type) {
    case "text":
      return {
        ...common,
        type: ComponentType.TextInput,
        style: spec.paragraph ? TextInputStyle.Paragraph : TextInputStyle.Short,
        max_length: spec.maxLength,
        ...(spec.placeholder !== undefined && { placeholder: spec.placeholder }),
        ...(value !== "" && { value: value.slice(0, spec.maxLength).toWellFormed() }),
      };
    case "select":
      return {
        ...common,
        type: ComponentType.StringSelect,
        min_values: spec.required ? 1 : 0,
        options: offered(spec.options(tools), value).map((it) => withDefault(it, values)),
      };
    case "checks":
      return {
        ...common,
        type: ComponentType.CheckboxGroup,
        min_values: spec.required ? 1 : 0,
        options: spec.options.map((it) => withDefault(it, values)),
      };
    case "channel":
      return {
        ...common,
        type: ComponentType.ChannelSelect,
        channel_types: [...spec.channelTypes],
        ...(value !== "" && { default_values: [{ id: value, type: SelectMenuDefaultValueType.Channel }] }),
      };
    case "file":
      return { ...common, type: ComponentType.FileUpload, min_values: spec.required ? 1 : 0, max_values: 1 };
    case "role":
      return {
        ...common,
        type: ComponentType.RoleSelect,
        min_values: spec.required ? 1 : 0,
        ...(value !== "" && { default_values: [{ id: value, type: SelectMenuDefaultValueType.Role }] }),
      };
  }
}

function offered(options: readonly Choosable[], value: string): readonly Choosable[] {
  const others = options.slice(0, LIMITS.optionsInSelect);
  if (value === "" || others.some((it) => it.value === value)) return others;
  return [...others.slice(0, LIMITS.optionsInSelect - 1), { label: value, value }];
}

function withDefault(given: Choosable, chosen: readonly string[]) {
  return { ...option(given), default: chosen.includes(given.value) };
}
