import type { FactIndex } from "../../facts/index.ts";
import { type DeliveryResult, isLate, LEFT_OUT, OFFLINE } from "../schedule/delivery.ts";
import { customId } from "./custom-id.ts";
import { factLine } from "./line.ts";
import { pageButtons, pageOf } from "./page.ts";
import { PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { plain, timestamp, writeDay } from "./text.ts";

const PAGE_SIZE = 7;

/**
 * What became of the last posts, latest first, seven a page. For the moderator alone.
 *
 * @param channelId the one channel that was asked for, if it was one
 */
export function renderHistory(
  results: readonly DeliveryResult[],
  facts: FactIndex,
  guildId: string,
  channelId: string | undefined,
  number: number,
): Reply {
  const page = pageOf(results, number, PAGE_SIZE);
  const where = channelId === undefined ? "this server" : `<#${channelId}>`;
  const pages = page.of > 1 ? ` · page ${page.number} of ${page.of}` : "";
  return reply("asker", PLAIN, [
    text(
      `## The last 14 days in ${where}${pages}`,
      ...page.items.map((it) => line(it, facts, guildId, channelId === undefined)),
    ),
    row(...pageButtons(page, (to) => customId("daily", "history", String(to), channelId ?? ""))),
  ]);
}

function line(result: DeliveryResult, facts: FactIndex, guildId: string, named: boolean): string {
  const where = named ? ` <#${result.channelId}>` : "";
  // What would have led a post that surely never went out is nothing that anyone read.
  const lead = ["skipped", "failed"].includes(result.state) ? undefined : facts.get(result.leadId ?? "");
  const told = lead === undefined ? "" : `\n  - ${factLine(lead, "short")}`;
  return `- **${writeDay(result.day)}**${where}: ${resultWords(result, guildId)}${told}`;
}

/** How a delivery ended, in words, with a link to its post and the reason where there is one. */
export function resultWords(result: DeliveryResult, guildId: string): string {
  const { correctedAt, posted, reason, remark } = result;
  const why = reason === undefined ? "" : `: ${plain(reason, 250)}`;
  if (result.state !== "posted") {
    return {
      claimed: `being posted${why}`,
      skipped: skippedWords(reason, why),
      failed: `failed${why}`,
      unknown: `unknown${why}`,
    }[result.state];
  }
  const link = posted && `https://discord.com/channels/${guildId}/${posted.placeId}/${posted.messageId}`;
  const words = link === undefined ? "posted" : `[posted](${link})`;
  const mended = correctedAt && `corrected ${timestamp(correctedAt, "D")}`;
  return [words, lateness(result), mended, remark && plain(remark, 160)].filter(Boolean).join(", ");
}

/** What a moderator left out, what was missed, and what was never to be are three things. */
function skippedWords(reason: string | undefined, why: string): string {
  if (reason === LEFT_OUT) return `left out ${LEFT_OUT}`;
  return `${reason === OFFLINE ? "missed" : "no post"}${why}`;
}

function lateness({ at, endedAt }: DeliveryResult): string | undefined {
  return endedAt !== undefined && isLate(at, endedAt) ? `late, at ${timestamp(endedAt, "t")}` : undefined;
}
