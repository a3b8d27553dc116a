import { RESTJSONErrorCodes as Codes } from "discord-api-types/v10";
import { OBSTACLES } from "../render/obstacles.ts";
import type { Sent } from "../schedule/ports.ts";
import type { Failure } from "./failure.ts";

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

/** The network's codes for a request that never left. */
const UNREACHED: readonly string[] = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];

/** What Discord switched off for a while. */
const SWITCHED_OFF: readonly number[] = [
  Codes.SendMessagesHasBeenTemporarilyDisabled,
  Codes.FeatureTemporarilyDisabledServerSide,
];

/**
 * What became of a post that failed. Pure.
 *
 * Only a 4xx of Discord's own is a sure no. After anything else the message may stand in the channel: the reply can be
 * lost after Discord did its part.
 */
export function toSent({ code, message, status }: Failure): Exclude<Sent, { outcome: "posted" }> {
  if (UNREACHED.includes(String(code))) return { outcome: "unsent", reason: "Discord could not be reached" };
  if (status === undefined || status >= 500 || status === 408) {
    return { outcome: "unsure", reason: `Discord did not answer (${message})` };
  }
  // A 4xx without Discord's own code comes from something in between; a 401 or 429 asks to come back.
  if (status === 429 || status === 401 || SWITCHED_OFF.includes(Number(code)) || !Number.isInteger(Number(code))) {
    return { outcome: "unsent", reason: `Discord could not be asked (${message})` };
  }
  const lasting = LASTING[Number(code)];
  if (lasting !== undefined) return { outcome: "refused", reason: lasting, lasting: true };
  return { outcome: "refused", reason: `Discord refused the post: ${message} (${code})`, lasting: false };
}
