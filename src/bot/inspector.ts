import {
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  OverwriteType,
  PermissionFlagsBits,
  Routes,
} from "discord-api-types/v10";
import type { Inspector } from "./command.ts";
import { toFailure } from "./failure.ts";
import { toSent } from "./refusal.ts";
import type { Rest } from "./rest.ts";

const ALL = ~0n;

interface Channel {
  readonly parent_id?: string | null;
  readonly thread_metadata?: object;
  readonly permission_overwrites?: readonly APIOverwrite[];
}

/**
 * Works out the bot's permissions from roles and overwrites, as no cache of servers is kept.
 *
 * @param botId the bot's own user id, known once it is connected
 */
export function createInspector(rest: Rest, botId: () => string): Inspector {
  return {
    async permissions(guildId, channelIds) {
      const [roles, member] = (await Promise.all([
        rest.get(Routes.guildRoles(guildId)),
        rest.get(Routes.guildMember(guildId, botId())),
      ])) as [APIRole[], APIGuildMember];
      const entries = channelIds.map(async (id) => [id, await inspect(id, guildId, roles, member)] as const);
      return new Map(await Promise.all(entries));
    },
  };

  async function inspect(id: string, guildId: string, roles: readonly APIRole[], member: APIGuildMember) {
    try {
      const channel = (await rest.get(Routes.channel(id))) as Channel;
      // A thread has no overwrites of its own: those of its parent hold.
      const holder =
        channel.thread_metadata && channel.parent_id
          ? ((await rest.get(Routes.channel(channel.parent_id))) as Channel)
          : channel;
      return permissionsIn(holder.permission_overwrites ?? [], guildId, roles, [botId(), member.roles]);
    } catch (error) {
      const sent = toSent(toFailure(error));
      return "reason" in sent ? sent.reason : "it could not be asked about.";
    }
  }
}

/** As Discord computes them: everyone, then roles, then the member; a denial falls before an allowance of its rank. */
function permissionsIn(
  overwrites: readonly APIOverwrite[],
  guildId: string,
  roles: readonly APIRole[],
  [botId, roleIds]: readonly [string, readonly string[]],
): bigint {
  const base = roles
    .filter(({ id }) => id === guildId || roleIds.includes(id))
    .reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ALL;

  const ranks = [
    overwrites.filter(({ id }) => id === guildId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guildId && roleIds.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === botId),
  ];
  return ranks.reduce((bits, rank) => {
    const denied = rank.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = rank.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (bits & ~denied) | allowed;
  }, base);
}
