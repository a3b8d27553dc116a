import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { Command, OptionSpec, OptionSpecs, Runnable } from "./command.ts";

/** What Discord is told of a command. */
export type Definition =
  | RESTPostAPIChatInputApplicationCommandsJSONBody
  | RESTPostAPIContextMenuApplicationCommandsJSONBody;

/** The command as Discord wants it registered. Pure; required options come first whatever the declaration's order. */
export function toDefinition(command: Command): Definition {
  const { description, name, options = {}, read, subcommands } = command;
  if (read !== undefined) return { type: ApplicationCommandType.Message, name, ...reachOf(command) };
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description,
    options: subcommands ? subcommands.map(toSubcommand) : toOptions(options),
    ...reachOf(command),
  };
}

/** Who may use it, and where. */
function reachOf({ audience }: Command) {
  const forAll = audience !== "moderators";
  return {
    default_member_permissions: forAll ? null : PermissionFlagsBits.ManageGuild.toString(),
    contexts: forAll
      ? [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel]
      : [InteractionContextType.Guild],
    integration_types: forAll
      ? [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall]
      : [ApplicationIntegrationType.GuildInstall],
  };
}

function toSubcommand({ name, description, options }: Runnable): APIApplicationCommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, name, description, options: toOptions(options ?? {}) };
}

function toOptions(specs: OptionSpecs): APIApplicationCommandBasicOption[] {
  return Object.entries(specs)
    .map(([name, spec]) => toOption(name, spec))
    .sort((a, b) => Number(b.required) - Number(a.required));
}

function toOption(name: string, spec: OptionSpec): APIApplicationCommandBasicOption {
  const common = { name, description: spec.description, required: spec.required ?? false };
  switch (spec.type) {
    case "string":
      return {
        ...common,
        type: ApplicationCommandOptionType.String,
        max_length: spec.maxLength ?? 100,
        ...(spec.complete && { autocomplete: true }),
      };
    case "choice":
      return { ...common, type: ApplicationCommandOptionType.String, choices: [...spec.choices] };
    case "integer":
      return { ...common, type: ApplicationCommandOptionType.Integer, min_value: spec.min, max_value: spec.max };
    case "boolean":
      return { ...common, type: ApplicationCommandOptionType.Boolean };
    case "channel":
      return { ...common, type: ApplicationCommandOptionType.Channel, channel_types: [...spec.channelTypes] };
    case "role":
      return { ...common, type: ApplicationCommandOptionType.Role };
  }
}
