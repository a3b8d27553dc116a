import { defineSubcommand } from "../../src/bot/command.ts";
import { renderOrder } from "../../src/render/orders.ts";
import { channelField, checkChannel, noOrder, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "resume",
  description: "Go on with a channel's daily post",
  options: { channel: channelField },
  async run({ channel }, caller, { orders, clock }) {
    checkChannel(channel);
    const now = clock();
    const order = await orders.change(serverOf(caller), channel.id, { paused: undefined, activeSince: now });
    if (order === undefined) throw noOrder(channel.id);
    return renderOrder("Daily post resumed", order, now);
  },
});
