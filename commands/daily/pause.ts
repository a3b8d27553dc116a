import { defineSubcommand } from "../../src/bot/command.ts";
import { renderOrder } from "../../src/render/orders.ts";
import { channelField, noOrder, orderOf, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "pause",
  description: "Hold a channel's daily post until it is resumed",
  options: { channel: channelField },
  async run({ channel }, caller, { orders, clock }) {
    const asItIs = await orderOf(channel.id, caller, orders);
    // Why Discord refused it would be lost.
    if (asItIs.paused !== undefined) return renderOrder("Daily post already paused", asItIs, clock());
    const paused = "by a moderator; /daily resume goes on with it";
    const order = await orders.change(serverOf(caller), channel.id, { paused });
    if (order === undefined) throw noOrder(channel.id);
    return renderOrder("Daily post paused", order, clock());
  },
});
