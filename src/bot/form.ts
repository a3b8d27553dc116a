import type { ApplicationCommandOptionAllowedChannelType } from "discord-api-types/v10";
import type { Choosable, Reply } from "../render/reply.ts";
import type { PlaceNow } from "../schedule/place.ts";
import type { SentFile } from "./fetch-file.ts";
import type { Caller, Tools } from "./tools.ts";

/** A channel that a person chose, as Discord resolved it. */
export type ChosenChannel = PlaceNow;

export interface ChosenRole {
  readonly id: string;
  /** Whether anyone may ping it. */
  readonly mentionable: boolean;
}

interface FieldBase {
  /** At most 45 characters. */
  readonly label: string;
  /** At most 100 characters. */
  readonly description?: string;
  readonly required?: true;
}

/** One field of a form. */
export type FieldSpec =
  | (FieldBase & {
      readonly type: "text";
      readonly maxLength: number;
      readonly placeholder?: string;
      /** Has room for several lines. */
      readonly paragraph?: true;
    })
  /** One of those; 25 at most are shown, and what it is filled with among them. */
  | (FieldBase & { readonly type: "select"; options(tools: Pick<Tools, "facts">): readonly Choosable[] })
  /** Any of those few, 10 at most. */
  | (FieldBase & { readonly type: "checks"; readonly options: readonly [Choosable, ...Choosable[]] })
  | (FieldBase & {
      readonly type: "channel";
      readonly channelTypes: readonly ApplicationCommandOptionAllowedChannelType[];
    })
  | (FieldBase & { readonly type: "role" })
  /** One file from the person's own machine. */
  | (FieldBase & { readonly type: "file" });

/** The fields of a form by name, in their order: one to five. */
export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

interface FieldValueOf {
  text: string;
  select: string;
  checks: ReadonlySet<string>;
  channel: ChosenChannel;
  role: ChosenRole;
  file: SentFile;
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
  /** `moderators`: for fewer people than the command. */
  readonly audience?: "everyone" | "moderators";
  submit(values: FieldValues<Fields>, args: readonly string[], caller: Caller, tools: Tools): Reply | Promise<Reply>;
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

/** Declares a form; the types of what `submit` receives follow from `fields`. */
export function defineModal<const Fields extends FieldSpecs>(modal: ModalSpec<Fields>): ModalSpec<Fields> {
  return modal;
}
