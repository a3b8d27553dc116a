import { MessageFlags, type RESTPostAPIChannelMessageJSONBody } from "discord-api-types/v10";
import type { Attached, Reply } from "../render/reply.ts";

/** A reply as the body of a new message in a channel. Nobody is pinged but the role that it names. */
export function toBody({ components, files = [], pings }: Reply) {
  return {
    components: [...components],
    ...(files.length > 0 && { attachments: files.map(({ name }, id) => ({ id, filename: name })) }),
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [], roles: pings === undefined ? [] : [pings] },
  } satisfies RESTPostAPIChannelMessageJSONBody;
}

/** What goes beside the body: nothing for most. */
export function filesOf({ files = [] }: Reply): { readonly files?: Attached[] } {
  return files.length === 0 ? {} : { files: [...files] };
}

/** A reply as a new message of an interaction's, which the asker alone may be to see. */
export function toAnswerBody(reply: Reply) {
  const body = toBody(reply);
  return reply.audience === "asker" ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body;
}
