import type { APIPoll, APIPollMedia } from "discord-api-types/v10";
import { isoOf } from "./payload.ts";

/** A poll as the bot asks for it. */
interface PollRequest {
  readonly question: APIPollMedia;
  readonly answers: readonly { readonly poll_media: APIPollMedia }[];
  readonly allow_multiselect?: boolean | null;
  /** Hours; default 24. */
  readonly duration?: number | null;
}

/** A poll as it begins, with no votes. The request must fit the document. */
export function beginPoll(request: unknown, now: Temporal.Instant): APIPoll {
  const { allow_multiselect, answers, duration, question } = request as PollRequest;
  return {
    question,
    answers: answers.map(({ poll_media }, index) => ({ answer_id: index + 1, poll_media })),
    expiry: isoOf(now.add({ hours: duration ?? 24 })),
    allow_multiselect: allow_multiselect ?? false,
    layout_type: 1,
    results: { is_finalized: false, answer_counts: [] },
  };
}
