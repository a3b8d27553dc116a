import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import { type Channel, isThread, type Member, type Overwrite, type Server } from "./inhabitants.ts";

/** Every permission that there is. */
export const EVERYTHING = Object.values(Bits).reduce((all, bit) => all | bit, 0n);

/** What everyone may do in a new server. */
export const EVERYONE =
  Bits.ViewChannel |
  Bits.SendMessages |
  Bits.SendMessagesInThreads |
  Bits.CreatePublicThreads |
  Bits.CreatePrivateThreads |
  Bits.EmbedLinks |
  Bits.AttachFiles |
  Bits.AddReactions |
  Bits.UseExternalEmojis |
  Bits.UseExternalStickers |
  Bits.MentionEveryone |
  Bits.ReadMessageHistory |
  Bits.UseApplicationCommands |
  Bits.UseExternalApps |
  Bits.SendVoiceMessages |
  Bits.SendPolls |
  Bits.CreateInstantInvite |
  Bits.ChangeNickname |
  Bits.Connect |
  Bits.Speak |
  Bits.Stream |
  Bits.UseVAD |
  Bits.RequestToSpeak |
  Bits.UseSoundboard |
  Bits.UseEmbeddedActivities;

/** What Discord says both sides may do in a direct message. */
export const IN_DIRECT_MESSAGES =
  Bits.ViewChannel |
  Bits.SendMessages |
  Bits.EmbedLinks |
  Bits.AttachFiles |
  Bits.AddReactions |
  Bits.UseExternalEmojis |
  Bits.MentionEveryone |
  Bits.ReadMessageHistory |
  Bits.PinMessages;

/**
 * What a member may do in a channel, or in the server as a whole without one.
 *
 * Roles add up; then the channel's overwrites for everyone, for the roles together and for the member, in that order.
 * A thread takes its channel's. Who may not see a channel may do nothing there.
 */
export function permissionsOf(server: Server, member: Member, channel?: Channel): bigint {
  const base = permissionsInServer(server, member);
  if (base === EVERYTHING || channel === undefined) return base;
  const thread = isThread(channel);
  const parent = thread ? server.channels.get(channel.parentId ?? "") : channel;
  const granted = withOverwrites(base, server, member, parent?.overwrites ?? []);
  if (!has(granted, Bits.ViewChannel)) return 0n;
  if (thread) return granted;
  return has(granted, Bits.SendMessages)
    ? granted
    : granted & ~(Bits.MentionEveryone | Bits.EmbedLinks | Bits.AttachFiles);
}

/** Whether every bit of `wanted` is granted. */
export function has(granted: bigint, wanted: bigint): boolean {
  return (granted & wanted) === wanted;
}

function permissionsInServer(server: Server, member: Member): bigint {
  if (member.person.id === server.ownerId) return EVERYTHING;
  const roles = [server.id, ...member.roles].map((id) => server.roles.get(id)?.permissions ?? 0n);
  const granted = roles.reduce((all, bits) => all | bits, 0n);
  return has(granted, Bits.Administrator) ? EVERYTHING : granted;
}

function withOverwrites(base: bigint, server: Server, member: Member, overwrites: readonly Overwrite[]): bigint {
  const everyone = overwrites.filter(({ id }) => id === server.id);
  const roles = overwrites.filter(({ id }) => member.roles.includes(id));
  const own = overwrites.filter(({ id }) => id === member.person.id);
  return [everyone, roles, own].reduce(applyTogether, base);
}

/** Among overwrites of one rank, what any of them allows wins over what another denies. */
function applyTogether(granted: bigint, overwrites: readonly Overwrite[]): bigint {
  const denied = overwrites.reduce((all, { deny }) => all | deny, 0n);
  const allowed = overwrites.reduce((all, { allow }) => all | allow, 0n);
  return (granted & ~denied) | allowed;
}
