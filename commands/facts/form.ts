import type { FieldSpecs, FieldValues, Form } from "../../src/bot/form.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { type Fault, readWritten } from "../../src/own/fields.ts";
import { type FormText, readForm } from "../../src/own/form-text.ts";
import type { NewOwnFact } from "../../src/own/own-fact.ts";
import { customId } from "../../src/render/custom-id.ts";
import { renderFaults } from "../../src/render/own.ts";
import { button, notice, type Reply } from "../../src/render/reply.ts";

/** The fields of a fact, as a form has room for them. */
export const factFields = {
  date: {
    type: "text",
    label: "Date",
    description: "A day is best: only then can a daily post lead with it",
    placeholder: "1986-09-27, or 27 September 1986",
    maxLength: 40,
    required: true,
  },
  headline: {
    type: "text",
    label: "Headline",
    description: "Who, then the surprise, in one line",
    maxLength: 100,
    required: true,
  },
  text: { type: "text", label: "Text", description: "What happened", maxLength: 400, paragraph: true, required: true },
  who: {
    type: "text",
    label: "Artists, and below them the genres",
    description: "Two lines; names apart by semicolons",
    placeholder: "Run-D.M.C.; Aerosmith\nhip-hop; rock",
    maxLength: 500,
    paragraph: true,
    required: true,
  },
  sources: {
    type: "text",
    label: "Sources",
    description: "A page to a line: its title, if you like, and its address",
    placeholder: "Our blog https://example.org/gig",
    maxLength: 1500,
    paragraph: true,
    required: true,
  },
} as const satisfies FieldSpecs;

/** Where a form was opened from: `add`, `suggest`, or the id of a fact or suggestion that is changed. */
export interface Opened {
  readonly command: "facts" | "suggest";
  /** The name of the command's form. */
  readonly opens: string;
  readonly args: readonly string[];
}

/** A form of those fields. */
export function formOf({ args, command, opens }: Opened, filled: Partial<FormText> = {}): Form {
  const late = notice("The form is ready now.", button("Open the form", againId({ command, opens, args })));
  return { opens, args, filled: { ...filled }, late };
}

/** The id of the button that opens a form again, with what was filled in last. */
function againId({ args, command, opens }: Opened): string {
  return customId(command, "again", opens, args[0] ?? "");
}

/** Opens it again. Arguments: the form's name, and its own argument or nothing. */
export async function openAgain(
  command: Opened["command"],
  [opens = "", arg = ""]: readonly string[],
  caller: Caller,
  { drafts }: Tools,
): Promise<Form> {
  const filled = await drafts.get({ userId: caller.userId, guildId: serverOf(caller) });
  return formOf({ command, opens, args: arg === "" ? [] : [arg] }, filled);
}

/** What was filled in, as the form has it. */
export function textIn(values: FieldValues<typeof factFields>): FormText {
  return values;
}

/** The fact, or an answer that says what does not fit. */
type Filled =
  | { readonly fact: NewOwnFact; readonly reply?: undefined }
  | { readonly fact?: undefined; readonly reply: Reply };

/**
 * The fact that was filled in; else what does not fit, with a button back to the form as it was filled in.
 */
export async function readFilled(
  form: FormText,
  opened: Opened,
  caller: Caller,
  { drafts, facts }: Tools,
): Promise<Filled> {
  const read = readWritten(readForm(form), facts);
  if (!isFaulty(read)) return { fact: read };
  await drafts.keep({ userId: caller.userId, guildId: serverOf(caller) }, form);
  return { reply: renderFaults(read, button("Edit it", againId(opened))) };
}

function isFaulty(read: NewOwnFact | readonly Fault[]): read is readonly Fault[] {
  return Array.isArray(read);
}

export function serverOf({ guildId }: Caller): string {
  if (guildId === undefined) throw new UserError("Facts of one's own are a server's; run this in one of its channels.");
  return guildId;
}
