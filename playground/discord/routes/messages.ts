import * as spec from "discord-api-spec/zod";
import { type APIMessage, PermissionFlagsBits as Bits, MessageFlags, MessageType } from "discord-api-types/v10";
import * as z from "zod/mini";
import { publicPost, requirePermission, requireWritable, visibleChannel } from "../channel-access.ts";
import { DiscordError, invalidForm, missingPermissions, wrongChannelType } from "../discord-error.ts";
import type { Channel, Post } from "../inhabitants.ts";
import { checkEdit, checkMessage, type MessageBody } from "../message-rules.ts";
import type { Nonces } from "../nonces.ts";
import { addPost, editPost, readableMessage, removePost } from "../posts.ts";
import { type Call, param, type Route } from "../route.ts";
import type { World } from "../world.ts";

interface CreateBody extends MessageBody {
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly message_reference?: { readonly message_id: string; readonly fail_if_not_exists?: boolean } | null;
}

/** What a bot may set; Discord passes over the rest. */
const settableFlags = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

const snowflake = z.optional(spec.SnowflakeTypeSchema);
const page = z.object({
  limit: z.optional(z.string().check(z.regex(/^([1-9]|[1-9]\d|100)$/))),
  before: snowflake,
  after: snowflake,
  around: snowflake,
});

/** Writing, reading, changing and publishing messages. `messagesPerChannel` new ones are let through in 5 seconds. */
export function messageRoutes(world: World, nonces: Nonces, messagesPerChannel: number): Route[] {
  const bucket = { limit: messagesPerChannel, window: 5 };
  const one = "/channels/:channel/messages/:message";
  return [
    {
      method: "POST",
      path: "/channels/:channel/messages",
      body: spec.MessageCreateRequestSchema,
      bucket,
      run: (call) => create(world, nonces, call),
    },
    { method: "GET", path: "/channels/:channel/messages", query: page, run: (call) => list(world, call) },
    { method: "GET", path: one, run: (call) => readableMessage(world, ...found(world, call)) },
    { method: "PATCH", path: one, body: spec.MessageEditRequestPartialSchema, run: (call) => edit(world, call) },
    { method: "DELETE", path: one, run: (call) => remove(world, call) },
    {
      method: "POST",
      path: `${one}/crosspost`,
      bucket: { limit: messagesPerChannel * 2, window: 3600 },
      run: (call) => publish(world, call),
    },
    {
      method: "POST",
      path: "/channels/:channel/typing",
      run: (call) => requireWritable(world, visibleChannel(world, param(call, "channel")), {}, 0),
    },
  ];
}

function create(world: World, nonces: Nonces, call: Call): APIMessage {
  const body = call.body as CreateBody;
  const channel = visibleChannel(world, param(call, "channel"));
  requireWritable(world, channel, body, call.files.length);
  checkMessage(body, call.files);
  const nonce = body.nonce === null || body.nonce === undefined ? undefined : String(body.nonce);
  const first = nonce !== undefined && body.enforce_nonce ? nonces.find(nonce) : undefined;
  if (first !== undefined) return { ...first.message, nonce: body.nonce! };
  const post = addPost(world, channel, {
    author: world.bot,
    body: { ...body, flags: (body.flags ?? 0) & settableFlags },
    files: call.files,
    extra: replyFields(channel, body),
  });
  channel.archived = false;
  if (nonce === undefined) return post.message;
  nonces.remember(nonce, post);
  return { ...post.message, nonce: body.nonce! };
}

function replyFields(channel: Channel, { message_reference: reference }: CreateBody): Partial<APIMessage> {
  if (!reference) return {};
  const target = channel.posts.find(({ message }) => message.id === reference.message_id);
  if (target !== undefined) {
    const link = { type: 0, channel_id: channel.id, message_id: target.message.id, guild_id: channel.serverId! };
    return { type: MessageType.Reply, message_reference: link, referenced_message: target.message };
  }
  if (reference.fail_if_not_exists === false) return {};
  throw invalidForm([
    { path: ["message_reference"], code: "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", message: "Unknown message" },
  ]);
}

/** Newest first, as Discord lists them; nothing without the permission to read what was said before. */
function list(world: World, { params, query }: Call): APIMessage[] {
  const channel = visibleChannel(world, params.channel ?? "");
  if ((world.permissions(world.bot, channel) & Bits.ReadMessageHistory) === 0n) return [];
  const { limit = "50", before, after, around } = query;
  const posts = channel.posts.filter(({ onlyFor }) => onlyFor === undefined);
  return pageOf(posts, Number(limit), { before, after, around })
    .map((post) => readableMessage(world, channel, post))
    .reverse();
}

function pageOf(
  posts: readonly Post[],
  limit: number,
  at: { before?: string | undefined; after?: string | undefined; around?: string | undefined },
): Post[] {
  const id = ({ message }: Post) => BigInt(message.id);
  if (at.after !== undefined) return posts.filter((post) => id(post) > BigInt(at.after!)).slice(0, limit);
  if (at.before !== undefined) return posts.filter((post) => id(post) < BigInt(at.before!)).slice(-limit);
  if (at.around === undefined) return posts.slice(-limit);
  const middle = posts.findIndex((post) => id(post) >= BigInt(at.around!));
  const start = Math.max(0, (middle < 0 ? posts.length : middle) - Math.floor(limit / 2));
  return posts.slice(start, start + limit);
}

function edit(world: World, call: Call): APIMessage {
  const [channel, post] = found(world, call);
  const body = call.body as MessageBody;
  if (post.message.author.id !== world.bot.id)
    throw new DiscordError(403, 50005, "Cannot edit a message authored by another user");
  checkEdit(post.message, body, call.files);
  return editPost(world, channel, post, body, call.files).message;
}

function remove(world: World, call: Call): void {
  const channel = visibleChannel(world, param(call, "channel"));
  const post = publicPost(channel, param(call, "message"));
  if (post.message.author.id !== world.bot.id) requirePermission(world, channel, Bits.ManageMessages);
  removePost(world, channel, post);
}

function publish(world: World, call: Call): APIMessage {
  const [channel, post] = found(world, call);
  if (channel.kind !== "announcement") throw wrongChannelType();
  const wanted = post.message.author.id === world.bot.id ? Bits.SendMessages : Bits.ManageMessages;
  requirePermission(world, channel, wanted);
  const flags = post.message.flags ?? 0;
  if (flags & MessageFlags.Crossposted) throw new DiscordError(400, 40033, "This message has already been crossposted");
  post.message = { ...post.message, flags: flags | MessageFlags.Crossposted };
  return post.message;
}

/** The message that the path names, which the bot may read. */
function found(world: World, call: Call): [Channel, Post] {
  const channel = visibleChannel(world, param(call, "channel"));
  if ((world.permissions(world.bot, channel) & Bits.ReadMessageHistory) === 0n) throw missingPermissions();
  return [channel, publicPost(channel, param(call, "message"))];
}
