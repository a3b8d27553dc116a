import {
  type APIAllowedMentions,
  type APIAttachment,
  type APIEmbed,
  type APIMessage,
  MessageFlags,
} from "discord-api-types/v10";
import { attachmentProblems, keptOf, type NamedAttachment, namesOf } from "./attachments.ts";
import { componentProblems } from "./component-rules.ts";
import { textOf } from "./component-tree.ts";
import { DiscordError, invalidForm, type Problem } from "./discord-error.ts";
import { allowedMentionProblems } from "./mentions.ts";
import type { SentFile } from "./request.ts";
import { mediaProblems } from "./unfurled.ts";

/** The part of a request that says what a message is; fields left out stay as they are in an edit. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly unknown[] | null;
  readonly attachments?: readonly NamedAttachment[] | null;
  readonly allowed_mentions?: APIAllowedMentions | null;
  readonly flags?: number | null;
  readonly tts?: boolean | null;
  readonly poll?: unknown;
  readonly sticker_ids?: readonly string[] | null;
}

/**
 * Holds a new message to what Discord demands beyond its API document.
 *
 * @param place where it stands in the request; default: it is the request
 * @throws {DiscordError} 50035 with everything that is wrong, or 50006 for a message with nothing in it
 */
export function checkMessage(body: MessageBody, files: readonly SentFile[], place: Problem["path"] = []): void {
  check(withFiles(body, files, []), attachmentProblems(body.attachments, files, []), place);
}

/** Holds a message to the same, as it would become. @throws {DiscordError} */
export function checkEdit(
  message: APIMessage,
  body: MessageBody,
  files: readonly SentFile[],
  place: Problem["path"] = [],
): void {
  const strangers = attachmentProblems(body.attachments, files, message.attachments);
  check(editedBody(message, body, files), strangers, place);
}

/** What a message is once `body` has changed it. Flags are only ever added. */
export function editedBody(message: APIMessage, body: MessageBody, files: readonly SentFile[]): MessageBody {
  const { content, embeds, components, allowed_mentions } = body;
  const flags = message.flags ?? 0;
  const settable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
  return {
    content: content === undefined ? message.content : content,
    embeds: embeds === undefined ? message.embeds : embeds,
    components: components === undefined ? (message.components ?? []) : components,
    attachments: withFiles(body, files, message.attachments).attachments ?? [],
    allowed_mentions: allowed_mentions ?? null,
    flags: flags | ((body.flags ?? 0) & settable),
  };
}

/** @param strangers what is wrong with its attachments, of which the body has those that are there */
function check(body: MessageBody, strangers: readonly Problem[], place: Problem["path"]): void {
  const rich = isRich(body.flags);
  const problems = [
    ...(rich ? mixedProblems(body) : lengthProblems(body)),
    ...componentProblems(body.components ?? [], rich),
    ...strangers,
    ...mediaProblems(body.components ?? [], body.attachments ?? []),
    ...embedProblems(body.embeds ?? []),
    ...allowedMentionProblems(body.allowed_mentions),
  ];
  if (problems.length > 0) throw invalidForm(problems.map((each) => ({ ...each, path: [...place, ...each.path] })));
  if (isEmpty(body)) throw new DiscordError(400, 50006, "Cannot send an empty message");
}

/** Whether the flags say Components V2. */
function isRich(flags: number | null | undefined): boolean {
  return ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
}

/** The body with the attachments that the message will have. */
function withFiles(body: MessageBody, files: readonly SentFile[], there: readonly APIAttachment[]): MessageBody {
  const { attachments: named } = body;
  const sent = namesOf(named, files).map((filename, index) => ({ id: files[index]?.number ?? index, filename }));
  return { ...body, attachments: [...keptOf(named, there), ...sent] };
}

/** Every text in which a mention counts. */
export function textsOf({ content, components }: MessageBody): string[] {
  return [content ?? "", ...textOf(components ?? [])];
}

/** Characters in all embeds together, as Discord adds them up. */
function embedSize(embeds: readonly APIEmbed[]): number {
  return embeds.reduce((sum, { title, description, footer, author, fields }) => {
    const texts = [
      title,
      description,
      footer?.text,
      author?.name,
      ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    ];
    return sum + texts.reduce((length, text) => length + (text?.length ?? 0), 0);
  }, 0);
}

function mixedProblems({ content, embeds, poll, sticker_ids }: MessageBody): Problem[] {
  const message =
    "The 'content', 'embeds', 'sticker_ids' and 'poll' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2";
  const used = { content, embeds: embeds?.length, poll, sticker_ids: sticker_ids?.length };
  return Object.entries(used).flatMap(([key, value]) =>
    value ? [{ path: [key], code: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message }] : [],
  );
}

/** The document allows the 4,000 characters of a paying person; a bot has 2,000. */
function lengthProblems({ content }: MessageBody): Problem[] {
  if ((content?.length ?? 0) <= 2000) return [];
  return [{ path: ["content"], code: "BASE_TYPE_MAX_LENGTH", message: "Must be 2000 or fewer in length." }];
}

function embedProblems(embeds: readonly APIEmbed[]): Problem[] {
  if (embedSize(embeds) <= 6000) return [];
  return [{ path: ["embeds"], code: "MAX_EMBED_SIZE_EXCEEDED", message: "Embed size exceeds maximum size of 6000" }];
}

function isEmpty({ content, embeds, components, attachments, poll, sticker_ids }: MessageBody): boolean {
  const lists = [embeds, components, attachments, sticker_ids];
  return !content?.trim() && !poll && lists.every((list) => !list?.length);
}
