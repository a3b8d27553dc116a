import {
  ApplicationCommandType,
  ChannelFlags,
  ComponentType,
  InteractionType,
  ApplicationCommandOptionType as Options,
} from "discord-api-types/v10";
import * as z from "zod";
import { readCaller } from "./caller-payload.ts";
import type { Request } from "./dispatch.ts";
import { wordsOf } from "./message-words.ts";
import { bitsOf, isId, isInteger, isRecord, isText, optional, type Sent, UNREADABLE } from "./sent.ts";

/** Discord's flag on a channel that the bot may not see: nothing else that it says of it is so. */
export const HIDDEN = 1 << 17;

const field = z.object({
  type: z.int(),
  custom_id: z.string(),
  value: z.unknown().optional(),
  values: z.array(z.unknown()).nullish().catch(undefined),
});

/** Of a form: what holds one field, or in older forms a row of them. */
const part = z.object({
  component: field.optional().catch(undefined),
  components: z.array(field).optional().catch(undefined),
});

/** Where, and until when, an interaction is answered. */
export interface Envelope {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly applicationId: string | undefined;
}

/** An interaction as Discord sent it, read as far as it can be. */
export interface ReadInteraction {
  readonly envelope: Envelope;
  /** `undefined` for what this version offers nowhere, and for what cannot be read. */
  readonly request: Request | undefined;
}

/**
 * Reads what INTERACTION_CREATE brings. Pure; @returns `undefined` for what nobody could answer
 *
 * What every interaction has is read field by field: by schemas it took a tenth of the time of a whole answer.
 */
export function readInteraction(sent: unknown): ReadInteraction | undefined {
  if (!isRecord(sent) || !isId(sent.id) || !isText(sent.token) || !isInteger(sent.type)) return undefined;
  const { application_id, id, token, type } = sent;
  const applicationId = isId(application_id) ? application_id : undefined;
  return { envelope: { id, token, type, applicationId }, request: readRequest(type, sent) };
}

function readRequest(type: InteractionType, sent: Sent): Request | undefined {
  try {
    return readWhole(type, sent);
  } catch (error) {
    if (error === UNREADABLE) return undefined;
    throw error;
  }
}

/** @throws {UNREADABLE} when nobody could tell who did what, or where */
function readWhole(type: InteractionType, sent: Sent): Request | undefined {
  const caller = readCaller(sent);
  const data = optional(sent.data, isRecord) ?? {};
  if (caller === undefined) return undefined;
  switch (type) {
    case InteractionType.MessageComponent:
      return readComponent(caller, sent.message, data);
    case InteractionType.ModalSubmit:
      return readForm(caller, data);
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete:
      return readCommand(type, caller, data);
    default:
      return undefined;
  }
}

function readComponent(
  caller: Request["caller"],
  message: unknown,
  { component_type: type, custom_id, values }: Sent,
): Request | undefined {
  if (typeof custom_id !== "string") return undefined;
  const messageId = isRecord(message) && isId(message.id) ? message.id : undefined;
  if (type === ComponentType.Button) return { kind: "button", caller, id: custom_id, messageId };
  return type === ComponentType.StringSelect ? { kind: "select", caller, id: custom_id, values } : undefined;
}

/** A form, old ones with rows among them: each field's text, or the list of what was chosen in it. */
function readForm(caller: Request["caller"], { components, custom_id, resolved }: Sent): Request | undefined {
  if (typeof custom_id !== "string") return undefined;
  const parts = (Array.isArray(components) ? components : []).flatMap((it) => part.safeParse(it).data ?? []);
  const fields = parts.flatMap(({ component, components: row }) => [component ?? [], row ?? []].flat());
  const values = fields.map((it) => [it.custom_id, it.value ?? it.values?.map((id) => chosen(it.type, id, resolved))]);
  return { kind: "modal", caller, id: custom_id, fields: Object.fromEntries(values) };
}

function chosen(type: number, id: unknown, resolved: unknown): unknown {
  if (type === ComponentType.FileUpload)
    return typeof id === "string" ? toFile(resolvedIn(resolved, "attachments", id)) : undefined;
  if (type === ComponentType.ChannelSelect) return givenValue({ type: Options.Channel, value: id }, resolved);
  return type === ComponentType.RoleSelect ? givenValue({ type: Options.Role, value: id }, resolved) : id;
}

function readCommand(type: InteractionType, caller: Request["caller"], data: Sent): Request | undefined {
  const { name, options, resolved, type: kind = ApplicationCommandType.ChatInput } = data;
  if (typeof name !== "string") return undefined;
  if (kind === ApplicationCommandType.Message)
    return { kind: "message", caller, command: name, words: wordsOf(pickedMessage(data)) };
  if (kind !== ApplicationCommandType.ChatInput) return undefined;
  const all = optionsIn(options);
  const [first] = all;
  const isSub = first?.type === Options.Subcommand;
  const given = isSub ? optionsIn(first.options) : all;
  const isComplete = type === InteractionType.ApplicationCommandAutocomplete;
  const call = {
    caller,
    command: name,
    subcommand: isSub ? first.name : undefined,
    // While it is being typed, all is as it was typed.
    options: Object.fromEntries(given.map((it) => [it.name, isComplete ? it.value : givenValue(it, resolved)])),
  };
  if (!isComplete) return { kind: "command", ...call };
  const focused = given.find((it) => it.focused === true);
  if (focused === undefined) return undefined;
  return {
    kind: "complete",
    ...call,
    focused: focused.name,
    typed: typeof focused.value === "string" ? focused.value : "",
  };
}

/** The message on which a command was chosen. */
function pickedMessage({ resolved, target_id: target }: Sent): unknown {
  return typeof target === "string" ? resolvedIn(resolved, "messages", target) : undefined;
}

type Option = Sent & { readonly name: string; readonly type: number };

function optionsIn(sent: unknown): readonly Option[] {
  return Array.isArray(sent) ? sent.filter(isOption) : [];
}

function isOption(it: unknown): it is Option {
  return isRecord(it) && typeof it.name === "string" && isInteger(it.type);
}

/** As Discord sent it; a channel or role as the little that commands need of it. */
function givenValue({ type, value }: { readonly type: number; readonly value?: unknown }, resolved: unknown): unknown {
  const found = (kind: string) => (typeof value === "string" ? resolvedIn(resolved, kind, value) : undefined);
  if (type === Options.Channel) return toChannel(found("channels")) ?? value;
  if (type !== Options.Role) return value;
  const role = found("roles") as Sent | null | undefined;
  return role ? { id: role.id, mentionable: role.mentionable } : value;
}

/** What Discord sends along for an id. */
function resolvedIn(resolved: unknown, kind: string, id: string): unknown {
  const things = (resolved as Record<string, Record<string, unknown> | null> | null | undefined)?.[kind];
  return things && Object.hasOwn(things, id) ? things[id] : undefined;
}

function toChannel(sent: unknown): Sent | undefined {
  if (typeof sent !== "object" || sent === null) return undefined;
  const { app_permissions, flags, id, parent_id, thread_metadata, type } = sent as Sent;
  const bits = Number(flags);
  return {
    id,
    type,
    permissions: (bits & HIDDEN) === 0 ? bitsOf(app_permissions) : 0n,
    parentId: parent_id ?? undefined,
    locked: (thread_metadata as Sent | null | undefined)?.locked === true,
    tagRequired: (bits & ChannelFlags.RequireTag) !== 0,
  };
}

function toFile(sent: unknown): Sent | undefined {
  if (typeof sent !== "object" || sent === null) return undefined;
  const { filename, size, url } = sent as Sent;
  return { name: filename, size, url };
}
