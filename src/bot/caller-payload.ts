import { ChannelType, MessageFlags, PermissionFlagsBits } from "discord-api-types/v10";
import { isThread } from "../schedule/place.ts";
import type { Request } from "./dispatch.ts";
import { bitsOf, isId, isInteger, isRecord, isText, optional, type Sent } from "./sent.ts";

/**
 * Who did something, where, and what they may there. Pure.
 *
 * @returns `undefined` where nobody did @throws {UNREADABLE} where it cannot be told
 */
export function readCaller(sent: Sent): Request["caller"] | undefined {
  const member = optional(sent.member, isRecord);
  const person = optional(member?.user, isRecord) ?? optional(sent.user, isRecord);
  const userId = optional(person?.id, isId);
  const permissions = optional(member?.permissions, isText);
  const [guildId, channelId] = [optional(sent.guild_id, isId), optional(sent.channel_id, isId)];
  if (userId === undefined) return undefined;
  const channelType = isRecord(sent.channel) && isInteger(sent.channel.type) ? sent.channel.type : undefined;
  return {
    userId,
    guildId,
    ...(isText(sent.guild_locale) && { guildLocale: sent.guild_locale }),
    channelId: channelId ?? userId,
    ...(channelType !== undefined && { channelType }),
    mayManage: mayManage(permissions),
    ...((guildId === undefined || mayWrite(permissions, channelType, sent)) && { mayWrite: true }),
    ...(isForOneAlone(sent.message) && { alone: true }),
  };
}

/** Whether nobody but the person sees the message that was acted on. */
function isForOneAlone(message: unknown): boolean {
  return isRecord(message) && isInteger(message.flags) && (message.flags & MessageFlags.Ephemeral) !== 0;
}

/**
 * Whether what the person has the bot post in a server's channel may be seen by all: they may write there, and where the
 * bot is theirs alone, the server lets such bots speak, for else Discord shows it to nobody but them.
 */
function mayWrite(
  permissions: string | undefined,
  channelType: ChannelType | undefined,
  { authorizing_integration_owners: owners }: Sent,
): boolean {
  const has = bitsOf(permissions) ?? 0n;
  if ((has & PermissionFlagsBits.Administrator) !== 0n) return true;
  const inThread = isThread(channelType ?? ChannelType.GuildText);
  const write = inThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  // By what the bot may be used there: `0` for the server that it is in, `1` for the person's own account.
  const own = isRecord(owners) && Object.hasOwn(owners, "1") && !Object.hasOwn(owners, "0");
  const wanted = own ? write | PermissionFlagsBits.UseExternalApps : write;
  return (has & wanted) === wanted;
}

function mayManage(permissions: string | undefined): boolean {
  const allowing = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;
  return ((bitsOf(permissions) ?? 0n) & allowing) !== 0n;
}
