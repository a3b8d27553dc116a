import type { Fact, FactIndex } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { factLine, factOption } from "./line.ts";
import { pageButtons, pageOf } from "./page.ts";
import { button, option, PLAIN, type Reply, reply, row, select, text } from "./reply.ts";
import { count, plain } from "./text.ts";

/** Saved facts on one page. */
export const SAVED_AT_ONCE = 9;

/** That a fact is kept now, and the way back. For the asker alone. @param fresh whether it was not already */
export function renderKept({ headline, id }: Fact, fresh: boolean): Reply {
  return reply("asker", PLAIN, [
    text(`“${plain(headline, 150)}” is ${fresh ? "saved" : "saved already"}; /saved has all that you keep.`),
    row(button(fresh ? "Undo" : "Remove", customId("saved", "undo", id)), button("Show all", showSavedId(1))),
  ]);
}

/** The id of the button that shows what one keeps. */
export function showSavedId(page: number): string {
  return customId("saved", "show", String(page));
}

/**
 * What a person keeps, nine a page, the latest first; lists to open some of it, and to remove some. For that person
 * alone.
 *
 * @param saved ids, not empty; one that no fact has here is named as such
 * @param number the page wanted, from 1; out of range gives the nearest
 * @param said what was just done
 */
export function renderSaved(saved: readonly string[], facts: FactIndex, number: number, said?: string): Reply {
  const page = pageOf(
    saved.map((id) => ({ id, fact: facts.get(id) })),
    number,
    SAVED_AT_ONCE,
  );
  const here = page.items.flatMap(({ fact }) => fact ?? []);
  const pages = page.of > 1 ? ` · page ${page.number} of ${page.of}` : "";
  return reply("asker", PLAIN, [
    text("## What you saved", said, `-# ${count(saved.length, "fact")}${pages}, the latest first`),
    text(...page.items.map(({ fact }) => `- ${fact === undefined ? UNKNOWN_HERE : factLine(fact)}`)),
    select(customId("saved", "open"), "Open one", here.map(factOption)),
    select(
      customId("saved", "remove", String(page.number)),
      "Remove some",
      page.items.map(({ fact, id }) => (fact === undefined ? option({ label: id, value: id }) : factOption(fact))),
      SAVED_AT_ONCE,
    ),
    row(...pageButtons(page, (to) => customId("saved", "page", String(to)))),
  ]);
}

const UNKNOWN_HERE = "One that I cannot show here: it was withdrawn, or is another server's own.";
