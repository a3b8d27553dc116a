import type { RankedScore } from "../quiz/score.ts";
import { customId } from "./custom-id.ts";
import { pageButtons } from "./page.ts";
import { button, dangerButton, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { count, writeDay } from "./text.ts";

/** Since when points count: from Monday, or since the first one. */
export type Span = "week" | "all";

/** People on one page. */
export const PAGE_SIZE = 10;

export interface Leaderboard {
  readonly span: Span;
  /** The Monday of this week. */
  readonly week: Temporal.PlainDate;
  readonly scores: readonly RankedScore[];
  readonly page: { readonly number: number; readonly of: number };
}

/** Who has how many points here, most first; names ping nobody. */
export function renderLeaderboard({ page, scores, span, week }: Leaderboard): Reply {
  const since = span === "week" ? `this week, from Monday, ${writeDay(week)}` : "of all time";
  const idOf = (number: number) => customId("quiz", "board", span, String(number));
  return reply("everyone", PLAIN, [
    text(
      `### Leaderboard ${since}`,
      ...(scores.length === 0 ? ["Nobody has a point yet: /quiz play and /quiz today give some."] : []),
      ...scores.map(({ points, rank, userId }) => `${rank}\\. <@${userId}>, ${count(points, "point")}`),
      page.of === 1 ? undefined : `-# Page ${page.number} of ${page.of}`,
    ),
    row(...pageButtons({ ...page, items: scores }, idOf), otherSpan(span)),
  ]);
}

function otherSpan(span: Span) {
  return span === "week"
    ? button("All time", customId("quiz", "board", "all", "1"))
    : button("This week", customId("quiz", "board", "week", "1"));
}

/** Asks whether the points are to go. For the asker alone. */
export function renderResetQuestion(players: number): Reply {
  return reply("asker", PLAIN, [
    text(
      `**Take all points of this server away?** ${count(players, "member has", "members have")} some; they go for good.`,
    ),
    row(dangerButton("Take them away", customId("quiz", "clear")), button("Keep them", customId("quiz", "keep"))),
  ]);
}
