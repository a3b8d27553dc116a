import { defineSubcommand } from "../../src/bot/command.ts";
import { renderOrder } from "../../src/render/orders.ts";
import { channelField, noOrder, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "pause",
  description: "Hold a channel's daily post until it is resumed",
  options: { channel: channelField },
  async run({ channel }, caller, { orders, clock }) {
    const order = await orders.change(serverOf(caller), channel.id, {
      paused: "by a moderator; /daily resume goes on",
    });
    if (order === undefined) throw noOrder(channel.id);
    return renderOrder("Daily post paused", order, clock());
  },
});
