import { type Caller, defineSubcommand, type Tools } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { renderForecast, renderPreview } from "../../src/render/post.ts";
import { comingPost, forecastPosts, inTurn } from "../../src/schedule/forecast.ts";
import { noOrder, optionalChannelField, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "preview",
  description: "What the next daily posts will be",
  options: {
    channel: { ...optionalChannelField, description: "The channel (default: the one that posts next)" },
    days: { type: "integer", description: "How many posts (default: the next one)", min: 1, max: 14 },
  },
  async run({ channel, days = 1 }, caller, tools) {
    const guildId = serverOf(caller);
    const channelId = channel?.id ?? (await nextChannel(caller, tools));
    const orders = await tools.orders.list(guildId);
    const order = orders.find((it) => it.channelId === channelId);
    if (order === undefined) throw noOrder(channelId);

    const memory = await tools.record.memory(guildId);
    const posts = forecastPosts(channelId, orders, tools.clock(), days, tools.facts, memory);
    const [first] = posts;
    return days === 1 && first !== undefined ? renderPreview(first) : renderForecast(order, posts);
  },
});

/** The channel whose order posts next. */
async function nextChannel(caller: Caller, { clock, orders }: Tools): Promise<string> {
  const all = await orders.list(serverOf(caller));
  const running = all.filter((it) => it.paused === undefined);
  const [first] = running.map((order) => comingPost(order, clock())).toSorted(inTurn);
  if (first !== undefined) return first.order.channelId;
  if (all.length === 0) throw new UserError("No daily post runs in this server; /daily add makes one.");
  throw new UserError(
    "Every daily post of this server is paused; /daily resume goes on with one, or name a channel to preview it.",
  );
}
