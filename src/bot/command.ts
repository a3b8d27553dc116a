import type { ApplicationCommandOptionAllowedChannelType } from "discord-api-types/v10";
import type { Completion } from "../../facts/index.ts";
import type { Reply } from "../render/reply.ts";
import type { ChosenChannel, ChosenRole, Form, ModalSpec } from "./form.ts";
import type { Caller, Tools } from "./tools.ts";

interface OptionBase {
  /** At most 100 characters. */
  readonly description: string;
  readonly required?: true;
}

/**
 * Offers completions for what was typed so far; at most 25 are shown.
 *
 * @param given the command's options as far as they are filled in, unchecked; a channel is its id
 */
export type Complete = (
  typed: string,
  tools: Tools,
  caller: Caller,
  given: Readonly<Record<string, unknown>>,
) => readonly Completion[] | Promise<readonly Completion[]>;

export type OptionSpec =
  | (OptionBase & { readonly type: "string"; readonly maxLength?: number; readonly complete?: Complete })
  /** A string of those few. */
  | (OptionBase & { readonly type: "choice"; readonly choices: readonly [Completion, ...Completion[]] })
  | (OptionBase & { readonly type: "integer"; readonly min: number; readonly max: number })
  | (OptionBase & { readonly type: "boolean" })
  | (OptionBase & {
      readonly type: "channel";
      readonly channelTypes: readonly ApplicationCommandOptionAllowedChannelType[];
    })
  | (OptionBase & { readonly type: "role" });

/** Options by the name that people type. Required ones stand first, as Discord wants them. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

interface ValueOf<Spec> {
  string: string;
  choice: Spec extends { readonly choices: readonly { readonly value: infer Value }[] } ? Value : never;
  integer: number;
  boolean: boolean;
  channel: ChosenChannel;
  role: ChosenRole;
}

/** What `run` receives: a value for each option declared, `undefined` for one that is not required and was left out. */
export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]:
    | ValueOf<Specs[Name]>[Specs[Name]["type"]]
    | (Specs[Name] extends { readonly required: true } ? never : undefined);
};

/** 1 to 30. Where it depends on the options: as they were sent, unchecked. */
export type Weight = number | ((options: Readonly<Record<string, unknown>>) => number);

/** `moderators`: in servers only, for those with Manage Server; the bot checks it again. */
export type Audience = "everyone" | "moderators";

/** Something that runs: a command without subcommands, or a subcommand. */
export interface Runnable<Specs extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  readonly options?: Specs;
  /** As how many requests it counts by the limits: more for one that asks Discord or takes long. Default 1. */
  readonly weight?: Weight;
  /** Whether the asker alone sees the answer, and so that a late one comes: as of moderators' commands. Default false. */
  readonly alone?: boolean;
  /** Of a subcommand for fewer people than the others; Discord shows it to all, the bot checks. */
  readonly audience?: Audience;
  run(options: OptionValues<Specs>, caller: Caller, tools: Tools): Reply | Form | Promise<Reply | Form>;
}

/** What a button of the command does when it is pressed, also after a restart. */
export interface ButtonSpec {
  /** How many arguments its id carries. */
  readonly args: number;
  /** `update`: the message it stands on is replaced; `reply`: a new message. Default `reply`. */
  readonly effect?: "reply" | "update";
  /** As how many requests it counts by the limits. Default 1. */
  readonly weight?: number;
  /** For fewer people than the command. */
  readonly audience?: Audience;
  press(args: readonly string[], caller: Caller, tools: Tools): Pressed | Promise<Pressed>;
}

/** What comes of a button. */
type Pressed = Reply | Form | Shared;

/** A message that goes out for all, once, and what then becomes of the one whose button was pressed. */
export interface Shared {
  readonly shares: Reply;
  readonly leaves: Reply;
  /** What the one whose button was pressed becomes where the message could not be posted. */
  readonly failed: Reply;
}

/** What a list of the command does when something is chosen from it, also after a restart. */
export interface SelectSpec {
  /** How many arguments its id carries. */
  readonly args: number;
  /** `update`: the message it stands on is replaced; `reply`: a new message. Default `reply`. */
  readonly effect?: "reply" | "update";
  /** How many can be chosen at once, as the list itself says. Default 1. */
  readonly most?: number;
  /** As how many requests it counts by the limits. Default 1. */
  readonly weight?: number;
  /**
   * @param values one to `most`, no two alike, of 1 to 100 characters; what they mean, and whether they still mean
   *   anything, is for this function to find out
   */
  choose(values: Chosen, args: readonly string[], caller: Caller, tools: Tools): Reply | Promise<Reply>;
}

/** Values that were chosen from a list, in the order of the list. */
export type Chosen = readonly [string, ...string[]];

/** One command: plain data and the functions that answer it. */
export interface Command {
  /** As typed after the slash; of a command on messages, as it stands in their menu. */
  readonly name: string;
  /** At most 100 characters; empty for a command on messages. */
  readonly description: string;
  /** What a command on messages does with the words of the one that it was chosen on. */
  readonly read?: (words: string, caller: Caller, tools: Tools) => Reply | Promise<Reply>;
  /** Default `everyone`. */
  readonly audience?: Audience;
  /** What it uses that takes long to index: of a server with facts of its own, that is done by turns before it is asked. */
  readonly uses?: readonly ("search" | "graph")[];
  readonly options?: OptionSpecs;
  // biome-ignore lint/suspicious/noExplicitAny: options differ from command to command; defineCommand ties them to run
  readonly run?: Runnable<any>["run"];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly subcommands?: readonly Runnable<any>[];
  readonly buttons?: Readonly<Record<string, ButtonSpec>>;
  readonly selects?: Readonly<Record<string, SelectSpec>>;
  // biome-ignore lint/suspicious/noExplicitAny: fields differ from form to form; defineModal ties them to submit
  readonly modals?: Readonly<Record<string, ModalSpec<any>>>;
}

/** Declares a command; the types of `run`'s options follow from `options`. */
export function defineCommand<const Specs extends OptionSpecs>(
  command: Omit<Command, keyof Runnable | "subcommands"> & Runnable<Specs>,
): Command {
  return command;
}

/** Declares a command that people choose from the menu of a message. */
export function defineMessageCommand(
  command: Required<Pick<Command, "name" | "read">> & Pick<Command, "uses">,
): Command {
  return { ...command, description: "" };
}

/** Declares a command that has subcommands. */
export function defineGroup(command: Command & { readonly subcommands: readonly Runnable[] }): Command {
  return command;
}

/** Declares a subcommand. */
export function defineSubcommand<const Specs extends OptionSpecs>(subcommand: Runnable<Specs>): Runnable<Specs> {
  return subcommand;
}
