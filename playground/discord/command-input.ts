import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  type APIApplicationCommandBasicOption as Definition,
  ApplicationCommandOptionType as Types,
} from "discord-api-types/v10";
import { channelTypes } from "./inhabitants.ts";
import type { World } from "./world.ts";

/** What a person types into a command's fields: text, numbers, yes or no; people, roles and channels by id. */
export type Inputs = Readonly<Record<string, string | number | boolean>>;

/** A field as the bot receives it. */
export interface Field {
  readonly name: string;
  readonly type: Types;
  readonly value: string | number | boolean;
  readonly focused?: true;
}

/** A command as typed, such as `daily add`, found among those that the bot registered. */
export interface ChosenCommand {
  readonly command: APIApplicationCommand;
  /** The groups and subcommand below it, outermost first. */
  readonly branch: readonly { readonly name: string; readonly type: Types }[];
  readonly definitions: readonly Definition[];
}

/** @throws Error when there is no such command, or it stops at a group */
export function chooseCommand(commands: readonly APIApplicationCommand[], typed: string): ChosenCommand {
  const [name, ...rest] = typed.replace(/^\//, "").split(" ");
  const command = commands.find((each) => each.name === name && each.type === 1);
  if (command === undefined) throw new Error(`There is no command /${name}`);
  const branch: { name: string; type: Types }[] = [];
  let options: readonly APIApplicationCommandOption[] = command.options ?? [];
  for (const word of rest) {
    const inner = options.find((option) => option.name === word && isBranch(option));
    if (inner === undefined) throw new Error(`There is no command /${typed}`);
    branch.push({ name: word, type: inner.type });
    options = ("options" in inner ? inner.options : undefined) ?? [];
  }
  if (options.some(isBranch))
    throw new Error(`/${typed} needs one of: ${options.map((option) => option.name).join(", ")}`);
  return { command, branch, definitions: options as Definition[] };
}

/** @throws Error when the menu of a message has no such command */
export function chooseMessageCommand(commands: readonly APIApplicationCommand[], name: string): APIApplicationCommand {
  const command = commands.find((each) => each.name === name && each.type === ApplicationCommandType.Message);
  if (command === undefined) throw new Error(`There is no message command "${name}"`);
  return command;
}

/**
 * Fills in the fields, as Discord's app lets a person do it.
 *
 * @param strict false while a person is still typing: fields may be missing or unfinished
 * @returns in the order of `inputs`
 * @throws Error that names the field and what it takes
 */
export function readFields(world: World, definitions: readonly Definition[], inputs: Inputs, strict = true): Field[] {
  const missing = definitions.find(({ name, required }) => required && inputs[name] === undefined);
  if (strict && missing !== undefined) throw new Error(`The field "${missing.name}" is required`);
  return Object.entries(inputs).map(([name, value]) => {
    const definition = definitions.find((each) => each.name === name);
    if (definition === undefined) throw new Error(`The command has no field "${name}"`);
    const chosen = choiceValue(definition, value);
    const fault = strict ? faultOf(world, definition, chosen) : undefined;
    if (fault !== undefined) throw new Error(`The field "${name}" ${fault}`);
    return { name, type: definition.type, value: chosen };
  });
}

/** The fields wrapped into the command's groups and subcommand. */
export function nestFields({ branch }: ChosenCommand, fields: readonly Field[]): readonly object[] {
  return branch.reduceRight<readonly object[]>((options, { name, type }) => [{ name, type, options }], fields);
}

const isBranch = ({ type }: APIApplicationCommandOption) => type === Types.Subcommand || type === Types.SubcommandGroup;

/** A choice may be given by what the person reads. */
function choiceValue(definition: Definition, value: Field["value"]): Field["value"] {
  const choices = "choices" in definition ? (definition.choices ?? []) : [];
  return choices.find(({ name }) => name === value)?.value ?? value;
}

function faultOf(world: World, definition: Definition, value: Field["value"]): string | undefined {
  if ("choices" in definition && definition.choices?.length) {
    const fits = definition.choices.some((choice) => choice.value === value);
    return fits ? undefined : `takes one of: ${definition.choices.map(({ name }) => name).join(", ")}`;
  }
  switch (definition.type) {
    case Types.String:
      return textFault(value, definition.min_length ?? 0, definition.max_length ?? 6000);
    case Types.Integer:
      return Number.isInteger(value) ? rangeFault(Number(value), definition) : "takes a whole number";
    case Types.Number:
      return typeof value === "number" ? rangeFault(value, definition) : "takes a number";
    case Types.Boolean:
      return typeof value === "boolean" ? undefined : "takes yes or no";
    case Types.Channel:
      return channelFault(world, String(value), definition.channel_types);
    case Types.Attachment:
      return "takes a file, which the local Discord cannot send";
    default:
      return thingFault(world, definition.type, String(value));
  }
}

function textFault(value: Field["value"], least: number, most: number): string | undefined {
  if (typeof value !== "string" || value === "") return "takes text";
  return value.length >= least && value.length <= most ? undefined : `takes ${least} to ${most} characters`;
}

function rangeFault(
  value: number,
  { min_value, max_value }: { min_value?: number; max_value?: number },
): string | undefined {
  if (min_value !== undefined && value < min_value) return `takes ${min_value} or more`;
  return max_value !== undefined && value > max_value ? `takes ${max_value} or less` : undefined;
}

function channelFault(world: World, id: string, types: readonly number[] | undefined): string | undefined {
  const channel = world.channel(id);
  if (channel === undefined) return "takes a channel";
  return types?.length && !types.includes(channelTypes[channel.kind])
    ? `does not take a ${channel.kind} channel`
    : undefined;
}

function thingFault(world: World, type: Types, id: string): string | undefined {
  const person = type !== Types.Role && world.people.has(id);
  const role = type !== Types.User && [...world.servers.values()].some(({ roles }) => roles.has(id));
  return person || role ? undefined : "takes someone or something that exists";
}
