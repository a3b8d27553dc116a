import type { Fact } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { factLine, factOption } from "./line.ts";
import { type Page, pageButtons, pageOf } from "./page.ts";
import { type Button, button, dangerButton, notice, PLAIN, type Reply, reply, row, select, text } from "./reply.ts";
import { count, plain } from "./text.ts";

/** Facts on one page of the list. */
const PAGE_SIZE = 10;

/** Faults that are told at once; the others show once these are mended. */
const FAULTS_AT_ONCE = 10;

/** What does not fit; in a file, with its line. */
export interface ToldFault {
  readonly line?: number;
  readonly message: string;
}

/** What does not fit, a line each, for the one who wrote it. @param again opens the form with what was written */
export function renderFaults(faults: readonly ToldFault[], again?: Button): Reply {
  const shown = faults.slice(0, FAULTS_AT_ONCE);
  const left = faults.length - shown.length;
  return reply("asker", PLAIN, [
    text(
      "**Nothing was taken yet:**",
      ...shown.map(({ line, message }) => `- ${line === undefined ? "" : `line ${line}: `}${plain(message, 250)}`),
      left === 0 ? undefined : `- and ${left} more`,
    ),
    row(again),
  ]);
}

/** A server's own facts, by date, for the moderator alone. */
export function renderOwnList(facts: readonly Fact[], number: number): Reply {
  const page: Page<Fact> = pageOf(facts, number, PAGE_SIZE);
  return reply("asker", PLAIN, [
    text(
      `## This server's own facts`,
      ...page.items.map((it) => `- ${factLine(it)}`),
      `-# ${count(facts.length, "fact")}${page.of === 1 ? "" : `, page ${page.number} of ${page.of}`}`,
    ),
    select(customId("facts", "open"), "Read one", page.items.map(factOption)),
    row(...pageButtons(page, (it) => customId("facts", "page", String(it)))),
  ]);
}

/** Asks whether an own fact is to go. */
export function renderOwnQuestion(fact: Fact): Reply {
  return reply("asker", PLAIN, [
    text(`**Remove this fact?** It goes for good; posts that tell it stay as they are.`, `- ${factLine(fact)}`),
    row(dangerButton("Remove", customId("facts", "drop", fact.id)), button("Keep", customId("facts", "keep"))),
  ]);
}

/** One that stands now. @param done what was done: `Added` */
export function renderOwnKept(done: string, headline: string): Reply {
  return notice(`${done}: “${plain(headline, 150)}”. Only this server sees it.`);
}
