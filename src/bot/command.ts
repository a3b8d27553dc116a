import type { ApplicationCommandOptionAllowedChannelType } from "discord-api-types/v10";
import type { ArtistGraph, Completion, FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Look } from "../render/look.ts";
import type { Pictures } from "../render/picture.ts";
import type { Option, Reply } from "../render/reply.ts";
import type { DeliveryResult } from "../schedule/delivery.ts";
import type { PostToday } from "../schedule/early.ts";
import type { ServerMemory } from "../schedule/memory.ts";
import type { DailyOrder } from "../schedule/order.ts";
import type { InspectedPlace, PlaceNow } from "../schedule/place.ts";

/** A channel that a person chose, as Discord resolved it. */
export type ChosenChannel = PlaceNow;

export interface ChosenRole {
  readonly id: string;
  /** Whether anyone may ping it. */
  readonly mentionable: boolean;
}

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

/** Who asks, and from where. */
export interface Caller {
  readonly userId: string;
  /** `undefined` in a direct message. */
  readonly guildId: string | undefined;
  readonly channelId: string;
  /** Discord's number for its kind; `undefined` where Discord did not say. */
  readonly channelType?: number;
  /** Discord's name of the server's language, as it was sent; `undefined` in a direct message. */
  readonly guildLocale?: string | undefined;
  /** Zone of "today": that of the server's oldest order, else UTC. */
  readonly timeZone: string;
  /** Has Manage Server here. */
  readonly mayManage: boolean;
  /** Whether what this person has the bot post here may be seen by all, as what they write themselves. Default false. */
  readonly mayWrite?: boolean;
  /** Whether this person alone sees the message that was acted on, and so what replaces it. Default false. */
  readonly alone?: boolean;
}

/** The orders of one server at a time. */
export interface OrderBook {
  /** Oldest first. */
  list(guildId: string): Promise<readonly DailyOrder[]>;
  /** `taken`: the channel has an order; `full`: the server has as many as it may. */
  add(order: NewOrder): Promise<"added" | "taken" | "full">;
  /** @returns the order as it is now, `undefined` if that server has none for the channel */
  change(guildId: string, channelId: string, changes: OrderChanges): Promise<DailyOrder | undefined>;
  /** @returns when, by which it can be put back; `undefined` if there was none */
  remove(guildId: string, channelId: string): Promise<Temporal.Instant | undefined>;
  /** Puts back, as it was, what was removed at that time. `gone`: it is not kept any more. */
  restore(
    guildId: string,
    channelId: string,
    removedAt: Temporal.Instant,
  ): Promise<"restored" | "taken" | "full" | "gone">;
  /** Leaves out a day that was not served yet. @returns whether it is left out now */
  skip(guildId: string, channelId: string, day: Temporal.PlainDate): Promise<boolean>;
  /** Takes back a day that was left out and not served yet. @returns whether it was */
  unskip(guildId: string, channelId: string, day: Temporal.PlainDate): Promise<boolean>;
}

export type NewOrder = Omit<DailyOrder, "lastDay" | "paused" | "refusedSince" | "activeSince" | "skips">;
/**
 * `refusedSince` goes with `paused`, and is forgotten with it; so does `tellAt`, when the order's maker is to be told
 * of the pause.
 */
export type OrderChanges = Partial<Omit<NewOrder, "channelId" | "guildId" | "createdBy" | "createdAt">> &
  Partial<Pick<DailyOrder, "paused" | "refusedSince" | "activeSince">> & { readonly tellAt?: Temporal.Instant };

/** What became of a server's posts, and what it never wants to see. */
export interface ServerRecord {
  /** How each channel's latest delivery ended; channels without one are absent. */
  lastResults(guildId: string): Promise<ReadonlyMap<string, DeliveryResult>>;
  /** Deliveries of that day and later, latest day first. */
  history(guildId: string, since: Temporal.PlainDate): Promise<readonly DeliveryResult[]>;
  memory(guildId: string): Promise<ServerMemory>;
  /** Facts that are never posted there: a small part of what it remembers, for completions. */
  blocked(guildId: string): Promise<ReadonlySet<string>>;
  /** @returns whether it was not blocked already */
  block(guildId: string, factId: string): Promise<boolean>;
  /** @returns whether it was blocked */
  unblock(guildId: string, factId: string): Promise<boolean>;
}

/** How channels are, asked of Discord: costs two requests, and one or two more a channel. */
export interface Inspector {
  /** All that posting there depends on; words for a moderator where it cannot be learnt. Never throws. */
  inspect(guildId: string, channelIds: readonly string[]): Promise<ReadonlyMap<string, InspectedPlace | string>>;
}

/** Remembers which facts a channel has seen. */
export interface ShownFacts {
  /**
   * Picks a fact that the channel has not seen, and remembers it. When all were seen, they count as unseen again.
   *
   * @param candidates in order of preference, not empty
   * @returns the id picked, and how many of the candidates the channel has seen with it
   */
  pick(
    where: Pick<Caller, "channelId" | "guildId">,
    candidates: readonly string[],
  ): Promise<{ readonly id: string; readonly seen: number }>;
}

