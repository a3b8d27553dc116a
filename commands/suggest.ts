import { defineCommand } from "../src/bot/command.ts";
import { openAgain } from "./facts/form.ts";
import { accept, declineForm, editForm, openDecline, openEdit, openSuggest, suggestForm } from "./suggest/suggest.ts";

export default defineCommand({
  name: "suggest",
  description: "Suggest a fact to this server's moderators",
  run: (_, caller, tools) => openSuggest(caller, tools),
  buttons: {
    /** Arguments: the form's name, and its own argument or nothing. */
    again: { args: 2, press: (args, caller, tools) => openAgain("suggest", args, caller, tools) },
    /** Argument: the suggestion's id, as of those below. */
    accept: {
      args: 1,
      effect: "update",
      audience: "moderators",
      press: ([id = ""], caller, tools) => accept(id, caller, tools),
    },
    edit: { args: 1, audience: "moderators", press: ([id = ""], caller, tools) => openEdit(id, caller, tools) },
    decline: { args: 1, audience: "moderators", press: ([id = ""], caller, tools) => openDecline(id, caller, tools) },
  },
  modals: { new: suggestForm, edit: editForm, decline: declineForm },
});
