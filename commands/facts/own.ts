import type { Fact } from "../../facts/index.ts";
import { type Complete, defineSubcommand } from "../../src/bot/command.ts";
import { defineModal, type Form } from "../../src/bot/form.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { writeForm } from "../../src/own/form-text.ts";
import { MOST_OWN } from "../../src/own/own-fact.ts";
import { renderOwnFact } from "../../src/render/fact.ts";
import { renderOwnKept, renderOwnList, renderOwnQuestion } from "../../src/render/own.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { factFields, formOf, type Opened, readFilled, serverOf, textIn } from "./form.ts";

// A server's own facts: added, changed, removed and listed by its moderators.

export const FULL = `A server can have ${MOST_OWN} facts of its own; remove some with /facts remove first.`;

const NONE = "This server has no facts of its own yet; /facts add takes one, /facts import a file of them.";

const ADDING: Opened = { command: "facts", opens: "new", args: [] };

const changing = (id: string): Opened => ({ command: "facts", opens: "change", args: [id] });

/** Own facts whose headline or artists have what was typed; at most 25. */
const completeOwn: Complete = async (typed, { ownFacts }, { guildId }) => {
  const asked = typed.trim().toLowerCase();
  const own = guildId === undefined ? [] : await ownFacts.list(guildId);
  const fitting = own.filter(({ artists, headline, id }) =>
    [id, headline, ...artists].some((it) => it.toLowerCase().includes(asked)),
  );
  return fitting.slice(0, 25).map(({ headline, id }) => ({ name: headline, value: id }));
};

const ownFact = {
  type: "string",
  description: "Which of this server's own facts",
  required: true,
  complete: completeOwn,
} as const;

export const add = defineSubcommand({
  name: "add",
  description: "Add a fact that only this server sees",
  run: () => formOf(ADDING),
});

export const edit = defineSubcommand({
  name: "edit",
  description: "Change one of this server's own facts; posts that tell it are corrected",
  options: { fact: ownFact },
  async run({ fact }, caller, tools): Promise<Form> {
    const known = await find(fact, caller, tools);
    return formOf(changing(known.id), writeForm(known));
  },
});

export const remove = defineSubcommand({
  name: "remove",
  description: "Remove one of this server's own facts",
  options: { fact: ownFact },
  run: async ({ fact }, caller, tools) => renderOwnQuestion(await find(fact, caller, tools)),
});

export const list = defineSubcommand({
  name: "list",
  description: "This server's own facts",
  run: (_, caller, tools) => showList(1, caller, tools),
});

export const newForm = defineModal({
  args: 0,
  title: "A fact of this server's own",
  fields: factFields,
  async submit(values, _, caller, tools): Promise<Reply> {
    const { fact, reply } = await readFilled(textIn(values), ADDING, caller, tools);
    if (fact === undefined) return reply;
    if ((await tools.ownFacts.add(serverOf(caller), [fact], caller.userId)) === "full") throw new UserError(FULL);
    return renderOwnKept("Added", fact.headline);
  },
});

export const changeForm = defineModal({
  args: 1,
  title: "Change a fact",
  fields: factFields,
  async submit(values, [id = ""], caller, tools): Promise<Reply> {
    const { fact, reply } = await readFilled(textIn(values), changing(id), caller, tools);
    if (fact === undefined) return reply;
    const guildId = serverOf(caller);
    const known = await find(id, caller, tools);
    // What the form does not show stays.
    if (!(await tools.ownFacts.change(guildId, id, { ...known, ...fact }))) throw gone();
    await tools.ownChanged(id, guildId);
    return renderOwnKept("Changed", fact.headline);
  },
});

export async function showList(page: number, caller: Caller, { ownFacts }: Tools): Promise<Reply> {
  const own = await ownFacts.list(serverOf(caller));
  return own.length === 0 ? notice(NONE) : renderOwnList(own, page);
}

export async function openOwn(id: string, caller: Caller, tools: Tools): Promise<Reply> {
  return renderOwnFact(await find(id, caller, tools), tools.look, tools.pictures);
}

export async function drop(id: string, caller: Caller, { ownFacts }: Tools): Promise<Reply> {
  if (!(await ownFacts.remove(serverOf(caller), id))) throw gone();
  return notice("The fact is removed.");
}

export function keepOwn(): Reply {
  return notice("The fact stays.");
}

/** By its id, or by its headline as it was typed. @throws {UserError} where the server has no such fact */
async function find(typed: string, caller: Caller, { ownFacts }: Tools): Promise<Fact> {
  const own = await ownFacts.list(serverOf(caller));
  const found = own.find(({ id }) => id === typed) ?? own.find(({ headline }) => headline === typed.trim());
  if (found === undefined) throw gone();
  return found;
}

function gone(): UserError {
  return new UserError("This server has no such fact of its own now; /facts list shows those that it has.");
}
