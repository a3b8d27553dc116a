import { defineSubcommand } from "../../src/bot/command.ts";
import { notice } from "../../src/render/reply.ts";
import { channelField, noOrder, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "remove",
  description: "End a channel's daily post",
  options: { channel: channelField },
  async run({ channel }, caller, { orders }) {
    if (!(await orders.remove(serverOf(caller), channel.id))) throw noOrder(channel.id);
    return notice(`<#${channel.id}> gets no daily post any more.`);
  },
});
