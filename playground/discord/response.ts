import * as spec from "discord-api-spec/zod";
import {
  MessageFlags,
  type APIModalInteractionResponseCallbackData as Modal,
  InteractionResponseType as Responses,
  InteractionType as Types,
} from "discord-api-types/v10";
import * as z from "zod/mini";
import { invalidForm } from "./discord-error.ts";
import type { Post } from "./inhabitants.ts";
import { type Interaction, settle } from "./interaction.ts";
import { answerFields, type Interactions } from "./interactions.ts";
import { checkEdit, checkMessage, type MessageBody } from "./message-rules.ts";
import { modalProblems } from "./modal-rules.ts";
import { addPost, editPost } from "./posts.ts";
import type { SentFile, SentRequest } from "./request.ts";
import type { World } from "./world.ts";

/** What Discord's API document demands of the first answer, however it comes. */
export const RESPONSE = z.union([
  spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  spec.CreateMessageInteractionCallbackRequestSchema,
  spec.LaunchActivityInteractionCallbackRequestSchema,
  spec.ModalInteractionCallbackRequestSchema,
  spec.PongInteractionCallbackRequestSchema,
  spec.UpdateMessageInteractionCallbackRequestSchema,
]);

/** What the bot sends to acknowledge an interaction. */
export interface ResponseBody {
  readonly type: Responses;
  readonly data?: (MessageBody & Partial<Modal> & { choices?: Interaction["choices"] }) | null;
}

/** What an acknowledgement and its follow-ups need to take effect. */
export interface Desk {
  readonly world: World;
  readonly applicationId: string;
  readonly interactions: Interactions;
}

/** The kinds of response that each kind of interaction takes. */
const fitting: Record<Types, readonly Responses[]> = {
  [Types.Ping]: [Responses.Pong],
  [Types.ApplicationCommand]: [4, 5, 9],
  [Types.MessageComponent]: [4, 5, 6, 7, 9],
  [Types.ApplicationCommandAutocomplete]: [8],
  [Types.ModalSubmit]: [4, 5, 6, 7],
};

/**
 * Takes the bot's first response.
 *
 * @throws {DiscordError} 50035 or 50006 for one that does not fit; the interaction then still waits
 */
export function acknowledge(
  desk: Desk,
  interaction: Interaction,
  body: ResponseBody,
  { arrived, files }: Pick<SentRequest, "arrived" | "files">,
): void {
  const updates = body.type === Responses.UpdateMessage || body.type === Responses.DeferredMessageUpdate;
  if (!fitting[interaction.type].includes(body.type) || (updates && interaction.pressed === undefined)) {
    const message = "This interaction does not take a response of this type";
    throw invalidForm([{ path: ["type"], code: "BASE_TYPE_CHOICES", message }]);
  }
  takeEffect(desk, interaction, body, files);
  interaction.response = body.type;
  desk.interactions.acknowledged(interaction, arrived);
}

/** Writes one more message for the interaction; the first after "is thinking" takes its place instead. */
export function followUp(desk: Desk, interaction: Interaction, body: MessageBody, files: readonly SentFile[]): Post {
  if (interaction.open && interaction.response === Responses.DeferredChannelMessageWithSource) {
    return editAnswer(desk, interaction, interaction.original!, body, files);
  }
  checkMessage(body, files);
  const post = write(desk, interaction, body, files);
  interaction.followUps.push(post);
  if (interaction.open) settle(interaction);
  return post;
}

/** Changes a message of the interaction's; the first change after a deferral is what the person waits for. */
export function editAnswer(
  { world }: Desk,
  interaction: Interaction,
  post: Post,
  body: MessageBody,
  files: readonly SentFile[],
): Post {
  checkEdit(post.message, body, files);
  editPost(world, interaction.channel, post, body, files);
  post.message = { ...post.message, flags: (post.message.flags ?? 0) & ~MessageFlags.Loading };
  if (post === interaction.original) interaction.changed = true;
  if (interaction.open && interaction.changed) settle(interaction);
  return post;
}

function takeEffect(
  desk: Desk,
  interaction: Interaction,
  { type, data }: ResponseBody,
  files: readonly SentFile[],
): void {
  const body = data ?? {};
  switch (type) {
    case Responses.ChannelMessageWithSource:
      checkMessage(body, files, ["data"]);
      interaction.original = write(desk, interaction, body, files);
      break;
    case Responses.DeferredChannelMessageWithSource:
      interaction.original = write(desk, interaction, { flags: deferralFlags(body) | MessageFlags.Loading }, []);
      interaction.open = true;
      break;
    case Responses.DeferredMessageUpdate:
      interaction.original = interaction.pressed!;
      interaction.open = true;
      break;
    case Responses.UpdateMessage:
      checkEdit(interaction.pressed!.message, body, files, ["data"]);
      interaction.original = editPost(desk.world, interaction.channel, interaction.pressed!, body, files);
      break;
    case Responses.Modal:
      openModal(interaction, body as Modal);
      break;
    default:
      interaction.choices = body.choices ?? [];
  }
}

function write(
  { world, applicationId }: Desk,
  interaction: Interaction,
  body: MessageBody,
  files: readonly SentFile[],
): Post {
  const { channel, person, token } = interaction;
  const ephemeral = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const extra = answerFields(world, applicationId, interaction);
  return addPost(world, channel, {
    author: world.bot,
    body,
    files,
    extra,
    token,
    ...(ephemeral && { onlyFor: person }),
  });
}

/** "Is thinking" takes no flag but the one that makes the answer ephemeral. */
function deferralFlags({ flags }: MessageBody): number {
  const strange = (flags ?? 0) & ~MessageFlags.Ephemeral;
  if (strange === 0) return flags ?? 0;
  const message = "A deferred response takes no flag but 64 (ephemeral)";
  throw invalidForm([{ path: ["data", "flags"], code: "MESSAGE_FLAGS_INVALID", message }]);
}

function openModal(interaction: Interaction, modal: Modal): void {
  const problems = modalProblems(modal.components);
  if (problems.length > 0) throw invalidForm(problems);
  interaction.modal = modal;
}
