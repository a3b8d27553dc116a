import { PermissionFlagsBits } from "discord-api-types/v10";

const { ReadMessageHistory, SendMessages, ViewChannel } = PermissionFlagsBits;

/** The address at which someone with Manage Server invites the bot, with the permissions that it needs and no more. */
export function inviteLink(applicationId: string): string {
  const asked = `scope=bot+applications.commands&permissions=${ViewChannel | SendMessages | ReadMessageHistory}`;
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&${asked}`;
}
