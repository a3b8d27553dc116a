import { defineSubcommand } from "../../src/bot/command.ts";
import { renderCheck } from "../../src/render/check.ts";
import { notice } from "../../src/render/reply.ts";
import { serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "check",
  description: "Whether I can post in every channel that has a daily post",
  weight: 8,
  async run(_, caller, { clock, inspector, orders, pictures }) {
    const all = await orders.list(serverOf(caller));
    if (all.length === 0) return notice("This server has no daily post yet; /daily add makes one.");
    const channelIds = all.map((it) => it.channelId);
    return renderCheck(all, await inspector.inspect(serverOf(caller), channelIds), clock(), pictures.way !== "carried");
  },
});
