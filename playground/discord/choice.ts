import { ComponentType as Types } from "discord-api-types/v10";
import type { Loose } from "./component-tree.ts";

// What selects, radio groups and checkboxes have in common. Everything here is pure.

/** One of the bot's own options. */
export interface ChoiceOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null;
  readonly default?: boolean | null;
}

/** How many may be chosen at once. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

const KINDS: ReadonlySet<number> = new Set([
  Types.StringSelect,
  Types.UserSelect,
  Types.RoleSelect,
  Types.MentionableSelect,
  Types.ChannelSelect,
  Types.RadioGroup,
  Types.CheckboxGroup,
]);

/** Whether something is chosen in it, from options of the bot's or from what the server has. */
export const isChoice = ({ type }: Pick<Loose, "type">) => KINDS.has(type);

/** Empty for a field that the server fills. */
export function optionsOf({ options }: Loose): readonly ChoiceOption[] {
  return (options as readonly ChoiceOption[] | undefined) ?? [];
}

/** How many a field takes, a file upload too, when it is not left empty. */
export function boundsOf(field: Loose): Bounds {
  const { max_values: most, min_values: least, type } = field;
  if (type === Types.RadioGroup) return { least: 1, most: 1 };
  const usual = type === Types.CheckboxGroup ? optionsOf(field).length : 1;
  return { least: Number(least ?? 1), most: Number(most ?? usual) };
}

/** What the bot chose beforehand: values, or ids. */
export function chosenAtFirst(field: Loose): string[] {
  const things = (field.default_values as readonly { id: string }[] | null | undefined) ?? [];
  const options = optionsOf(field).filter((option) => option.default);
  return [...options.map(({ value }) => value), ...things.map(({ id }) => id)];
}
