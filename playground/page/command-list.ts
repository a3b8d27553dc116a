import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  ApplicationCommandOptionType as Types,
} from "discord-api-types/v10";
import type { Commands } from "../protocol.ts";

/** A command that can be used as it stands: a subcommand, or a command without any. */
export interface UsableCommand {
  /** As typed, without the slash: `daily add`. */
  readonly name: string;
  readonly description: string;
  /** Required ones first. */
  readonly options: readonly APIApplicationCommandBasicOption[];
}

/** The slash commands, subcommands one by one. Pure. */
export function listCommands(commands: Commands): readonly UsableCommand[] {
  return commands
    .filter(({ type }) => type === ApplicationCommandType.ChatInput)
    .flatMap(({ name, description, options = [] }) => branches(name, description, options));
}

/** The commands of a message's menu, by name. */
export function listMessageCommands(commands: Commands): readonly string[] {
  return commands.filter(({ type }) => type === ApplicationCommandType.Message).map(({ name }) => name);
}

/**
 * Those that fit what was typed after the slash, best first: by the beginning of the name, by a part of it, by a word
 * of the description.
 */
export function matchCommands(commands: readonly UsableCommand[], typed: string): readonly UsableCommand[] {
  const wanted = typed.trim().toLowerCase();
  const rank = ({ description, name }: UsableCommand) => {
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return description.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return commands.filter((it) => rank(it) < 3).toSorted((a, b) => rank(a) - rank(b));
}

function branches(name: string, description: string, options: readonly APIApplicationCommandOption[]): UsableCommand[] {
  const inner = options.filter((it) => it.type === Types.Subcommand || it.type === Types.SubcommandGroup);
  if (inner.length > 0) return inner.flatMap((it) => branches(`${name} ${it.name}`, it.description, it.options ?? []));
  return [{ name, description, options: options as readonly APIApplicationCommandBasicOption[] }];
}
