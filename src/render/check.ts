import type { DailyOrder } from "../schedule/order.ts";
import { missingPermissions } from "../schedule/place.ts";
import { type Reply, reply, text } from "./reply.ts";
import { plain } from "./text.ts";

/**
 * What the bot lacks in each channel that has an order, and how to grant it. For the moderator alone.
 *
 * @param permissions the bot's own in each, as bits, or why they cannot be learnt
 */
export function renderCheck(orders: readonly DailyOrder[], permissions: ReadonlyMap<string, bigint | string>): Reply {
  const problems = orders.map((order) => problemOf(order, permissions.get(order.channelId) ?? "it was not found."));
  const fine = problems.every((it) => it === undefined);
  return reply("asker", fine ? "supported" : "doubtful", [
    text(
      fine ? "**I can post in every channel that has a daily post.**" : "**Some daily posts cannot go out:**",
      ...orders.map(({ channelId }, at) => `- <#${channelId}>: ${problems[at] ?? "all is well"}`),
    ),
  ]);
}

function problemOf(order: DailyOrder, permissions: bigint | string): string | undefined {
  if (typeof permissions === "string") return plain(permissions, 200);
  const missing = missingPermissions(order, permissions);
  if (missing.length === 0) return undefined;
  return `I lack ${missing.join(" and ")}; open that channel's settings, Permissions, and allow it for my role`;
}
