import type { DailyOrder } from "../schedule/order.ts";
import {
  canHaveThreads,
  canLookBack,
  canPingAnyRole,
  canPublish,
  type InspectedPlace,
  isForum,
  isLockedOut,
  isPostable,
  isThread,
  lacksFiles,
  missingPermissions,
  type PlaceNow,
} from "../schedule/place.ts";
import { writeList } from "./text.ts";

/**
 * What keeps posts out of a channel until someone mends it, in words for a moderator: found beforehand, or by a
 * refusal.
 */
export const OBSTACLES = {
  channelGone: "the channel no longer exists; /daily list lets you remove its daily post.",
  serverGone: "the server cannot be reached; invite me again.",
  unseen: "I cannot see the channel; allow View Channel for my role there.",
  unwritable: "I may not write in the channel; allow Send Messages for my role there.",
  timedOut: "I am timed out in this server and may write nowhere; remove my timeout in its list of members.",
  noMessages: "the channel takes no messages; schedule the post in another one.",
  otherKind:
    "the channel is now of another kind; use /daily edit with the same time, and I will post there as it is now.",
  locked: "the thread is locked; unlock it, or schedule the post in another place.",
  tagRequired: "the forum requires a tag for each post; turn that off, or schedule the post in another place.",
} as const;

/** What keeps a post from being followed by what was ordered, in words without a full stop. */
export const FLAWS = {
  unpublished: "only an announcement channel can publish; switch it off with /daily edit publish:False",
  threadless: "there are no threads under posts in it; switch them off with /daily edit thread:False",
} as const;

export const PAUSED = "it is paused; resume it with /daily resume.";

/**
 * What keeps an order's posts out of its channel, a sentence each without its capital; empty when nothing does. Pure.
 *
 * @param where follows the names of missing permissions
 */
export function obstaclesOf(
  { channelType, thread }: Pick<DailyOrder, "channelType" | "thread">,
  place: PlaceNow,
  where = "",
): string[] {
  const { permissions, tagRequired, type } = place;
  if (!isPostable(type)) return [OBSTACLES.noMessages];
  const wanted = { channelType: type, thread: thread && canHaveThreads(type) };
  const missing = permissions === undefined ? [] : missingPermissions(wanted, permissions);
  return [
    ...(isForum(channelType) === isForum(type) ? [] : [OBSTACLES.otherKind]),
    ...(isLockedOut(place) ? [OBSTACLES.locked] : []),
    ...(tagRequired ? [OBSTACLES.tagRequired] : []),
    ...(missing.length === 0 ? [] : [lackOf(missing, place, where)]),
  ];
}

/**
 * What else is not as it should be, though posts go out: likewise a sentence each. Pure.
 *
 * @param elsewhere whether posts carry no pictures: they link to them, or have none
 */
export function flawsOf(order: DailyOrder, place: InspectedPlace, elsewhere = false): string[] {
  const { paused, publish, roleId, thread } = order;
  const picture = pictureFlaw(order, place.permissions, elsewhere);
  const role = roleId === undefined ? undefined : pingFlaw(roleId, place.roles.get(roleId), place.permissions);
  return [
    ...(paused === undefined ? [] : [PAUSED]),
    ...(publish && !canPublish(place.type) ? [`${FLAWS.unpublished}.`] : []),
    ...(thread && !canHaveThreads(place.type) ? [`${FLAWS.threadless}.`] : []),
    ...(role === undefined ? [] : [role]),
    ...(canLookBack(place.permissions)
      ? []
      : ["without Read Message History I cannot look for my own post after I was down; allow it for my role there."]),
    ...(picture === undefined ? [] : [picture]),
  ];
}

/**
 * A word on a role that a ping would not reach; `undefined` where it will, or where that is not known.
 *
 * @param mentionable whether anyone may ping it; `undefined` for a role that is gone
 */
export function pingFlaw(
  roleId: string,
  mentionable: boolean | undefined,
  permissions: bigint | undefined,
): string | undefined {
  if (mentionable === undefined)
    return "the role that it pings no longer exists; choose another with /daily edit role.";
  if (mentionable || permissions === undefined || canPingAnyRole(permissions)) return undefined;
  return `<@&${roleId}> will not be notified: allow anyone to mention it, or give me Mention @everyone, @here, and All Roles in that channel.`;
}

/** A word on pictures that posts go out without; `undefined` where they have them, or are to have none. */
export function pictureFlaw(
  { picture }: Pick<DailyOrder, "picture">,
  permissions: bigint | undefined,
  elsewhere: boolean,
): string | undefined {
  if (!picture || elsewhere || permissions === undefined || !lacksFiles(permissions)) return undefined;
  return "without Attach Files my posts have no picture; allow it for my role there, or switch pictures off with /daily edit picture:False.";
}

/**
 * The sentences as one text, each with its capital but the first. Those that go beyond `max` characters are left out,
 * but never the first.
 */
export function joined(sentences: readonly string[], max: number): string {
  const [first = "", ...others] = sentences;
  return others.reduce((text, it) => {
    const longer = `${text} ${capital(it)}`;
    return longer.length <= max ? longer : text;
  }, first);
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** A thread has no permissions of its own. */
function lackOf(missing: readonly string[], { parentId, type }: PlaceNow, where: string): string {
  const parent = parentId === undefined ? "the channel it belongs to" : `<#${parentId}>`;
  const whose = isThread(type) ? `; a thread takes that from ${parent}: ` : "; ";
  const pronoun = missing.length === 1 ? "it" : "them";
  return `I lack ${writeList(missing)}${where}${whose}open that channel's settings, Permissions, and allow ${pronoun} for my role.`;
}
