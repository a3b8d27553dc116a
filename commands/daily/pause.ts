import { defineSubcommand } from "../../src/bot/command.ts";
import { renderOrder } from "../../src/render/orders.ts";
import { renderChanged } from "../../src/render/scheduled.ts";
import { channelField, noOrder, orderOf, outlookOf, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "pause",
  description: "Pause a channel's daily post until it is resumed",
  options: { channel: channelField },
  async run({ channel }, caller, tools) {
    const { orders } = tools;
    const asItIs = await orderOf(channel.id, caller, orders);
    // Why Discord refused it would be lost.
    if (asItIs.paused !== undefined)
      return renderOrder("Daily post already paused", asItIs, await outlookOf(caller, tools));
    const paused = "by a moderator; resume it with /daily resume";
    const order = await orders.change(serverOf(caller), channel.id, { paused });
    if (order === undefined) throw noOrder(channel.id);
    return renderChanged("Daily post paused", asItIs, order, await outlookOf(caller, tools));
  },
});
