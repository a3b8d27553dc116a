import { readForm } from "../own/form-text.ts";
import type { Suggestion } from "../own/suggestion.ts";
import { customId } from "./custom-id.ts";
import { button, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { plain } from "./text.ts";

/** How a suggestion was decided, and by whom. */
export interface Decision {
  readonly by: string;
  readonly reason?: string | undefined;
}

const WORDS = { accepted: "✔ Accepted", declined: "✘ Declined" } as const;

/** A suggestion as moderators read it: with buttons as long as it is open. */
export function renderSuggestion({ form, id, state, userId }: Suggestion, decision?: Decision): Reply {
  const { artists, date, genres, headline, sources, text: told } = readForm(form);
  const because = decision?.reason === undefined ? "" : `: ${plain(decision.reason, 300)}`;
  return reply("everyone", PLAIN, [
    text(
      `### <@${userId}> suggests a fact`,
      `-# ${plain(date, 50)}`,
      `## ${plain(headline, 150)}`,
      plain(told, 500),
      `-# ${plain(genres.join(" × "), 120)} · ${plain(artists.join(", "), 200)}`,
      ...sources.slice(0, 3).map((it) => `- ${plain(it, 300)}`),
    ),
    state === "open"
      ? row(...(["accept", "edit", "decline"] as const).map((it) => button(LABELS[it], customId("suggest", it, id))))
      : text(`**${WORDS[state]}**${decision === undefined ? "" : ` by <@${decision.by}>`}${because}`),
  ]);
}

const LABELS = { accept: "Accept", edit: "Edit", decline: "Decline" } as const;

/** What the member who suggested it is told. */
export function decidedNotice({ form, guildId, state }: Suggestion, reason?: string): Reply {
  const where = `https://discord.com/channels/${guildId}`;
  const because = reason === undefined ? "" : ` They say: ${plain(reason, 300)}`;
  const what = state === "accepted" ? "was accepted, and is among its own facts now" : "was declined";
  return reply("asker", PLAIN, [text(`Your suggestion “${plain(form.headline, 150)}” ${what} (${where}).${because}`)]);
}
