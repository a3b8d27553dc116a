import { type DailyOrder, MAX_ORDERS } from "../schedule/order.ts";
import { type InspectedPlace, isTimedOut } from "../schedule/place.ts";
import { flawsOf, joined, OBSTACLES, obstaclesOf, PAUSED } from "./obstacles.ts";
import { LIMITS, PLAIN, type Reply, reply, text } from "./reply.ts";
import { plain } from "./text.ts";

/** Characters that each order may take, so that all of a server's fit one message. */
const LINE = Math.floor((LIMITS.text - 100) / MAX_ORDERS) - "- <#12345678901234567890>: \n".length;

/**
 * What is not as it should be in each channel that has an order, and how to fix it; paused ones first. For the moderator
 * alone.
 *
 * @param places each as it is now, or why that cannot be learnt
 * @param elsewhere whether posts carry no pictures: they link to them, or have none
 */
export function renderCheck(
  orders: readonly DailyOrder[],
  places: ReadonlyMap<string, InspectedPlace | string>,
  now: Temporal.Instant,
  elsewhere = false,
): Reply {
  const pausedFirst = orders.toSorted((a, b) => Number(b.paused !== undefined) - Number(a.paused !== undefined));
  const findings = pausedFirst.map((order) =>
    findingOf(order, places.get(order.channelId) ?? "it was not found.", now, elsewhere),
  );
  const fine = findings.every((it) => it === undefined);
  return reply("asker", PLAIN, [
    text(
      fine ? "**I can post in every channel that has a daily post.**" : "**Some daily posts need a look:**",
      ...pausedFirst.map(({ channelId }, at) => `- <#${channelId}>: ${findings[at] ?? "all is well."}`),
    ),
  ]);
}

function findingOf(
  order: DailyOrder,
  place: InspectedPlace | string,
  now: Temporal.Instant,
  elsewhere: boolean,
): string | undefined {
  if (typeof place === "string")
    return joined([plain(place, 250), ...(order.paused === undefined ? [] : [PAUSED])], LINE);
  const silenced = isTimedOut(place, now) ? [OBSTACLES.timedOut] : [];
  const [first, ...others] = [...silenced, ...obstaclesOf(order, place), ...flawsOf(order, place, elsewhere)];
  if (first === undefined) return undefined;
  // Without its thread a post goes out all the same.
  const postable = [...silenced, ...obstaclesOf({ ...order, thread: false }, place)].length === 0;
  return joined([postable ? `I can post there, but ${first}` : first, ...others], LINE);
}
