import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import { DiscordError, missingAccess, missingPermissions, unknown } from "./discord-error.ts";
import { type Channel, holdsMessages, isThread, type Post } from "./inhabitants.ts";
import type { MessageBody } from "./message-rules.ts";
import { has } from "./permissions.ts";
import type { World } from "./world.ts";

/**
 * The channel, if the bot may know of it.
 *
 * @throws {DiscordError} 10003 when there is none, 50001 when the bot does not see it
 */
export function visibleChannel(world: World, id: string): Channel {
  const channel = world.channel(id);
  if (channel === undefined) throw unknown("Channel");
  if (!has(world.permissions(world.bot, channel), Bits.ViewChannel)) throw missingAccess();
  return channel;
}

/** @throws {DiscordError} 50013 when the bot lacks one of the permissions */
export function requirePermission(world: World, channel: Channel, bits: bigint): void {
  if (!has(world.permissions(world.bot, channel), bits)) throw missingPermissions();
}

/** A message that everyone in the channel sees. @throws {DiscordError} 10008 */
export function publicPost(channel: Channel, id: string): Post {
  const post = channel.posts.find(({ message, onlyFor }) => message.id === id && onlyFor === undefined);
  if (post === undefined) throw unknown("Message");
  return post;
}

/**
 * Whether the bot may write this there.
 *
 * @throws {DiscordError} 50008 for a channel that holds no messages, 50013, 50007 or 50278 for someone who takes no
 *   direct messages, 160005 for a locked thread
 */
export function requireWritable(world: World, channel: Channel, body: MessageBody, files: number): void {
  if (!holdsMessages(channel)) throw new DiscordError(400, 50008, "Cannot send messages in a non-text channel");
  if (channel.serverId === undefined) {
    requireOpenDoor(world, channel);
    return;
  }
  if (channel.locked) throw new DiscordError(400, 160005, "Thread is locked");
  requirePermission(world, channel, isThread(channel) ? Bits.SendMessagesInThreads : Bits.SendMessages);
  if (body.embeds?.length) requirePermission(world, channel, Bits.EmbedLinks);
  if (files > 0) requirePermission(world, channel, Bits.AttachFiles);
}

function requireOpenDoor(world: World, { recipients }: Channel): void {
  const person = recipients.find(({ bot }) => !bot);
  if (person?.directMessages === "blocked") throw new DiscordError(403, 50007, "Cannot send messages to this user");
  const shared = [...world.servers.values()].some(
    ({ members }) => members.has(world.bot.id) && members.has(person?.id ?? ""),
  );
  if (person?.directMessages === "open" && (shared || person.installed)) return;
  throw new DiscordError(403, 50278, "Cannot send messages to this user due to having no mutual guilds");
}
