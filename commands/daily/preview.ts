import { type Caller, defineSubcommand, type Tools } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { renderPreview } from "../../src/render/post.ts";
import { choosePost } from "../../src/schedule/choice.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { nextPost } from "../../src/schedule/plan.ts";
import { noOrder, optionalChannelField, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "preview",
  description: "What the next daily post will be",
  options: { channel: optionalChannelField },
  async run({ channel }, caller, tools) {
    const order = channel === undefined ? await firstToPost(caller, tools) : await orderOf(channel.id, caller, tools);
    const next = nextPost(order, tools.clock());
    return renderPreview(choosePost(order, next.day, tools.facts), next);
  },
});

async function orderOf(channelId: string, caller: Caller, { orders }: Tools): Promise<DailyOrder> {
  const order = (await orders.list(serverOf(caller))).find((it) => it.channelId === channelId);
  if (order === undefined) throw noOrder(channelId);
  return order;
}

async function firstToPost(caller: Caller, { clock, orders }: Tools): Promise<DailyOrder> {
  const now = clock();
  const running = (await orders.list(serverOf(caller))).filter((it) => it.paused === undefined);
  const [first] = running.toSorted((a, b) => Temporal.Instant.compare(nextPost(a, now).at, nextPost(b, now).at));
  if (first === undefined) throw new UserError("No daily post runs in this server; /daily add makes one.");
  return first;
}
