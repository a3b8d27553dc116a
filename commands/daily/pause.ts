import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { renderOrder } from "../../src/render/orders.ts";
import type { Reply } from "../../src/render/reply.ts";
import { renderChanged } from "../../src/render/scheduled.ts";
import { channelField, noOrder, orderOf, outlookOf, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "pause",
  description: "Pause a channel's daily post until it is resumed",
  options: { channel: channelField },
  run: ({ channel }, caller, tools) => pauseOrder(channel.id, caller, tools),
});

/** Pauses an order; the same for the command and for a button. */
export async function pauseOrder(channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  const { orders } = tools;
  const asItIs = await orderOf(channelId, caller, orders);
  // Why Discord refused it would be lost.
  if (asItIs.paused !== undefined)
    return renderOrder("Daily post already paused", asItIs, await outlookOf(caller, tools));
  const paused = "by a moderator; resume it with /daily resume";
  const order = await orders.change(serverOf(caller), channelId, { paused });
  if (order === undefined) throw noOrder(channelId);
  return renderChanged("Daily post paused", asItIs, order, await outlookOf(caller, tools));
}
