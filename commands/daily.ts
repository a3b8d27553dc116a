import { defineGroup } from "../src/bot/command.ts";
import add from "./daily/add.ts";
import block from "./daily/block.ts";
import check from "./daily/check.ts";
import edit from "./daily/edit.ts";
import history, { showHistory } from "./daily/history.ts";
import list, { showOrders } from "./daily/list.ts";
import pause from "./daily/pause.ts";
import preview from "./daily/preview.ts";
import remove, { removeOrder } from "./daily/remove.ts";
import resume from "./daily/resume.ts";
import skip from "./daily/skip.ts";
import unblock from "./daily/unblock.ts";

export default defineGroup({
  name: "daily",
  description: "A daily post on this day in crossover history",
  audience: "moderators",
  subcommands: [add, edit, remove, pause, resume, list, preview, skip, block, unblock, history, check],
  buttons: {
    /** Argument: the page's number. */
    list: {
      args: 1,
      effect: "update",
      press: ([number], caller, tools) => showOrders(Number(number), caller, tools),
    },
    /** Argument: the channel, which may be gone and so be beyond the reach of an option. */
    remove: { args: 1, press: ([channelId = ""], caller, { orders }) => removeOrder(channelId, caller, orders) },
    /** Arguments: the page's number, and the channel or nothing for all. */
    history: {
      args: 2,
      effect: "update",
      press: ([number, channelId], caller, tools) => showHistory(channelId || undefined, Number(number), caller, tools),
    },
  },
});
