import { RESTJSONErrorCodes as Codes } from "discord-api-types/v10";
import { OBSTACLES } from "../render/obstacles.ts";
import type { Sent } from "../schedule/ports.ts";
import { type Failure, KEPT_BACK } from "./failure.ts";

/** Refusals that last until someone mends them, in words for a moderator. */
const LASTING: Readonly<Record<number, string>> = {
  [Codes.UnknownChannel]: OBSTACLES.channelGone,
  [Codes.UnknownGuild]: OBSTACLES.serverGone,
  [Codes.MissingAccess]: OBSTACLES.unseen,
  [Codes.MissingPermissions]: OBSTACLES.unwritable,
  [Codes.CannotSendMessagesInNonTextChannel]: OBSTACLES.noMessages,
  [Codes.CannotExecuteActionOnThisChannelType]: OBSTACLES.otherKind,
  [Codes.ThreadLocked]: OBSTACLES.locked,
  [Codes.TagRequiredToCreateAForumPostInThisChannel]: OBSTACLES.tagRequired,
};

/** Refusals of this one post, whatever becomes of the next. */
const FINAL: readonly number[] = [
  Codes.InvalidFormBodyOrContentType,
  Codes.CannotSendAnEmptyMessage,
  Codes.RequestEntityTooLarge,
  Codes.ExplicitContentCannotBeSentToTheDesiredRecipient,
  Codes.MessageWasBlockedByAutomaticModeration,
  Codes.TitleWasBlockedByAutomaticModeration,
  Codes.MessageBlockedByHarmfulLinksFilter,
  Codes.CannotSendMessagesToThisUser,
  Codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  Codes.RequestBodyContainsInvalidJSON,
];

/** Refusals to edit a message, whatever becomes of others. */
const UNEDITABLE: Readonly<Record<number, string>> = {
  [Codes.UnknownMessage]: "its message was deleted",
  [Codes.CannotEditMessageAuthoredByAnotherUser]: "its message is another's",
  [Codes.InvalidActionOnArchivedThread]: "its thread is closed",
};

/** Refusals that may be of a post's picture alone. */
const OF_PICTURE: readonly number[] = [
  // Without Attach Files.
  Codes.MissingPermissions,
  Codes.RequestEntityTooLarge,
  Codes.InvalidFormBodyOrContentType,
  Codes.ExplicitContentCannotBeSentToTheDesiredRecipient,
];

/** The network's codes for a request that never left. */
const UNREACHED: readonly string[] = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];

/**
 * What became of a post that failed. Pure.
 *
 * Only the codes above are decisions of Discord's about a post: anything else of its kind, a block at Cloudflare
 * (403/40333), a proxy's 404, an overload (403/130000), is not sent yet. After a fault, or no answer at all, the message
 * may stand in the channel: the reply can be lost after Discord did its part.
 */
export function toSent(failure: Failure): Exclude<Sent, { outcome: "posted" }> {
  const { code, message, status } = failure;
  if (isUnreached(failure)) return { outcome: "unsent", reason: "Discord could not be reached" };
  if (code === KEPT_BACK) return { outcome: "unsent", reason: message };
  if (status === undefined || status < 400 || status >= 500 || status === 408) {
    return { outcome: "unsure", reason: `Discord did not answer (${message})` };
  }
  const lasting = LASTING[Number(code)];
  if (lasting !== undefined && isLasting(failure)) return { outcome: "refused", reason: lasting, lasting: true };
  if (decides(failure) && FINAL.includes(Number(code))) {
    return { outcome: "refused", reason: `Discord refused the post: ${message} (${code})`, lasting: false };
  }
  return { outcome: "unsent", reason: `Discord could not be asked (${message})` };
}

/** What became of an edit that failed. Pure. */
export function toUneditable(failure: Failure): ReturnType<typeof toSent> {
  const reason = UNEDITABLE[Number(failure.code)];
  if (reason === undefined || !decides(failure)) return toSent(failure);
  return { outcome: "refused", reason, lasting: false };
}

/** Whether Discord says that the channel is closed to the bot, or gone. */
export function isLasting(failure: Failure): boolean {
  return decides(failure) && LASTING[Number(failure.code)] !== undefined;
}

/** Whether a post with a picture may be taken without it. */
export function isOfPicture(failure: Failure): boolean {
  // Something on the way takes less than Discord does.
  return failure.status === 413 || (decides(failure) && OF_PICTURE.includes(Number(failure.code)));
}

/** Whether the request surely did not leave, for no connection was made. */
export function isUnreached({ code, status }: Failure): boolean {
  return status === undefined && UNREACHED.includes(String(code));
}

/** With these Discord decides nothing, whatever code stands beside them. */
function decides({ code, status }: Failure): boolean {
  return Number.isInteger(code) && status !== 401 && status !== 429;
}
