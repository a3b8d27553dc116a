import { nextShift } from "../schedule/daylight.ts";
import type { DeliveryResult } from "../schedule/delivery.ts";
import { comingPost } from "../schedule/forecast.ts";
import { type DailyOrder, MAX_ORDERS, skipsAhead } from "../schedule/order.ts";
import { customId } from "./custom-id.ts";
import { pageButtons, pageOf } from "./page.ts";
import { button, divider, type Reply, reply, row, text } from "./reply.ts";
import { resultWords } from "./results.ts";
import { plain, timestamp, writeDate, writeDay, writeList, writeTime } from "./text.ts";

const PAGE_SIZE = 3;

/** Days left out that are named. */
const DAYS_NAMED = 5;

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
      // The channel may be gone, and then no option of a command can name it.
      row(button("Remove this order", customId("daily", "remove", order.channelId))),
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

function orderLines(order: DailyOrder, now: Temporal.Instant): (string | undefined)[] {
  const { channelId, paused, time, timeZone } = order;
  return [
    `<#${channelId}> every day at **${writeTime(time)}**, ${plain(timeZone)}`,
    extras(order),
    paused === undefined ? `Next post: ${timestamp(comingPost(order, now).at, "F")}` : `Paused: ${plain(paused, 250)}`,
    leftOutLine(order, now),
    daylightLine(order, now),
  ];
}

function extras({ genre, publish, roleId, thread }: DailyOrder): string {
  return [
    `Events: ${genre === undefined ? "all genres" : plain(genre, 60)}`,
    ...(roleId === undefined ? [] : [`pings <@&${roleId}>`]),
    ...(publish ? ["published"] : []),
    ...(thread ? ["a thread under each"] : []),
  ].join(" · ");
}

/** The days to come that a moderator left out; nothing where there are none. */
function leftOutLine(order: DailyOrder, now: Temporal.Instant): string | undefined {
  const { year } = now.toZonedDateTimeISO(order.timeZone);
  const days = skipsAhead(order, now).map((day) => (day.year === year ? writeDay(day) : writeDate(day)));
  const rest = days.length - DAYS_NAMED;
  if (days.length === 0) return undefined;
  return `Left out: ${writeList([...days.slice(0, DAYS_NAMED), ...(rest > 0 ? [`${rest} more`] : [])])}`;
}

/** When daylight saving next touches the order's time; nothing for the many that it never does. */
function daylightLine(order: DailyOrder, now: Temporal.Instant): string | undefined {
  const shift = nextShift(order, now);
  if (shift === undefined) return undefined;
  const day = writeDate(shift.day);
  if (shift.kind === "moved") {
    return `-# On ${day} the clocks change and ${writeTime(order.time)} is left out: that day it comes at ${writeTime(shift.runsAt)}.`;
  }
  return `-# On ${day} the clocks change and ${writeTime(order.time)} comes twice: it is posted the first time only.`;
}

function lastLine({ guildId }: DailyOrder, result: DeliveryResult | undefined): string {
  if (result === undefined) return "Last result: none yet";
  return `Last result: ${writeDay(result.day)}, ${resultWords(result, guildId)}`;
}
