import type { DeliveryResult } from "../schedule/delivery.ts";
import { type DailyOrder, MAX_ORDERS } from "../schedule/order.ts";
import { nextPost } from "../schedule/plan.ts";
import { customId } from "./custom-id.ts";
import { pageButtons, pageOf } from "./page.ts";
import { divider, type Reply, reply, row, text } from "./reply.ts";
import { plain, timestamp, writeDay, writeTime } from "./text.ts";

const PAGE_SIZE = 5;

/** Every order of a server: channel, time, zone, next post, last result. For the moderator alone. */
export function renderOrders(
  orders: readonly DailyOrder[],
  results: ReadonlyMap<string, DeliveryResult>,
  now: Temporal.Instant,
  number = 1,
): Reply {
  const page = pageOf(orders, number, PAGE_SIZE);
  return reply("asker", "event", [
    text("## Daily posts in this server", `-# ${orders.length} of ${MAX_ORDERS} channels`),
    ...page.items.flatMap((order) => [
      divider(),
      text(...orderLines(order, now), lastLine(order, results.get(order.channelId))),
    ]),
    row(...pageButtons(page, (to) => customId("daily", "list", String(to)))),
  ]);
}

/** What an order is now, after a change that `done` names. For the moderator alone. */
export function renderOrder(done: string, order: DailyOrder, now: Temporal.Instant, warning?: string): Reply {
  return reply("asker", order.paused === undefined ? "supported" : "doubtful", [
    text(`**${done}**`, ...orderLines(order, now), warning && `-# ${warning}`),
  ]);
}

function orderLines(order: DailyOrder, now: Temporal.Instant): string[] {
  const { channelId, genre, paused, roleId, time, timeZone } = order;
  const next = timestamp(nextPost(order, now).at, "F");
  return [
    `<#${channelId}> every day at **${writeTime(time)}**, ${plain(timeZone)}`,
    `Events: ${genre === undefined ? "all genres" : plain(genre, 60)}${roleId === undefined ? "" : ` · pings <@&${roleId}>`}`,
    paused === undefined ? `Next post: ${next}` : `Paused: ${plain(paused, 250)}`,
  ];
}

function lastLine({ guildId, channelId }: DailyOrder, result: DeliveryResult | undefined): string {
  if (result === undefined) return "Last result: none yet";
  const day = writeDay(result.day);
  if (result.state === "posted") {
    return `Last result: [posted for ${day}](https://discord.com/channels/${guildId}/${channelId}/${result.messageId})`;
  }
  const words = { claimed: "being posted", skipped: "skipped", failed: "failed", unknown: "unknown" }[result.state];
  return `Last result: ${words} for ${day}${result.reason === undefined ? "" : `: ${plain(result.reason, 250)}`}`;
}
