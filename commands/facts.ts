import { defineGroup } from "../src/bot/command.ts";
import { exportFacts, fileForm, importFacts } from "./facts/files.ts";
import { openAgain } from "./facts/form.ts";
import { add, changeForm, drop, edit, keepOwn, list, newForm, openOwn, remove, showList } from "./facts/own.ts";
import { suggestions } from "./facts/suggestions.ts";

export default defineGroup({
  name: "facts",
  description: "Facts that only this server sees",
  audience: "moderators",
  subcommands: [add, edit, remove, list, importFacts, exportFacts, suggestions],
  buttons: {
    /** Arguments: the form's name, and its own argument or nothing. */
    again: { args: 2, press: (args, caller, tools) => openAgain("facts", args, caller, tools) },
    /** Argument: the page. */
    page: { args: 1, effect: "update", press: ([page], caller, tools) => showList(Number(page), caller, tools) },
    /** Argument: the fact's id. */
    drop: { args: 1, effect: "update", press: ([id = ""], caller, tools) => drop(id, caller, tools) },
    keep: { args: 0, effect: "update", press: keepOwn },
  },
  selects: {
    open: { args: 0, choose: ([id], _, caller, tools) => openOwn(id, caller, tools) },
  },
  modals: { new: newForm, change: changeForm, file: fileForm },
});
