import { MessageFlags, type RESTPostAPIChannelMessageJSONBody } from "discord-api-types/v10";
import type { Reply } from "../render/reply.ts";

/** A reply as the body of a new message in a channel. Nobody is pinged but the role that it names. */
export function toBody({ components, pings }: Reply) {
  return {
    components: [...components],
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [], roles: pings === undefined ? [] : [pings] },
  } satisfies RESTPostAPIChannelMessageJSONBody;
}

/** A reply as discord.js takes it for an interaction. */
export function toInteractionReply({ audience, components, pings }: Reply) {
  return {
    components: [...components],
    flags: MessageFlags.IsComponentsV2 | (audience === "asker" ? MessageFlags.Ephemeral : 0),
    allowedMentions: { parse: [], roles: pings === undefined ? [] : [pings] },
  } as const;
}
