import { UserError } from "../errors.ts";
import { readCustomId } from "../render/custom-id.ts";
import type { ButtonSpec, Command, OptionSpecs, Runnable } from "./command.ts";

/** What was typed, unchecked. */
export interface CommandCall {
  readonly command: string;
  readonly subcommand: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Something that was asked for, as far as finding who answers it goes. */
type Asked = ({ readonly kind: "command" } & CommandCall) | { readonly kind: "button"; readonly id: string };

/** Finds who answers what. */
export interface Catalogue {
  /** @throws {UserError} when there is no such command any more */
  command(call: CommandCall): { command: Command; runnable: Runnable; options: OptionSpecs };
  /** @returns `undefined` for an id that no button of ours has now */
  button(id: string): { command: Command; spec: ButtonSpec; args: readonly string[] } | undefined;
  /** Whether it is one of the moderators' commands, whose answers they alone see. */
  isForModerators(command: string): boolean;
  /** What was asked for, in few words: one of a bounded set, whatever was sent. */
  nameOf(asked: Asked): string;
  /** As how many requests it counts. */
  weightOf(asked: Asked): number;
}

export function createCatalogue(commands: readonly Command[]): Catalogue {
  const byName = new Map(commands.map((it) => [it.name, it]));
  return {
    command(call) {
      const command = byName.get(call.command);
      const runnable: Runnable | undefined = command?.subcommands
        ? subcommandOf(call)
        : command?.run && { name: command.name, description: command.description, run: command.run };
      if (command === undefined || runnable === undefined) {
        throw new UserError("I no longer have this command; type / to see those that I have.");
      }
      const options: OptionSpecs = (command.subcommands ? runnable.options : command.options) ?? {};
      return { command, runnable, options };
    },

    button,

    isForModerators: (command) => byName.get(command)?.audience === "moderators",

    nameOf(asked) {
      if (asked.kind === "button") {
        const found = button(asked.id);
        return found === undefined ? "unknown button" : `${found.command.name} button`;
      }
      const command = byName.get(asked.command);
      if (command === undefined) return "unknown command";
      return [command.name, subcommandOf(asked)?.name].filter(Boolean).join(" ");
    },

    weightOf: (asked) => (asked.kind === "command" ? (subcommandOf(asked)?.weight ?? 1) : 1),
  };

  function subcommandOf({ command, subcommand }: CommandCall): Runnable | undefined {
    return byName.get(command)?.subcommands?.find((it) => it.name === subcommand);
  }

  function button(id: string): ReturnType<Catalogue["button"]> {
    const specOf = (command: string, action: string) => ownValue(byName.get(command)?.buttons, action);
    const read = readCustomId(id, (command, action) => specOf(command, action)?.args);
    const command = read && byName.get(read.command);
    const spec = read && specOf(read.command, read.action);
    return command && spec && { command, spec, args: read.args };
  }
}

function ownValue<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
