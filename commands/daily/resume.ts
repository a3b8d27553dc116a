import { defineSubcommand } from "../../src/bot/command.ts";
import { renderOrder } from "../../src/render/orders.ts";
import { renderChanged } from "../../src/render/scheduled.ts";
import { channelField, checkChannel, noOrder, orderOf, outlookOf, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "resume",
  description: "Resume a channel's daily post",
  options: { channel: channelField },
  async run({ channel }, caller, tools) {
    const { clock, orders } = tools;
    const asItIs = await orderOf(channel.id, caller, orders);
    checkChannel(channel, asItIs, "switch it off with /daily edit");
    const now = clock();
    // To begin anew would leave out a post that is due at this moment.
    if (asItIs.paused === undefined)
      return renderOrder("Daily post already running", asItIs, await outlookOf(caller, tools));
    const changes = { paused: undefined, activeSince: now, channelType: channel.type };
    const order = await orders.change(serverOf(caller), channel.id, changes);
    if (order === undefined) throw noOrder(channel.id);
    return renderChanged("Daily post resumed", asItIs, order, await outlookOf(caller, tools));
  },
});
