import { defineSubcommand } from "../../src/bot/command.ts";
import type { ChosenChannel } from "../../src/bot/form.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { renderOrder } from "../../src/render/orders.ts";
import type { Reply } from "../../src/render/reply.ts";
import { renderChanged } from "../../src/render/scheduled.ts";
import { channelField, checkChannel, noOrder, orderOf, outlookOf, placeNow, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "resume",
  description: "Resume a channel's daily post",
  options: { channel: channelField },
  run: ({ channel }, caller, tools) => resumeOrder(channel, caller, tools),
});

/** The same by a button, with which Discord sends nothing of the channel: it is asked. */
export async function resumeById(channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  // Discord is not asked about channels that the button of another server could name.
  await orderOf(channelId, caller, tools.orders);
  return resumeOrder(await placeNow(channelId, caller, tools), caller, tools);
}

async function resumeOrder(channel: ChosenChannel, caller: Caller, tools: Tools): Promise<Reply> {
  const { clock, orders } = tools;
  const asItIs = await orderOf(channel.id, caller, orders);
  checkChannel(channel, asItIs, (option) => `switch it off with /daily edit ${option}:False`);
  const now = clock();
  // To begin anew would leave out a post that is due at this moment.
  if (asItIs.paused === undefined)
    return renderOrder("Daily post already running", asItIs, await outlookOf(caller, tools));
  const changes = { paused: undefined, activeSince: now, channelType: channel.type };
  const order = await orders.change(serverOf(caller), channel.id, changes);
  if (order === undefined) throw noOrder(channel.id);
  return renderChanged("Daily post resumed", asItIs, order, await outlookOf(caller, tools));
}
