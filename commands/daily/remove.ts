import { type Caller, defineSubcommand, type OrderBook } from "../../src/bot/command.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { channelField, noOrder, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "remove",
  description: "End a channel's daily post",
  options: { channel: channelField },
  run: ({ channel }, caller, { orders }) => removeOrder(channel.id, caller, orders),
});

/** Ends an order; the same for the command and for the button of a channel that is gone. */
export async function removeOrder(channelId: string, caller: Caller, orders: OrderBook): Promise<Reply> {
  if (!(await orders.remove(serverOf(caller), channelId))) throw noOrder(channelId);
  return notice(`<#${channelId}> gets no daily post any more.`);
}
