import * as spec from "discord-api-spec/zod";
import { type APIChannel, PermissionFlagsBits as Bits, MessageFlags } from "discord-api-types/v10";
import * as z from "zod/mini";
import { publicPost, requirePermission, visibleChannel } from "../channel-access.ts";
import { DiscordError, invalidForm, missingAccess, unknown, wrongChannelType } from "../discord-error.ts";
import type { Channel, Server } from "../inhabitants.ts";
import { checkMessage, type MessageBody } from "../message-rules.ts";
import { outcome } from "../outcome.ts";
import { channelPayload, isoOf, memberPayload, rolePayload } from "../payload.ts";
import { has } from "../permissions.ts";
import { addPost, readableMessage } from "../posts.ts";
import { type Call, param, type Route } from "../route.ts";
import { serverPayload } from "../server-payload.ts";
import type { World } from "../world.ts";

/** Channels, threads, pins, and what the bot may look up of its servers. */
export function channelRoutes(world: World): Route[] {
  const server = (call: Call) => visibleServer(world, param(call, "guild"));
  const seen = (channel: Channel) => has(world.permissions(world.bot, channel), Bits.ViewChannel);
  const channels = (call: Call) =>
    [...server(call).channels.values()].filter((it) => it.ownerId === undefined && seen(it));
  const threads = (call: Call) => [...server(call).channels.values()].filter(({ ownerId }) => ownerId !== undefined);
  return [
    {
      method: "GET",
      path: "/channels/:channel",
      run: (call) => channelPayload(visibleChannel(world, param(call, "channel"))),
    },
    { method: "GET", path: "/guilds/:guild", run: (call) => serverPayload(server(call)) },
    { method: "GET", path: "/guilds/:guild/channels", run: (call) => channels(call).map(channelPayload) },
    {
      method: "GET",
      path: "/guilds/:guild/threads/active",
      run(call) {
        const open = threads(call).filter((it) => !it.archived);
        return { threads: open.map(channelPayload), members: [] };
      },
    },
    {
      method: "GET",
      path: "/channels/:channel/threads/archived/public",
      run: (call) => closedThreads(world, visibleChannel(world, param(call, "channel"))),
    },
    { method: "GET", path: "/guilds/:guild/roles", run: (call) => [...server(call).roles.values()].map(rolePayload) },
    {
      method: "GET",
      path: "/guilds/:guild/members/:user",
      run(call) {
        const member = server(call).members.get(param(call, "user"));
        if (member === undefined) throw unknown("Member");
        return memberPayload(member);
      },
    },
    ...threadRoutes(world),
    ...pinRoutes(world),
  ];
}

function threadRoutes(world: World): Route[] {
  return [
    {
      method: "POST",
      path: "/channels/:channel/messages/:message/threads",
      body: spec.CreateTextThreadWithMessageRequestSchema,
      run: (call) => outcome(201, threadFromMessage(world, call)),
    },
    {
      method: "POST",
      path: "/channels/:channel/threads",
      body: z.union([spec.CreateForumThreadRequestSchema, spec.CreateTextThreadWithoutMessageRequestSchema]),
      run: (call) => outcome(201, threadInChannel(world, call)),
    },
  ];
}

/** Those of a channel that were closed, of which a bot sees none without Read Message History. */
function closedThreads(world: World, channel: Channel): unknown {
  requirePermission(world, channel, Bits.ReadMessageHistory);
  const all = [...(world.serverOf(channel)?.channels.values() ?? [])];
  const closed = all.filter((it) => it.parentId === channel.id && it.archived);
  return { threads: closed.map(channelPayload), members: [], has_more: false };
}

/** Pins have a new and an old path. */
function pinRoutes(world: World): Route[] {
  const set = (call: Call, pinned: boolean) => {
    const channel = visibleChannel(world, param(call, "channel"));
    requirePermission(world, channel, Bits.PinMessages);
    const post = publicPost(channel, param(call, "message"));
    post.message = { ...post.message, pinned };
  };
  const pins = (call: Call) => {
    const channel = visibleChannel(world, param(call, "channel"));
    const pinned = channel.posts.filter(({ message }) => message.pinned);
    const items = pinned.map((post) => ({
      pinned_at: isoOf(world.clock()),
      message: readableMessage(world, channel, post),
    }));
    return { items, has_more: false };
  };
  return ["/channels/:channel/messages/pins", "/channels/:channel/pins"].flatMap((path): Route[] => [
    { method: "PUT", path: `${path}/:message`, run: (call) => set(call, true) },
    { method: "DELETE", path: `${path}/:message`, run: (call) => set(call, false) },
    { method: "GET", path, run: pins },
  ]);
}

/** The thread has the message's id. */
function threadFromMessage(world: World, call: Call): APIChannel {
  const channel = visibleChannel(world, param(call, "channel"));
  if (channel.kind !== "text" && channel.kind !== "announcement") throw wrongChannelType();
  const post = publicPost(channel, param(call, "message"));
  const { message } = post;
  requirePermission(world, channel, Bits.CreatePublicThreads);
  if (world.channel(message.id))
    throw new DiscordError(400, 160004, "A thread has already been created for this message");
  const thread = openThread(world, channel, (call.body as { name: string }).name, message.id);
  post.message = { ...message, flags: (message.flags ?? 0) | MessageFlags.HasThread };
  return channelPayload(thread);
}

/** In a forum a thread begins with a message, whose id it has. */
function threadInChannel(world: World, call: Call): unknown {
  const {
    name,
    message: body,
    applied_tags: tags,
  } = call.body as { name: string; message?: MessageBody; applied_tags?: string[] };
  const channel = visibleChannel(world, param(call, "channel"));
  if (channel.kind !== "forum") {
    if (channel.kind !== "text" && channel.kind !== "announcement") throw wrongChannelType();
    requirePermission(world, channel, Bits.CreatePublicThreads);
    return channelPayload(openThread(world, channel, name));
  }
  requirePermission(world, channel, Bits.SendMessages);
  if (body === undefined)
    throw invalidForm([{ path: ["message"], code: "BASE_TYPE_REQUIRED", message: "This field is required" }]);
  if (channel.tagRequired && !tags?.length)
    throw new DiscordError(400, 40067, "A tag is required to create a forum post in this channel");
  if (call.files.length > 0) requirePermission(world, channel, Bits.AttachFiles);
  checkMessage(body, call.files, ["message"]);
  const thread = openThread(world, channel, name);
  const { message } = addPost(world, thread, { author: world.bot, body, files: call.files, extra: { id: thread.id } });
  return { ...channelPayload(thread), message };
}

function openThread(world: World, channel: Channel, name: string, id: string = world.mint()): Channel {
  const kind = channel.kind === "announcement" ? "announcement thread" : "thread";
  return world.openChannel({
    id,
    kind,
    name,
    serverId: channel.serverId!,
    parentId: channel.id,
    ownerId: world.bot.id,
  });
}

function visibleServer(world: World, id: string): Server {
  const server = world.servers.get(id);
  if (server === undefined) throw unknown("Guild");
  if (!server.members.has(world.bot.id)) throw missingAccess();
  return server;
}
