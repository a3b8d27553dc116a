import { nextShift } from "../schedule/daylight.ts";
import type { DeliveryResult } from "../schedule/delivery.ts";
import { comingPost, nextWithPost, type Outlook } from "../schedule/forecast.ts";
import { type DailyOrder, MAX_ORDERS, skipsAhead } from "../schedule/order.ts";
import { whyNone } from "../schedule/pool.ts";
import { customId } from "./custom-id.ts";
import { pageButtons, pageOf } from "./page.ts";
import { type Button, button, divider, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { resultWords } from "./results.ts";
import { plain, timestamp, writeDate, writeDay, writeList, writeTime } from "./text.ts";
import { wishWords } from "./wish.ts";

const PAGE_SIZE = 3;

/** Days left out that are named. */
const DAYS_NAMED = 5;

/** Every order of a server: channel, time, zone, next post, last result. For the moderator alone. */
export function renderOrders(
  orders: readonly DailyOrder[],
  results: ReadonlyMap<string, DeliveryResult>,
  outlook: Outlook,
  number = 1,
): Reply {
  const page = pageOf(orders, number, PAGE_SIZE);
  return reply("asker", PLAIN, [
    text("## Daily posts in this server", `-# ${orders.length} of ${MAX_ORDERS} channels`),
    ...page.items.flatMap((order) => [
      divider(),
      text(...orderLines(order, outlook), lastLine(order, results.get(order.channelId))),
      // The channel may be gone, and then no option of a command can name it.
      row(...orderButtons(order)),
    ]),
    row(...pageButtons(page, (to) => customId("daily", "list", String(to)))),
  ]);
}

/** What can be done with an order; the button asks again where it cannot be taken back for long. */
function orderButtons({ channelId, paused }: DailyOrder): Button[] {
  const idOf = (action: string) => customId("daily", action, channelId);
  const running = paused === undefined;
  return [
    button("Preview", idOf("preview")),
    button("Change", idOf("change")),
    running ? button("Pause", idOf("pause")) : button("Resume", idOf("resume")),
    button("Skip next", idOf("skip-next"), !running),
    button("Remove", idOf("remove")),
  ];
}

/** What an order is now, after a change that `done` names. For the moderator alone. */
export function renderOrder(done: string, order: DailyOrder, outlook: Outlook, warning?: string): Reply {
  return reply("asker", PLAIN, [text(`**${done}**`, ...orderLines(order, outlook), warning && `-# ${warning}`)]);
}

/** All that a moderator is told of an order, a line each. */
export function orderLines(order: DailyOrder, outlook: Outlook): (string | undefined)[] {
  const { channelId, paused, time, timeZone } = order;
  const { now } = outlook;
  return [
    `<#${channelId}> every day at **${writeTime(time)}**, ${plain(timeZone)}`,
    extras(order, outlook),
    paused === undefined ? nextLine(order, outlook) : `Paused: ${plain(paused, 250)}`,
    leftOutLine(order, now),
    daylightLine(order, now),
  ];
}

/** When it posts next; and where the days before have no post, why. */
function nextLine(order: DailyOrder, outlook: Outlook): string {
  const next = nextWithPost(order, outlook);
  if (next === undefined) return "Next post: none within a year; choose another genre with /daily edit";
  const line = `Next post: ${timestamp(next.at, "F")}`;
  const coming = comingPost(order, outlook.now);
  if (next.day.equals(coming.day)) return line;
  return `${line} (none on ${writeDay(coming.day)}: ${plain(whyNone(order, coming.day, outlook.facts), 120)})`;
}

function extras(order: DailyOrder, { facts }: Outlook): string {
  const { picture, publish, quiz, roleId, thread } = order;
  return [
    wishWords(order, facts),
    ...(roleId === undefined ? [] : [`pings <@&${roleId}>`]),
    ...(publish ? ["published"] : []),
    ...(thread ? ["a thread under each"] : []),
    ...(quiz ? ["a question under each"] : []),
    ...(picture ? [] : ["no picture"]),
  ].join(" · ");
}

function leftOutLine(order: DailyOrder, now: Temporal.Instant): string | undefined {
  const days = skippedWords(order, now);
  return days && `Left out: ${days}`;
}

/** The days to come that a moderator left out; nothing where there are none. */
export function skippedWords(order: DailyOrder, now: Temporal.Instant): string | undefined {
  const { year } = now.toZonedDateTimeISO(order.timeZone);
  const days = skipsAhead(order, now).map((day) => (day.year === year ? writeDay(day) : writeDate(day)));
  const rest = days.length - DAYS_NAMED;
  if (days.length === 0) return undefined;
  return writeList([...days.slice(0, DAYS_NAMED), ...(rest > 0 ? [`${rest} more`] : [])]);
}

/** When daylight saving next touches the order's time; nothing for the many that it never does. */
function daylightLine(order: DailyOrder, now: Temporal.Instant): string | undefined {
  const shift = nextShift(order, now);
  if (shift === undefined) return undefined;
  const day = writeDate(shift.day);
  if (shift.kind === "moved") {
    return `-# On ${day} the clocks change and ${writeTime(order.time)} does not exist: that day it comes at ${writeTime(shift.runsAt)}.`;
  }
  return `-# On ${day} the clocks change and ${writeTime(order.time)} comes twice: it is posted the first time only.`;
}

function lastLine({ guildId }: DailyOrder, result: DeliveryResult | undefined): string {
  if (result === undefined) return "Last result: none yet";
  return `Last result: ${writeDay(result.day)}, ${resultWords(result, guildId)}`;
}
