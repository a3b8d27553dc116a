import { UserError } from "../errors.ts";
import { readCustomId } from "../render/custom-id.ts";
import type { ButtonSpec, Command, OptionSpecs, Runnable, SelectSpec } from "./command.ts";
import type { ModalSpec } from "./form.ts";
import { HEAVIEST } from "./limiter.ts";

/** What was typed, unchecked. */
export interface CommandCall {
  readonly command: string;
  readonly subcommand: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Something that was asked for, as far as finding who answers it goes. */
type Asked =
  | ({ readonly kind: "command" } & CommandCall)
  | { readonly kind: "message"; readonly command: string }
  | { readonly kind: "button"; readonly id: string }
  | { readonly kind: "select"; readonly id: string }
  | { readonly kind: "modal"; readonly id: string };

/** Who answers a component of a message or a form, and the arguments that its id carries. */
interface Found<Spec> {
  readonly command: Command;
  readonly spec: Spec;
  readonly args: readonly string[];
}

/** Finds who answers what. */
export interface Catalogue {
  /** @throws {UserError} when there is no such command any more */
  command(call: CommandCall): { command: Command; runnable: Runnable; options: OptionSpecs };
  /** @throws {UserError} when messages have no such command any more */
  messageCommand(name: string): Command & Required<Pick<Command, "read">>;
  /** @returns `undefined` for an id that no button of ours has now */
  button(id: string): Found<ButtonSpec> | undefined;
  /** @returns `undefined` for an id that no list of ours has now */
  select(id: string): Found<SelectSpec> | undefined;
  /** @returns `undefined` for an id that no form of ours has now */
  modal(id: string): Found<ModalSpec> | undefined;
  /** Whether the asker alone sees what is answered, as of all moderators' commands. */
  isAnsweredAlone(call: CommandCall): boolean;
  /** What was asked for, in few words: one of a bounded set, whatever was sent. */
  nameOf(asked: Asked): string;
  /** As how many requests it counts: 1 to `HEAVIEST`, whatever was sent. */
  weightOf(asked: Asked): number;
}

/** One and the same each time: what reads options is made once for each. */
const NO_OPTIONS: OptionSpecs = {};

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
      const options: OptionSpecs = (command.subcommands ? runnable.options : command.options) ?? NO_OPTIONS;
      return { command, runnable, options };
    },

    messageCommand(name) {
      const command = byName.get(name);
      if (command?.read === undefined)
        throw new UserError("I no longer have this command; type / to see those I have.");
      return { ...command, read: command.read };
    },

    button,

    select,

    modal,

    isAnsweredAlone(call) {
      const subcommand = subcommandOf(call);
      const isForModerators = [byName.get(call.command), subcommand].some((it) => it?.audience === "moderators");
      return isForModerators || (subcommand?.alone ?? false);
    },

    nameOf(asked) {
      if (asked.kind === "button") return `${button(asked.id)?.command.name ?? "unknown"} button`;
      if (asked.kind === "select") return `${select(asked.id)?.command.name ?? "unknown"} select`;
      if (asked.kind === "modal") return `${modal(asked.id)?.command.name ?? "unknown"} form`;
      const command = byName.get(asked.command);
      if (command === undefined) return "unknown command";
      if (asked.kind === "message") return command.name;
      return [command.name, subcommandOf(asked)?.name].filter(Boolean).join(" ");
    },

    weightOf(asked) {
      if (asked.kind === "button") return button(asked.id)?.spec.weight ?? 1;
      if (asked.kind === "select") return select(asked.id)?.spec.weight ?? 1;
      if (asked.kind === "modal") return modal(asked.id)?.spec.weight ?? 1;
      if (asked.kind === "message") return 1;
      const weight = subcommandOf(asked)?.weight ?? 1;
      const weighed = typeof weight === "number" ? weight : weight(asked.options);
      return Math.min(HEAVIEST, Math.max(1, Math.round(weighed) || 1));
    },
  };

  function subcommandOf({ command, subcommand }: CommandCall): Runnable | undefined {
    return byName.get(command)?.subcommands?.find((it) => it.name === subcommand);
  }

  function button(id: string): Found<ButtonSpec> | undefined {
    return find(id, ({ buttons }) => buttons);
  }

  function select(id: string): Found<SelectSpec> | undefined {
    return find(id, ({ selects }) => selects);
  }

  function modal(id: string): Found<ModalSpec> | undefined {
    return find(id, ({ modals }) => modals);
  }

  function find<Spec extends { readonly args: number }>(
    id: string,
    specsOf: (command: Command) => Readonly<Record<string, Spec>> | undefined,
  ): Found<Spec> | undefined {
    const specOf = (name: string, action: string) => {
      const command = byName.get(name);
      return command && ownValue(specsOf(command), action);
    };
    const read = readCustomId(id, (name, action) => specOf(name, action)?.args);
    const command = read && byName.get(read.command);
    const spec = read && specOf(read.command, read.action);
    return command && spec && { command, spec, args: read.args };
  }
}

function ownValue<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
