import {
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  ChannelFlags,
  OverwriteType,
  PermissionFlagsBits,
  Routes,
} from "discord-api-types/v10";
import { OBSTACLES } from "../render/obstacles.ts";
import { type InspectedPlace, isThread } from "../schedule/place.ts";
import { isDiscordsNo, toFailure } from "./failure.ts";
import { HIDDEN } from "./interaction-payload.ts";
import { toSent } from "./refusal.ts";
import type { Rest } from "./rest.ts";
import type { Inspector } from "./tools.ts";

const ALL = ~0n;

interface Channel {
  readonly id: string;
  readonly type: number;
  readonly flags?: number;
  readonly parent_id?: string | null;
  readonly thread_metadata?: { readonly locked?: boolean };
  readonly permission_overwrites?: readonly APIOverwrite[];
}

/** What holds in all channels of a server. */
interface Server {
  readonly guildId: string;
  readonly roles: readonly APIRole[];
  /** The bot as a member of it. */
  readonly member: APIGuildMember;
}

/**
 * Works out the bot's permissions from roles and overwrites, as no cache of servers is kept.
 *
 * Those who ask the same at the same time share the requests, which posts would wait for.
 *
 * @param botId the bot's own user id, known once it is connected
 */
export function createInspector(rest: Rest, botId: () => string): Inspector {
  const underWay = new Map<string, ReturnType<Inspector["inspect"]>>();
  return {
    inspect(guildId, channelIds) {
      const key = [guildId, ...channelIds].join(" ");
      const asked = underWay.get(key) ?? inspectAll(guildId, channelIds).finally(() => underWay.delete(key));
      underWay.set(key, asked);
      return asked;
    },
  };

  async function inspectAll(guildId: string, channelIds: readonly string[]): ReturnType<Inspector["inspect"]> {
    try {
      return await inspectEach(await askServer(guildId), channelIds);
    } catch (error) {
      const reason = isDiscordsNo(toFailure(error)) ? OBSTACLES.serverGone : reasonOf(error);
      return new Map(channelIds.map((id) => [id, reason]));
    }
  }

  async function askServer(guildId: string): Promise<Server> {
    const [roles, member] = await Promise.all([
      rest.get(Routes.guildRoles(guildId)),
      rest.get(Routes.guildMember(guildId, botId())),
    ]);
    return { guildId, roles: roles as APIRole[], member: member as APIGuildMember };
  }

  async function inspectEach(server: Server, channelIds: readonly string[]) {
    const entries = channelIds.map(async (id) => [id, await inspect(id, server).catch(reasonOf)] as const);
    return new Map(await Promise.all(entries));
  }

  async function inspect(id: string, { guildId, member, roles }: Server): Promise<InspectedPlace | string> {
    const channel = (await rest.get(Routes.channel(id))) as Channel;
    const parentId = (isThread(channel.type) && channel.parent_id) || undefined;
    // A thread has no overwrites of its own: those of its parent hold.
    const holder = parentId === undefined ? channel : ((await rest.get(Routes.channel(parentId))) as Channel);
    if ([channel, holder].some(({ flags = 0 }) => (flags & HIDDEN) !== 0)) return OBSTACLES.unseen;
    const its = [botId(), member.roles] as const;
    return {
      id,
      type: channel.type,
      permissions: permissionsIn(holder.permission_overwrites ?? [], guildId, roles, its),
      parentId,
      timedOutUntil: instantOf(member.communication_disabled_until),
      locked: channel.thread_metadata?.locked ?? false,
      tagRequired: ((channel.flags ?? 0) & ChannelFlags.RequireTag) !== 0,
      roles: new Map(roles.map((role) => [role.id, role.mentionable])),
    };
  }
}

function instantOf(written: string | null | undefined): Temporal.Instant | undefined {
  return written ? Temporal.Instant.from(written) : undefined;
}

/** Why a channel cannot be learnt of. */
function reasonOf(error: unknown): string {
  const failure = toFailure(error);
  const sent = toSent(failure);
  if (sent.outcome === "refused")
    return sent.lasting ? sent.reason : `Discord tells nothing of it: ${failure.message}.`;
  return "Discord does not answer; try again in a few minutes.";
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
