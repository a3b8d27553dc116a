import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, OrderBook, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { readUndo } from "../../src/input/undo.ts";
import { renderOrder } from "../../src/render/orders.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { renderRemoved, renderRemoveQuestion } from "../../src/render/scheduled.ts";
import { MAX_ORDERS } from "../../src/schedule/order.ts";
import { channelField, noOrder, orderMadeAt, orderOf, outlookOf, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "remove",
  description: "End a channel's daily post",
  options: { channel: channelField },
  run: ({ channel }, caller, { orders }) => removeOrder(channel.id, caller, orders),
});

/** Asks first; also for a channel that is gone. */
export async function askToRemove(channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  return renderRemoveQuestion(await orderOf(channelId, caller, tools.orders), await outlookOf(caller, tools));
}

/** Ends the order that was asked about, not one that was made since. */
export async function removeAsked(channelId: string, stamp: string, caller: Caller, tools: Tools): Promise<Reply> {
  await orderMadeAt(stamp, channelId, caller, tools.orders);
  return removeOrder(channelId, caller, tools.orders);
}

export function keepOrder(channelId: string): Reply {
  return notice(`<#${channelId}> keeps its daily post.`);
}

/** Puts back what was removed, as it was. */
export async function putBack(channelId: string, stamp: string, caller: Caller, tools: Tools): Promise<Reply> {
  const removedAt = readUndo(stamp, tools.clock());
  const outcome = await tools.orders.restore(serverOf(caller), channelId, removedAt);
  if (outcome === "taken")
    throw new UserError(`<#${channelId}> has a daily post again; change it with /daily edit, or remove it first.`);
  if (outcome === "full")
    throw new UserError(`A server can have ${MAX_ORDERS} daily posts; free one with /daily remove, then press Undo.`);
  if (outcome === "gone") throw new UserError("What this removed is not kept any more; /daily add schedules it anew.");
  const order = await orderOf(channelId, caller, tools.orders);
  return renderOrder("Daily post is back as it was", order, await outlookOf(caller, tools));
}

async function removeOrder(channelId: string, caller: Caller, orders: OrderBook): Promise<Reply> {
  const removedAt = await orders.remove(serverOf(caller), channelId);
  if (removedAt === undefined) throw noOrder(channelId);
  return renderRemoved(channelId, removedAt);
}