/** What commands work with. Handed in, so that each can be run as a plain function. */
export interface Tools {
  readonly facts: FactIndex;
  readonly graph: ArtistGraph;
  readonly clock: Clock;
  readonly orders: OrderBook;
  readonly record: ServerRecord;
  readonly inspector: Inspector;
  readonly shown: ShownFacts;
  readonly look: Look;
  readonly postToday: PostToday;
  readonly pictures: Pictures;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
  /** Lets others have their turn: to be awaited every few milliseconds in long work. */
  giveWay(caller: Pick<Caller, "guildId" | "userId">): Promise<void>;
}

/** 1 to 30. Where it depends on the options: as they were sent, unchecked. */
export type Weight = number | ((options: Readonly<Record<string, unknown>>) => number);

/** Something that runs: a command without subcommands, or a subcommand. */
export interface Runnable<Specs extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  readonly options?: Specs;
  /** As how many requests it counts by the limits: more for one that asks Discord or takes long. Default 1. */
  readonly weight?: Weight;
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

/** A form to be filled in, in the place of an answer. */
export interface Form {
  /** The name of one of the command's own modals. */
  readonly opens: string;
  /** What its id carries. */
  readonly args: readonly string[];
  /** What stands in its fields: texts and values; ids of channels and roles. A field that is left out is empty. */
  readonly filled: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Answered where it is too late for a form, as Discord takes one only at once. */
  readonly late: Reply;
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

interface FieldBase {
  /** At most 45 characters. */
  readonly label: string;
  /** At most 100 characters. */
  readonly description?: string;
  readonly required?: true;
}

/** One field of a form. */
export type FieldSpec =
  | (FieldBase & { readonly type: "text"; readonly maxLength: number; readonly placeholder?: string })
  /** One of those; 25 at most are shown, and what it is filled with among them. */
  | (FieldBase & { readonly type: "select"; options(tools: Pick<Tools, "facts">): readonly Option[] })
  /** Any of those few, 10 at most. */
  | (FieldBase & { readonly type: "checks"; readonly options: readonly [Option, ...Option[]] })
  | (FieldBase & {
      readonly type: "channel";
      readonly channelTypes: readonly ApplicationCommandOptionAllowedChannelType[];
    })
  | (FieldBase & { readonly type: "role" });

/** The fields of a form by name, in their order: one to five. */
export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

interface FieldValueOf {
  text: string;
  select: string;
  checks: ReadonlySet<string>;
  channel: ChosenChannel;
  role: ChosenRole;
}

/**
 * What `submit` receives: a value for each field declared, `undefined` for one that is not required and was left empty;
 * of checks those that are set, which may be none.
 */
export type FieldValues<Fields extends FieldSpecs> = {
  readonly [Name in keyof Fields]:
    | FieldValueOf[Fields[Name]["type"]]
    | (Fields[Name] extends { readonly required: true } | { readonly type: "checks" } ? never : undefined);
};

/** A form of the command, and what it does once it is filled in, also after a restart. */
export interface ModalSpec<Fields extends FieldSpecs = FieldSpecs> {
  /** How many arguments its id carries. */
  readonly args: number;
  /** At most 45 characters. */
  readonly title: string;
  readonly fields: Fields;
  /** As how many requests it counts by the limits. Default 1. */
  readonly weight?: number;
  submit(values: FieldValues<Fields>, args: readonly string[], caller: Caller, tools: Tools): Reply | Promise<Reply>;
}

/** One command: plain data and the functions that answer it. */
export interface Command {
  /** As typed after the slash; of a command on messages, as it stands in their menu. */
  readonly name: string;
  /** At most 100 characters; empty for a command on messages. */
  readonly description: string;
  /** What a command on messages does with the words of the one that it was chosen on. */
  readonly read?: (words: string, caller: Caller, tools: Tools) => Reply | Promise<Reply>;
  /** `moderators`: in servers only, for those with Manage Server; the bot checks it again. Default `everyone`. */
  readonly audience?: "everyone" | "moderators";
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
export function defineMessageCommand({ name, read }: Required<Pick<Command, "name" | "read">>): Command {
  return { name, description: "", read };
}

/** Declares a command that has subcommands. */
export function defineGroup(command: Command & { readonly subcommands: readonly Runnable[] }): Command {
  return command;
}

/** Declares a subcommand. */
export function defineSubcommand<const Specs extends OptionSpecs>(subcommand: Runnable<Specs>): Runnable<Specs> {
  return subcommand;
}

/** Declares a form; the types of what `submit` receives follow from `fields`. */
export function defineModal<const Fields extends FieldSpecs>(modal: ModalSpec<Fields>): ModalSpec<Fields> {
  return modal;
}
