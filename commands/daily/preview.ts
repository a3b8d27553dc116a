import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { neverRows, neverSelect } from "../../src/render/blocked.ts";
import { renderForecast, renderPreview } from "../../src/render/post.ts";
import type { Reply } from "../../src/render/reply.ts";
import { comingPost, forecastByTurns, isPost, nextWithPost, type Outlook } from "../../src/schedule/forecast.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { type Due, inTurn } from "../../src/schedule/plan.ts";
import { noOrder, optionalChannelField, outlookOf, serverOf } from "./fields.ts";

const MOST_DAYS = 14;

export default defineSubcommand({
  name: "preview",
  description: "What the next daily posts will be",
  options: {
    channel: { ...optionalChannelField, description: "The channel (default: the one that posts next)" },
    days: { type: "integer", description: "How many days (default: the next post)", min: 1, max: MOST_DAYS },
  },
  weight: ({ days }) => (typeof days === "number" ? 1 + days / 2 : 2),
  run: ({ channel, days = 1 }, caller, tools) => showPreview(channel?.id, days, caller, tools),
});

/** The next posts of a channel, or of the one that posts next; the same for the command and for a button. */
export async function showPreview(
  asked: string | undefined,
  days: number,
  caller: Caller,
  tools: Tools,
): Promise<Reply> {
  const orders = await tools.orders.list(serverOf(caller));
  if (orders.length === 0 && asked === undefined)
    throw new UserError("No daily post runs in this server; /daily add makes one.");
  const outlook = await outlookOf(caller, tools);
  const giveWay = () => tools.giveWay(caller);
  const channelId = asked ?? (await nextChannel(orders, outlook, giveWay));
  const order = orders.find((it) => it.channelId === channelId);
  if (order === undefined) throw noOrder(channelId);

  const { facts, memory, now } = outlook;
  const ahead = (count: number) => forecastByTurns(giveWay, channelId, orders, now, count, facts, memory);
  const coming = await ahead(days);
  if (days > 1) return renderForecast(order, coming, outlook, neverSelect(channelId, coming));

  const found = coming.some(isPost) ? coming : await ahead(MOST_DAYS);
  const next = found.find(isPost);
  if (next === undefined) return renderForecast(order, found, outlook);
  const picture = order.picture ? await tools.pictures.of(next.choice.lead) : undefined;
  const never = neverRows(channelId, next.choice);
  return renderPreview(next, found.slice(0, found.indexOf(next)), facts, tools.look, never, picture);
}

/** The channel whose order posts next. */
async function nextChannel(
  all: readonly DailyOrder[],
  outlook: Outlook,
  giveWay: () => Promise<void>,
): Promise<string> {
  const dues: Due[] = [];
  for (const order of all.filter((it) => it.paused === undefined)) {
    dues.push(nextWithPost(order, outlook) ?? comingPost(order, outlook.now));
    await giveWay();
  }
  const [first] = dues.toSorted(inTurn);
  if (first !== undefined) return first.order.channelId;
  throw new UserError(
    "Every daily post of this server is paused; resume one with /daily resume, or name a channel to preview it.",
  );
}
