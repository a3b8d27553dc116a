import { type Chosen, defineCommand } from "../src/bot/command.ts";
import { type Caller, MOST_SAVED, type Tools } from "../src/bot/tools.ts";
import { UserError } from "../src/errors.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { renderOwnFact } from "../src/render/fact.ts";
import { notice, type Reply } from "../src/render/reply.ts";
import { renderKept, renderSaved, SAVED_AT_ONCE } from "../src/render/saved.ts";
import { count } from "../src/render/text.ts";

const NOTHING = "You have saved nothing yet; the button “Save” below a fact keeps it for you.";

export default defineCommand({
  name: "saved",
  description: "The facts that you keep, for you alone",
  run: (_, caller, tools) => show(1, caller, tools),
  buttons: {
    /** Argument: the fact's id; as of `undo`. Anyone may press it on a message for all: it is the presser's own list. */
    save: { args: 1, press: ([id = ""], caller, tools) => save(id, caller, tools) },
    undo: {
      args: 1,
      effect: "update",
      async press([id = ""], { userId }, { saved }) {
        await saved.remove(userId, [id]);
        return notice("It is not saved any more.");
      },
    },
    /** Argument: the page, as of `page`. */
    show: { args: 1, press: ([page], caller, tools) => show(Number(page), caller, tools) },
    page: { args: 1, effect: "update", press: ([page], caller, tools) => show(Number(page), caller, tools) },
  },
  selects: {
    open: {
      args: 0,
      choose: ([id], _, _caller, { facts, look, pictures }) => renderOwnFact(readFactId(id, facts), look, pictures),
    },
    /** Argument: the page that it stands on. */
    remove: {
      args: 1,
      effect: "update",
      most: SAVED_AT_ONCE,
      choose: (ids, [page], caller, tools) => remove(ids, Number(page), caller, tools),
    },
  },
});

async function save(id: string, { userId }: Caller, { facts, saved }: Tools): Promise<Reply> {
  const fact = readFactId(id, facts);
  const done = await saved.save(userId, fact.id);
  if (done === "full") {
    throw new UserError(
      `You keep ${MOST_SAVED} facts, which is as many as I hold for one person; remove some in /saved.`,
    );
  }
  return renderKept(fact, done === "saved");
}

async function show(page: number, { userId }: Caller, { facts, saved }: Tools): Promise<Reply> {
  const ids = await saved.list(userId);
  return ids.length === 0 ? notice(NOTHING) : renderSaved(ids, facts, page);
}

async function remove(ids: Chosen, page: number, { userId }: Caller, { facts, saved }: Tools): Promise<Reply> {
  await saved.remove(userId, ids);
  const left = await saved.list(userId);
  const said = `${count(ids.length, "fact")} removed.`;
  return left.length === 0 ? notice(`${said} Nothing else is saved.`) : renderSaved(left, facts, page, said);
}
