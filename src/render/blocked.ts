import type { Fact, FactIndex } from "../../facts/index.ts";
import type { Choice } from "../schedule/choice.ts";
import { type Forecast, isPost } from "../schedule/forecast.ts";
import { customId } from "./custom-id.ts";
import { factLine, factOption } from "./line.ts";
import { pageButtons, pageOf } from "./page.ts";
import { forecastLine, OTHERS } from "./post.ts";
import { type ActionRow, button, option, PLAIN, type Reply, reply, row, select, text } from "./reply.ts";
import { count, plain, writeList } from "./text.ts";

/** Blocked facts on one page. */
export const BLOCKED_AT_ONCE = 9;

/** Facts that are named in a sentence. */
const NAMED = 3;

/**
 * That a fact is never posted in the server, what comes instead, and the way back. For the moderator alone.
 *
 * @param fresh whether it was not blocked already
 * @param instead a coming day of the channel from whose preview it was blocked, if it was from one
 */
export function renderNever({ headline, id }: Fact, fresh: boolean, instead?: Forecast): Reply {
  const done = fresh ? "will" : "was already blocked, and will";
  return reply("asker", PLAIN, [
    text(
      `“${plain(headline, 150)}” ${done} not be posted in this server; /daily unblock allows it again.`,
      instead && `Instead, <#${instead.order.channelId}> gets:`,
      instead && forecastLine(instead),
    ),
    row(button("Undo", customId("daily", "allow", id))),
  ]);
}

/** What stands below a preview: a button that blocks its lead, and a list of the others that it names. */
export function neverRows(channelId: string, { lead, others }: Choice): readonly ActionRow[] {
  const never = row(button("Never post this", customId("daily", "never", channelId, lead.id)));
  const other = neverList(channelId, "Never post another of these", others.slice(0, OTHERS));
  return [never, other].filter((it) => it !== undefined);
}

/** The list below a forecast, by which one of its leads is blocked; `undefined` where no day has one. */
export function neverSelect(channelId: string, days: readonly Forecast[]): ActionRow | undefined {
  const leads = days.filter(isPost).map(({ choice }) => choice.lead);
  return neverList(channelId, "Never post one of these", leads);
}

function neverList(channelId: string, says: string, facts: readonly Fact[]): ActionRow | undefined {
  return select(customId("daily", "never-one", channelId), says, facts.map(factOption));
}

/**
 * What is never posted in a server, by headline, nine a page, and a list to allow some of it again. For the moderator
 * alone.
 *
 * @param blocked ids, not empty; one that no fact has now is named by itself
 * @param number the page wanted, from 1; out of range gives the nearest
 * @param allowed headlines of what was just allowed again
 */
export function renderBlocked(
  blocked: readonly string[],
  facts: FactIndex,
  number: number,
  allowed: readonly string[] = [],
): Reply {
  const named = blocked.map((id) => ({ id, fact: facts.get(id) }));
  const sorted = named.toSorted((a, b) => (a.fact?.headline ?? a.id).localeCompare(b.fact?.headline ?? b.id));
  const page = pageOf(sorted, number, BLOCKED_AT_ONCE);
  const pages = page.of > 1 ? ` · page ${page.number} of ${page.of}` : "";
  return reply("asker", PLAIN, [
    text(
      "## Never posted in this server",
      allowed.length === 0 ? undefined : allowedWords(allowed),
      `-# ${count(blocked.length, "fact")}${pages}`,
    ),
    text(...page.items.map(({ fact, id }) => `- ${fact === undefined ? withdrawn(id) : factLine(fact, "genres")}`)),
    select(
      customId("daily", "allow-some", String(page.number)),
      "Allow some of these again",
      page.items.map(({ fact, id }) => (fact === undefined ? option({ label: id, value: id }) : factOption(fact))),
      BLOCKED_AT_ONCE,
    ),
    row(...pageButtons(page, (to) => customId("daily", "blocked", String(to)))),
  ]);
}

/** That facts may be posted again. @param headlines not empty */
export function allowedWords(headlines: readonly string[]): string {
  const rest = headlines.length - NAMED;
  const named = headlines.slice(0, NAMED).map((it) => `“${plain(it, 150)}”`);
  return `${writeList([...named, ...(rest > 0 ? [`${rest} more`] : [])])} may be posted in this server again.`;
}

function withdrawn(id: string): string {
  return `${plain(id, 100)}, a fact that was withdrawn`;
}
