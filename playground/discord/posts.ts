import {
  type APIAttachment,
  type APIMessage,
  EmbedType,
  GatewayIntentBits as Intents,
  MessageFlags,
  MessageType,
} from "discord-api-types/v10";
import { attach, keptOf } from "./attachments.ts";
import { completeComponents } from "./component-defaults.ts";
import type { Channel, Person, Post } from "./inhabitants.ts";
import { type Pings, pingsOf } from "./mentions.ts";
import { editedBody, type MessageBody, textsOf } from "./message-rules.ts";
import { isoOf, userPayload } from "./payload.ts";
import type { SentFile } from "./request.ts";
import type { Surroundings } from "./surroundings.ts";
import { unfurl, unfurlEmbed } from "./unfurled.ts";

export interface PostPlan {
  readonly author: Person;
  readonly body: MessageBody;
  readonly files?: readonly SentFile[];
  /** Fields that come from how it was sent, such as `webhook_id`. */
  readonly extra?: Partial<APIMessage>;
  readonly onlyFor?: Person;
  readonly token?: string;
}

/** Writes a message into a channel. The body must have been checked. */
export function addPost(world: Surroundings, channel: Channel, plan: PostPlan): Post {
  const { author, body, files = [], extra, onlyFor, token } = plan;
  const pings = pingsOf(world, author, channel, textsOf(body), body.allowed_mentions);
  const attachments = files.map((file) => attach(world, channel.id, file, body.attachments));
  const message = {
    ...blankMessage(world, channel, author),
    ...mentionFields(pings),
    content: body.content ?? "",
    ...shownFields(world, body, attachments),
    flags: (body.flags ?? 0) | (onlyFor === undefined ? 0 : MessageFlags.Ephemeral),
    tts: body.tts ?? false,
    ...extra,
  } as APIMessage;
  const post: Post = { message, pings: allPings(pings), ...(onlyFor && { onlyFor }), ...(token && { token }) };
  channel.posts.push(post);
  announce(world, "MESSAGE_CREATE", channel, post);
  return post;
}

/** Changes what the body names and leaves the rest. It must have been checked. */
export function editPost(
  world: Surroundings,
  channel: Channel,
  post: Post,
  body: MessageBody,
  files: readonly SentFile[],
): Post {
  const { attachments: there, author } = post.message;
  const next = editedBody(post.message, body, files);
  const kept = keptOf(body.attachments, there);
  const attachments = [...kept, ...files.map((file) => attach(world, channel.id, file, body.attachments))];
  const writer = world.people.get(author.id) ?? world.bot;
  const pings = pingsOf(world, writer, channel, textsOf(next), body.allowed_mentions);
  post.pings = allPings(pings);
  post.message = {
    ...post.message,
    ...mentionFields(pings),
    content: next.content ?? "",
    ...shownFields(world, next, attachments),
    flags: next.flags ?? 0,
    edited_timestamp: isoOf(world.clock()),
  };
  announce(world, "MESSAGE_UPDATE", channel, post);
  return post;
}

export function removePost(world: Surroundings, channel: Channel, post: Post): void {
  channel.posts.splice(channel.posts.indexOf(post), 1);
  announce(world, "MESSAGE_DELETE", channel, post, {
    id: post.message.id,
    channel_id: channel.id,
    guild_id: channel.serverId,
  });
}

/**
 * A message as the bot may read it over REST. What others write in a server comes without its content, because the bot
 * does not have Discord's leave to read it, unless they mention the bot.
 */
export function readableMessage(world: Surroundings, channel: Channel, { message }: Post): APIMessage {
  const mentioned = message.mentions.some(({ id }) => id === world.bot.id);
  const readable = channel.serverId === undefined || message.author.id === world.bot.id || mentioned;
  return readable ? message : { ...message, content: "", embeds: [], components: [], attachments: [] };
}

function blankMessage(world: Surroundings, channel: Channel, author: Person) {
  return {
    id: world.mint(),
    channel_id: channel.id,
    author: userPayload(author),
    type: MessageType.Default,
    timestamp: isoOf(world.clock()),
    edited_timestamp: null,
    pinned: false,
  };
}

function mentionFields({ people, roles, everyone }: Pings) {
  return { mentions: people.map(userPayload), mention_roles: [...roles], mention_everyone: everyone };
}

function allPings({ people, roles, everyone }: Pings): string[] {
  return [...people.map(({ id }) => id), ...roles, ...(everyone ? ["everyone"] : [])];
}

/** What shows something, with what Discord fills in. */
function shownFields(
  world: Surroundings,
  { components, embeds }: MessageBody,
  attachments: readonly APIAttachment[],
): Partial<APIMessage> {
  const whole = completeComponents(components ?? []);
  unfurl(world, whole, attachments);
  return {
    embeds: (embeds ?? []).map((it) => unfurlEmbed(world, { type: EmbedType.Rich, ...it }, attachments)),
    components: whole,
    attachments: [...attachments],
  };
}

function announce(
  world: Surroundings,
  event: string,
  channel: Channel,
  post: Post,
  data: unknown = post.message,
): void {
  if (post.onlyFor !== undefined) return;
  const serverId = channel.serverId;
  const intent = serverId === undefined ? Intents.DirectMessages : Intents.GuildMessages;
  world.announce({ event, serverId, intent, data: { ...(data as object), ...(serverId && { guild_id: serverId }) } });
}
