import * as spec from "discord-api-spec/zod";
import { type APIMessage, InteractionResponseType as Responses } from "discord-api-types/v10";
import { DiscordError, unknown } from "../discord-error.ts";
import type { Post } from "../inhabitants.ts";
import { type Interaction, settle } from "../interaction.ts";
import type { MessageBody } from "../message-rules.ts";
import { removePost } from "../posts.ts";
import { acknowledge, type Desk, editAnswer, followUp, RESPONSE, type ResponseBody } from "../response.ts";
import { type Call, param, type Route } from "../route.ts";

/** The bot's answers to interactions. The token in the path is all the right they need. */
export function interactionRoutes(desk: Desk): Route[] {
  const path = "/webhooks/:application/:token/messages/:answer";
  const edit = spec.IncomingWebhookUpdateRequestPartialSchema;
  return [
    {
      method: "POST",
      path: "/interactions/:interaction/:token/callback",
      body: RESPONSE,
      byInteraction: true,
      run: (call) => respond(desk, call),
    },
    {
      method: "POST",
      path: "/webhooks/:application/:token",
      body: spec.IncomingWebhookRequestPartialSchema,
      byInteraction: true,
      run: (call) => followUp(desk, ownInteraction(desk, call), call.body as MessageBody, call.files).message,
    },
    { method: "GET", path, byInteraction: true, run: (call) => ofInteraction(desk, call).post.message },
    { method: "PATCH", path, body: edit, byInteraction: true, run: (call) => change(desk, call) },
    { method: "DELETE", path, byInteraction: true, run: (call) => remove(desk, call) },
  ];
}

function respond(desk: Desk, call: Call): unknown {
  const interaction = desk.interactions.waiting(param(call, "interaction"), param(call, "token"));
  acknowledge(desk, interaction, call.body as ResponseBody, call);
  return call.query.with_response === "true" ? callbackFields(interaction) : undefined;
}

function callbackFields({ id, type, response: kind, channel, original }: Interaction): object {
  const message = original?.message;
  const loading = kind === Responses.DeferredChannelMessageWithSource;
  const written = message && { response_message_id: message.id, response_message_loading: loading };
  const seen = original && { response_message_ephemeral: original.onlyFor !== undefined };
  const place = { channel_id: channel.id, ...(channel.serverId && { guild_id: channel.serverId }) };
  const resource = message && { resource: { type: kind, message } };
  return { interaction: { id, type, ...written, ...seen, ...place }, ...resource };
}

function change(desk: Desk, call: Call): APIMessage {
  const { interaction, post } = ofInteraction(desk, call);
  return editAnswer(desk, interaction, post, call.body as MessageBody, call.files).message;
}

function remove(desk: Desk, call: Call): void {
  const { interaction, post } = ofInteraction(desk, call);
  removePost(desk.world, interaction.channel, post);
  if (interaction.open && post === interaction.original) settle(interaction);
}

/** The message that the path names: the original answer, a follow-up, or the message whose button was pressed. */
function ofInteraction(desk: Desk, call: Call): { interaction: Interaction; post: Post } {
  const interaction = ownInteraction(desk, call);
  const { original, followUps, channel } = interaction;
  const id = param(call, "answer");
  const post = id === "@original" ? original : [original, ...followUps].find((each) => each?.message.id === id);
  if (post === undefined || !channel.posts.includes(post)) throw unknown("Message");
  return { interaction, post };
}

function ownInteraction({ interactions, applicationId }: Desk, call: Call): Interaction {
  if (param(call, "application") !== applicationId) throw new DiscordError(401, 50027, "Invalid Webhook Token");
  return interactions.answered(param(call, "token"));
}
