import type { Correction } from "../../facts/index.ts";
import type { Choice, Retold } from "../schedule/choice.ts";
import { quizButton } from "./care.ts";
import { MORE, postButtonId } from "./fact.ts";
import type { Look } from "./look.ts";
import { alsoThen, heading, type PostExtras, renderPost } from "./post.ts";
import { button, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { plain, writeDate } from "./text.ts";

/** Longest statement of a correction, in characters: with it a post fits a message. */
const STATEMENT = 300;

/** What a post carries besides what it tells, as it is edited. */
interface EditExtras extends Omit<PostExtras, "corrected"> {
  /** What was put right; `undefined` where nobody said. */
  readonly correction: Correction | undefined;
  /** The day of the edit: said where nobody said which day it was put right. */
  readonly today: Temporal.PlainDate;
}

/** A post as it is edited once what it tells was mended: with a line that says so, and without a ping. Pure. */
export function renderCorrected(choice: Choice, { correction, today, ...extras }: EditExtras, look: Look): Reply {
  const { pings: _, ...post } = renderPost(choice, { ...extras, corrected: correctedLine(correction, today) }, look);
  return post;
}

/**
 * A post as it is edited once its lead was withdrawn: it says so in the lead's place, and why. Pure.
 *
 * @param leadId of what was withdrawn: the button still carries it
 */
export function renderWithdrawn(
  choice: Retold,
  leadId: string,
  { correction, deliveryId, lateFor, quiz, roleId, today }: EditExtras,
): Reply {
  const on = correctedOn(correction, today);
  const why = correction === undefined ? "" : `: ${plain(correction.now.replace(/^withdrawn:\s*/i, ""), STATEMENT)}`;
  const post = reply("everyone", PLAIN, [
    heading(choice, lateFor),
    text(
      "## Withdrawn",
      `What this post told was withdrawn on ${on}${why}`,
      correction && `-# It said: ~~${plain(correction.was, STATEMENT)}~~`,
    ),
    alsoThen(choice),
    row(button(MORE, postButtonId(choice.eventDay, deliveryId, leadId)), quiz ? quizButton() : undefined),
  ]);
  return roleId === undefined ? post : { ...post, components: [text(`<@&${roleId}>`), ...post.components] };
}

/** A correction in a line, for a list of them. */
export function correctionLine({ now, on, was }: Correction): string {
  return `- ${writeDate(Temporal.PlainDate.from(on))}: was “${plain(was, STATEMENT)}”, now “${plain(now, STATEMENT)}”`;
}

function correctedLine(correction: Correction | undefined, today: Temporal.PlainDate): string {
  const on = `-# Corrected on ${correctedOn(correction, today)}`;
  if (correction === undefined) return `${on}.`;
  return `${on}: was “${plain(correction.was, STATEMENT)}”, now “${plain(correction.now, STATEMENT)}”.`;
}

function correctedOn(correction: Correction | undefined, today: Temporal.PlainDate): string {
  return writeDate(correction === undefined ? today : Temporal.PlainDate.from(correction.on));
}
