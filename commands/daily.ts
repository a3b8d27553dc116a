import { defineGroup } from "../src/bot/command.ts";
import add from "./daily/add.ts";
import edit from "./daily/edit.ts";
import list, { showOrders } from "./daily/list.ts";
import pause from "./daily/pause.ts";
import preview from "./daily/preview.ts";
import remove from "./daily/remove.ts";
import resume from "./daily/resume.ts";

export default defineGroup({
  name: "daily",
  description: "A daily post on this day in crossover history",
  audience: "moderators",
  subcommands: [add, edit, remove, pause, resume, list, preview],
  buttons: {
    /** Argument: the page's number. */
    list: { args: 1, effect: "update", press: ([number], caller, tools) => showOrders(Number(number), caller, tools) },
  },
});
