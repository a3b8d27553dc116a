import type { APIPoll } from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { reader } from "../state.ts";
import { writeTimestamp } from "../timestamp.ts";
import { emojiText } from "./emoji.ts";

/** A poll with the votes so far; nobody votes here. */
export function drawPoll({ allow_multiselect: several, answers, expiry, question, results }: APIPoll): TemplateResult {
  const votesFor = (id: number) => results?.answer_counts.find((it) => it.id === id)?.count ?? 0;
  const all = answers.reduce((sum, { answer_id }) => sum + votesFor(answer_id), 0);
  return html`<div class="poll">
    <p class="poll-question">${question.text}</p>
    <small>${several ? "Select one or more answers" : "Select one answer"}</small>
    <ul role="list">
      ${answers.map(({ answer_id, poll_media: { emoji, text } }) => {
        const share = all === 0 ? 0 : Math.round((100 * votesFor(answer_id)) / all);
        return html`<li style="--share: ${share}%">
          <span>${emoji ? html`<span aria-hidden="true">${emojiText(emoji)}</span> ` : nothing}${text}</span><span>${share}%</span>
        </li>`;
      })}
    </ul>
    <small>${all} ${all === 1 ? "vote" : "votes"}${expiry === null ? nothing : html` · ends ${writeTimestamp(Date.parse(expiry) / 1000, "R", reader())}`}</small>
  </div>`;
}
