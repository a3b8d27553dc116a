import { type APIAttachment, ComponentType as Types } from "discord-api-types/v10";
import { getMimeType } from "hono/utils/mime";
import { attach } from "./attachments.ts";
import { boundsOf, chosenAtFirst } from "./choice.ts";
import { chosenValues } from "./chosen-values.ts";
import type { Loose } from "./component-tree.ts";
import type { Channel } from "./inhabitants.ts";
import type { SentFile } from "./request.ts";
import type { World } from "./world.ts";

/** What a person fills into a field: a text, whether a box is ticked, what is chosen, or files. */
export type Input = string | boolean | readonly (string | ChosenFile)[];

/** A file from the person's own machine. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: SentFile["bytes"];
}

/** What a field holds, as the bot is told of it. */
export interface Filled {
  readonly value?: string | boolean | null;
  readonly values?: readonly string[];
  /** What the values name; the bot is told of it elsewhere. */
  readonly files?: readonly APIAttachment[];
}

/** Where a form is filled in. */
export interface Desk {
  readonly world: World;
  readonly channel: Channel;
}

/**
 * What a field holds once it is filled in; without an input what the bot filled in.
 *
 * @throws Error for one that is required and empty, or that does not take what is filled in
 */
export function fill(desk: Desk, field: Loose, input: Input | undefined): Filled {
  switch (field.type) {
    case Types.TextInput:
      return { value: textOf(field, input) };
    case Types.Checkbox:
      return { value: ticked(field, input) };
    case Types.RadioGroup:
      return { value: chosenIn(desk, field, input)[0] ?? null };
    case Types.FileUpload:
      return uploadIn(desk, field, input);
    default:
      return { values: chosenIn(desk, field, input) };
  }
}

function textOf(field: Loose, input: Input | undefined): string {
  const value = input ?? field.value ?? "";
  if (typeof value !== "string") throw new Error(`The field "${field.custom_id}" takes text`);
  if (value === "" && field.required !== false) throw new Error(`The field "${field.custom_id}" is required`);
  const [least, most] = [Number(field.min_length ?? 0), Number(field.max_length ?? 4000)];
  if (value !== "" && (value.length < least || value.length > most)) {
    throw new Error(`The field "${field.custom_id}" takes ${least} to ${most} characters`);
  }
  return value;
}

function ticked(field: Loose, input: Input | undefined): boolean {
  const value = input ?? field.default ?? false;
  if (typeof value !== "boolean") throw new Error(`The field "${field.custom_id}" takes true or false`);
  return value;
}

function chosenIn({ channel, world }: Desk, field: Loose, input: Input | undefined): string[] {
  const given = typeof input === "string" ? [input].filter(Boolean) : (input ?? chosenAtFirst(field));
  const wanted = given === true || given === false ? undefined : given.filter((it) => typeof it === "string");
  if (wanted === undefined) throw new Error(`The field "${field.custom_id}" takes values`);
  return isLeftEmpty(field, wanted) ? [] : chosenValues(world, channel, field, wanted);
}

function uploadIn({ channel, world }: Desk, field: Loose, input: Input | undefined): Filled {
  const given = (Array.isArray(input) ? input : []).filter((it) => typeof it !== "string");
  if (isLeftEmpty(field, given)) return { values: [], files: [] };
  const { least, most } = boundsOf(field);
  if (given.length < least || given.length > most)
    throw new Error(`The field "${field.custom_id}" takes ${least} to ${most} files`);
  const stranger = given.find(({ name }) => !takesFile(field, name));
  if (stranger !== undefined) throw new Error(`The field "${field.custom_id}" does not take ${stranger.name}`);
  const files = given.map((file, number) => ({
    ...attach(world, channel.id, { number, ...file }, []),
    ephemeral: true,
  }));
  return { values: files.map(({ id }) => id), files };
}

/** What need not be given may be left empty, whatever the least number is. @throws Error for what must be given */
function isLeftEmpty(field: Loose, given: readonly unknown[]): boolean {
  if (given.length === 0 && field.required !== false) throw new Error(`The field "${field.custom_id}" is required`);
  return given.length === 0;
}

/** By the file's name, as the app goes by: `.png`, `image/png` or `image/*`. */
function takesFile({ file_types: types }: Loose, name: string): boolean {
  const wanted = (types as readonly string[] | null | undefined) ?? [];
  const type = getMimeType(name.toLowerCase()) ?? "application/octet-stream";
  return (
    wanted.length === 0 ||
    wanted.some((it) => (it.startsWith(".") ? name.toLowerCase().endsWith(it) : type.startsWith(it.replace("*", ""))))
  );
}
