import { RESTJSONErrorCodes } from "discord-api-types/v10";
import type { Sent } from "../schedule/ports.ts";
import type { Failure } from "./failure.ts";

/** Refusals that last until someone mends them, in words for a moderator. */
const LASTING: Readonly<Record<number, string>> = {
  [RESTJSONErrorCodes.UnknownChannel]: "the channel no longer exists; choose another with /daily add.",
  [RESTJSONErrorCodes.MissingAccess]: "I cannot see the channel; allow View Channel for my role there.",
  [RESTJSONErrorCodes.MissingPermissions]: "I may not write in the channel; allow Send Messages for my role there.",
};

/**
 * What became of a post that failed. Pure.
 *
 * Only an answer of 4xx is a sure no. After anything else the message may stand in the channel: the reply can be lost
 * after Discord did its part.
 */
export function toSent({ code, message, status }: Failure): Sent {
  if (status === undefined || status >= 500)
    return { outcome: "unsure", reason: `Discord did not answer (${message})` };
  if (status === 429 || status === 401) return { outcome: "unsent", reason: `Discord asked me to wait (${message})` };
  const lasting = LASTING[Number(code)];
  if (lasting !== undefined) return { outcome: "refused", reason: lasting, lasting: true };
  return { outcome: "refused", reason: `Discord refused the post: ${message} (${code})`, lasting: false };
}
