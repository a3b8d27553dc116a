import { defineGroup } from "../src/bot/command.ts";
import add, { undoAdd } from "./daily/add.ts";
import block from "./daily/block.ts";
import blocked, { allowOne, allowSelect, showBlocked } from "./daily/blocked.ts";
import { changeForm, showChangeForm } from "./daily/change.ts";
import check from "./daily/check.ts";
import edit from "./daily/edit.ts";
import history, { showHistory } from "./daily/history.ts";
import list, { showOrders } from "./daily/list.ts";
import { neverPost } from "./daily/never.ts";
import pause, { pauseOrder } from "./daily/pause.ts";
import { postNow } from "./daily/post-now.ts";
import preview, { showPreview } from "./daily/preview.ts";
import remove, { askToRemove, keepOrder, putBack, removeAsked } from "./daily/remove.ts";
import resume, { resumeById } from "./daily/resume.ts";
import setup, { setupForm, showAgain } from "./daily/setup.ts";
import skip, { skipNext } from "./daily/skip.ts";
import unblock from "./daily/unblock.ts";

export default defineGroup({
  name: "daily",
  description: "A daily post on this day in crossover history",
  audience: "moderators",
  subcommands: [add, setup, edit, remove, pause, resume, list, preview, skip, block, unblock, blocked, history, check],
  buttons: {
    /** Argument: the page's number. */
    list: {
      args: 1,
      effect: "update",
      press: ([number], caller, tools) => showOrders(Number(number), caller, tools),
    },
    /** Argument: the channel; as of the next ones. It may be gone, and so be beyond the reach of an option. */
    preview: {
      args: 1,
      weight: 2,
      press: ([channelId = ""], caller, tools) => showPreview(channelId, 1, caller, tools),
    },
    change: { args: 1, press: ([channelId = ""], caller, tools) => showChangeForm(channelId, caller, tools) },
    /** Arguments: what was filled into the form: see `formButton`. */
    form: { args: 5, press: (args, caller, tools) => showAgain(args, caller, tools) },
    // Asks Discord, and posts.
    "post-now": { args: 1, weight: 3, press: ([channelId = ""], caller, tools) => postNow(channelId, caller, tools) },
    pause: { args: 1, press: ([channelId = ""], caller, tools) => pauseOrder(channelId, caller, tools) },
    // Asks Discord.
    resume: { args: 1, weight: 3, press: ([channelId = ""], caller, tools) => resumeById(channelId, caller, tools) },
    "skip-next": { args: 1, press: ([channelId = ""], caller, tools) => skipNext(channelId, caller, tools) },
    remove: { args: 1, press: ([channelId = ""], caller, tools) => askToRemove(channelId, caller, tools) },
    keep: { args: 1, effect: "update", press: ([channelId = ""]) => keepOrder(channelId) },
    /** Arguments: the channel, and when its order was made; as of the next. */
    "remove-now": {
      args: 2,
      effect: "update",
      press: ([channelId = "", madeAt = ""], caller, tools) => removeAsked(channelId, madeAt, caller, tools),
    },
    undo: {
      args: 2,
      effect: "update",
      press: ([channelId = "", madeAt = ""], caller, tools) => undoAdd(channelId, madeAt, caller, tools),
    },
    /** Arguments: the channel, and when its order was removed. */
    "put-back": {
      args: 2,
      effect: "update",
      press: ([channelId = "", removedAt = ""], caller, tools) => putBack(channelId, removedAt, caller, tools),
    },
    /** Arguments: the channel whose preview it stands on, and the fact's id. */
    never: {
      args: 2,
      weight: 4,
      press: ([channelId = "", factId = ""], caller, tools) => neverPost(factId, channelId, caller, tools),
    },
    /** Argument: the fact's id. */
    allow: { args: 1, effect: "update", press: ([id = ""], caller, tools) => allowOne(id, caller, tools) },
    /** Argument: the page's number. */
    blocked: {
      args: 1,
      effect: "update",
      press: ([number], caller, tools) => showBlocked(Number(number), caller, tools),
    },
    /** Arguments: the page's number, and the channel or nothing for all. */
    history: {
      args: 2,
      effect: "update",
      press: ([number, channelId], caller, tools) => showHistory(channelId || undefined, Number(number), caller, tools),
    },
  },
  selects: {
    /** Argument: the channel whose preview it stands on. */
    "never-one": {
      args: 1,
      weight: 4,
      choose: ([factId], [channelId = ""], caller, tools) => neverPost(factId, channelId, caller, tools),
    },
    "allow-some": allowSelect,
  },
  modals: { setup: setupForm, change: changeForm },
});
