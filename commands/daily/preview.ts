import { type Caller, defineSubcommand, type Tools } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { renderForecast, renderPreview } from "../../src/render/post.ts";
import type { Reply } from "../../src/render/reply.ts";
import { comingPost, forecastPosts, isPost, nextWithPost } from "../../src/schedule/forecast.ts";
import { inTurn } from "../../src/schedule/plan.ts";
import { noOrder, optionalChannelField, outlookOf, serverOf } from "./fields.ts";

const MOST_DAYS = 14;

export default defineSubcommand({
  name: "preview",
  description: "What the next daily posts will be",
  options: {
    channel: { ...optionalChannelField, description: "The channel (default: the one that posts next)" },
    days: { type: "integer", description: "How many days (default: the next post)", min: 1, max: MOST_DAYS },
  },
  async run({ channel, days = 1 }, caller, tools) {
    return showPreview(channel?.id ?? (await nextChannel(caller, tools)), days, caller, tools);
  },
});

/** The next posts of a channel; the same for the command and for a button. */
export async function showPreview(channelId: string, days: number, caller: Caller, tools: Tools): Promise<Reply> {
  const orders = await tools.orders.list(serverOf(caller));
  const order = orders.find((it) => it.channelId === channelId);
  if (order === undefined) throw noOrder(channelId);

  const outlook = await outlookOf(caller, tools);
  const { facts, memory, now } = outlook;
  const ahead = (count: number) => forecastPosts(channelId, orders, now, count, facts, memory);
  const asked = ahead(days);
  if (days > 1) return renderForecast(order, asked, outlook);

  const found = asked.some(isPost) ? asked : ahead(MOST_DAYS);
  const next = found.find(isPost);
  return next === undefined
    ? renderForecast(order, found, outlook)
    : renderPreview(next, found.slice(0, found.indexOf(next)), facts, tools.look);
}

/** The channel whose order posts next. */
async function nextChannel(caller: Caller, tools: Tools): Promise<string> {
  const all = await tools.orders.list(serverOf(caller));
  const outlook = await outlookOf(caller, tools);
  const running = all.filter((it) => it.paused === undefined);
  const [first] = running.map((it) => nextWithPost(it, outlook) ?? comingPost(it, outlook.now)).toSorted(inTurn);
  if (first !== undefined) return first.order.channelId;
  if (all.length === 0) throw new UserError("No daily post runs in this server; /daily add makes one.");
  throw new UserError(
    "Every daily post of this server is paused; resume one with /daily resume, or name a channel to preview it.",
  );
}
