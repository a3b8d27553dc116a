import { isOwn } from "../../facts/index.ts";
import { defineModal, type Form } from "../../src/bot/form.ts";
import type { Caller, ReportStanding, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { readFactId } from "../../src/input/fact-id.ts";
import { reportButton } from "../../src/render/care.ts";
import { notice } from "../../src/render/reply.ts";
import { bare } from "../../src/render/text.ts";

/** Why a report is not taken, and what to do about it. */
const REFUSED: Readonly<Record<Exclude<ReportStanding, "welcome">, string>> = {
  known:
    "You reported this fact already, and what you wrote is kept; report it anew after 30 days, if it still stands.",
  enough: "You reported 5 facts within a day, which is as many as I take; report this one tomorrow.",
};

const THANKS =
  "Thanks. What you wrote is kept for those who look after the facts; what they mend is put right in daily posts of the last 60 days too.";

export const reportForm = defineModal({
  args: 1,
  title: "Report a fact",
  fields: {
    words: { type: "text", label: "What is wrong", maxLength: 600, paragraph: true, required: true },
    source: {
      type: "text",
      label: "A source",
      description: "A page that shows it, if you know one",
      maxLength: 300,
    },
  },
  async submit({ source, words }, [id = ""], { guildId, userId }, { facts, reports }) {
    const factId = readFactId(id, facts).id;
    const said = bare(words);
    if (said === "")
      throw new UserError("“What is wrong” shows nothing; press Report once more and write it in words.");
    const report = { userId, factId, guildId, words: said, source: bare(source ?? "") || undefined };
    welcome(await reports.add(report));
    return notice(THANKS);
  },
});

/** The form, for whoever may report the fact: nobody writes in vain. */
export async function openReport(id: string, { userId }: Caller, { facts, reports }: Tools): Promise<Form> {
  const fact = readFactId(id, facts);
  if (isOwn(fact))
    throw new UserError("This is a fact of this server's own: tell its moderators what is wrong with it.");
  welcome(await reports.standing({ userId, factId: fact.id }));
  const late = notice("The form is ready now.", reportButton(fact, "Open the form"));
  return { opens: "report", args: [fact.id], filled: {}, late };
}

/** @throws {UserError} when no report is taken */
function welcome(standing: ReportStanding): void {
  if (standing !== "welcome") throw new UserError(REFUSED[standing]);
}
