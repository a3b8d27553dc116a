import { PermissionFlagsBits } from "discord-api-types/v10";

const { AttachFiles, ReadMessageHistory, SendMessages, ViewChannel } = PermissionFlagsBits;

/** The address at which someone with Manage Server invites the bot, with the permissions that it needs and no more. */
export function inviteLink(applicationId: string): string {
  const permissions = ViewChannel | SendMessages | AttachFiles | ReadMessageHistory;
  const asked = `scope=bot+applications.commands&permissions=${permissions}`;
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&${asked}`;
}
