import { defineModal, type Form } from "../../src/bot/form.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { readWritten } from "../../src/own/fields.ts";
import { type FormText, readForm } from "../../src/own/form-text.ts";
import type { NewOwnFact } from "../../src/own/own-fact.ts";
import { MOST_A_DAY, MOST_OPEN, type Suggestion } from "../../src/own/suggestion.ts";
import { customId } from "../../src/render/custom-id.ts";
import { button, notice, type Reply } from "../../src/render/reply.ts";
import { type Decision, decidedNotice, renderSuggestion } from "../../src/render/suggestion.ts";
import { factFields, formOf, type Opened, readFilled, serverOf, textIn } from "../facts/form.ts";
import { FULL } from "../facts/own.ts";

// What members suggest: written in a form, decided by moderators where they read it, and told to whoever wrote it.

const SUGGESTING: Opened = { command: "suggest", opens: "new", args: [] };

const editing = (id: string): Opened => ({ command: "suggest", opens: "edit", args: [id] });

const NO_BOX = "This server takes no suggestions; its moderators can choose a channel for them by /facts suggestions.";

const REFUSED = {
  open: `${MOST_OPEN} suggestions of yours wait for the moderators, which is as many as I take; wait for their word.`,
  day: `You suggested ${MOST_A_DAY} facts within a day, which is as many as I take; go on tomorrow.`,
} as const;

/** The form, for whoever may suggest something: nobody writes in vain. */
export async function openSuggest(caller: Caller, tools: Tools): Promise<Form> {
  await boxFor(caller, tools);
  return formOf(SUGGESTING);
}

export const suggestForm = defineModal({
  args: 0,
  title: "Suggest a fact",
  fields: factFields,
  async submit(values, _, caller, tools): Promise<Reply> {
    const form = textIn(values);
    const { reply } = await readFilled(form, SUGGESTING, caller, tools);
    if (reply !== undefined) return reply;
    const box = await boxFor(caller, tools);
    const guildId = serverOf(caller);
    const { desk, suggestions } = tools;
    const suggestion = await suggestions.add({ guildId, userId: caller.userId, form });
    const title = form.headline.slice(0, 100);
    const posted = await desk.post({ ...box, guildId }, renderSuggestion(suggestion), title, nonceOf(suggestion));
    if (posted === undefined) {
      await suggestions.drop(suggestion.id);
      throw new UserError(
        `I cannot write in <#${box.channelId}>, where suggestions go; tell a moderator, and suggest it again.`,
      );
    }
    await suggestions.place(suggestion.id, posted);
    return notice("Thanks. The moderators read it, and I tell you what they decide.");
  },
});

/** Takes it into the server's own facts. Of two moderators at once one decides. */
export async function accept(id: string, caller: Caller, tools: Tools): Promise<Reply> {
  const suggestion = await open(id, caller, tools);
  const fact = readWritten(readForm(suggestion.form), tools.facts);
  if (isFaulty(fact)) throw new UserError("It does not fit any more, as names have changed; press Edit and mend it.");
  return renderSuggestion(await take(suggestion, suggestion.form, fact, caller, tools), { by: caller.userId });
}

export async function openEdit(id: string, caller: Caller, tools: Tools): Promise<Form> {
  const { form } = await open(id, caller, tools);
  return formOf(editing(id), form);
}

/** Accepts it as the moderator changed it. */
export const editForm = defineModal({
  args: 1,
  title: "Edit and accept",
  audience: "moderators",
  fields: factFields,
  async submit(values, [id = ""], caller, tools): Promise<Reply> {
    const form = textIn(values);
    const { fact, reply } = await readFilled(form, editing(id), caller, tools);
    if (fact === undefined) return reply;
    const taken = await take(await open(id, caller, tools), form, fact, caller, tools);
    await show(taken, { by: caller.userId }, tools);
    return notice("Accepted as you changed it.");
  },
});

export async function openDecline(id: string, caller: Caller, tools: Tools): Promise<Form> {
  await open(id, caller, tools);
  const late = notice("The form is ready now.", button("Open the form", customId("suggest", "decline", id)));
  return { opens: "decline", args: [id], filled: {}, late };
}

export const declineForm = defineModal({
  args: 1,
  title: "Decline a suggestion",
  audience: "moderators",
  fields: {
    reason: {
      type: "text",
      label: "Why",
      description: "I tell it to the member, if you write something",
      maxLength: 300,
    },
  },
  async submit({ reason }, [id = ""], caller, tools): Promise<Reply> {
    const suggestion = await open(id, caller, tools);
    if (!(await tools.suggestions.decide(id, "declined"))) throw decided();
    const declined = { ...suggestion, state: "declined" } as const;
    await show(declined, { by: caller.userId, reason }, tools);
    tell(declined, tools, reason);
    return notice("Declined.");
  },
});

async function take(
  suggestion: Suggestion,
  form: FormText,
  fact: NewOwnFact,
  caller: Caller,
  tools: Tools,
): Promise<Suggestion> {
  const { ownFacts, suggestions } = tools;
  if (!(await suggestions.decide(suggestion.id, "accepted", form))) throw decided();
  try {
    const added = await ownFacts.add(serverOf(caller), [fact], suggestion.userId);
    if (added === "full") throw new UserError(FULL);
  } catch (error) {
    await suggestions.reopen(suggestion.id);
    throw error;
  }
  const accepted = { ...suggestion, form, state: "accepted" } as const;
  tell(accepted, tools);
  return accepted;
}

/** Nobody waits for it; whoever left, or takes no messages, is not told. */
function tell(suggestion: Suggestion, { desk }: Tools, reason?: string): void {
  void desk.tell(suggestion.userId, decidedNotice(suggestion, reason), nonceOf(suggestion));
}

async function show(suggestion: Suggestion, decision: Decision, { desk }: Tools): Promise<void> {
  if (suggestion.posted !== undefined) await desk.change(suggestion.posted, renderSuggestion(suggestion, decision));
}

/** @throws {UserError} where nothing more is taken from this person, or nobody would read it */
async function boxFor(caller: Caller, { suggestions }: Tools) {
  const guildId = serverOf(caller);
  const box = await suggestions.box(guildId);
  if (box === undefined) throw new UserError(NO_BOX);
  const standing = await suggestions.standing(guildId, caller.userId);
  if (standing !== "welcome") throw new UserError(REFUSED[standing]);
  return box;
}

/** @throws {UserError} where it is decided, or gone */
async function open(id: string, caller: Caller, { suggestions }: Tools): Promise<Suggestion> {
  const suggestion = await suggestions.get(serverOf(caller), id);
  if (suggestion === undefined)
    throw new UserError("That suggestion is not kept any more; ask the member for it anew.");
  if (suggestion.state !== "open") throw decided();
  return suggestion;
}

function decided(): UserError {
  return new UserError("Another moderator has decided that suggestion already.");
}

function isFaulty(read: ReturnType<typeof readWritten>): read is Extract<typeof read, readonly unknown[]> {
  return Array.isArray(read);
}

/** At most 25 characters, as Discord allows. */
function nonceOf({ id, state }: Suggestion): string {
  return `${state === "open" ? "s" : "d"}${id.replaceAll("-", "").slice(0, 23)}`;
}
