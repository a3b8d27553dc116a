import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { weekOf } from "../../src/quiz/score.ts";
import { PAGE_SIZE, renderLeaderboard, renderResetQuestion, type Span } from "../../src/render/leaderboard.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { alone } from "../../src/render/share.ts";

export const leaderboard = defineSubcommand({
  name: "leaderboard",
  description: "Who has how many points here, this week and in all",
  run: (_, caller, tools) => showBoard(["week", "1"], caller, tools),
});

export const reset = defineSubcommand({
  name: "reset",
  description: "For moderators: take all points of this server away",
  audience: "moderators",
  async run(_, caller, { scores }) {
    const players = await scores.count(serverOf(caller));
    if (players === 0) throw new UserError("Nobody has a point here yet, so there is nothing to take away.");
    return renderResetQuestion(players);
  },
});

/** Arguments: since when points count, and the page. */
export async function showBoard([asked, number]: readonly string[], caller: Caller, tools: Tools): Promise<Reply> {
  const guildId = serverOf(caller);
  const span: Span = asked === "all" ? "all" : "week";
  const week = weekOf(tools.clock(), await caller.zone());
  const since = span === "week" ? week : undefined;
  const page = pageAmong(await tools.scores.count(guildId, since), Number(number));
  const scores = await tools.scores.page(guildId, since, { offset: (page.number - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  return renderLeaderboard({ span, week, scores, page });
}

/** This week's, for the asker alone. */
export async function showRanks(caller: Caller, tools: Tools): Promise<Reply> {
  return alone(await showBoard(["week", "1"], caller, tools));
}

/** Takes the points away, once that was asked. */
export async function clearBoard(caller: Caller, { scores }: Tools): Promise<Reply> {
  await scores.reset(serverOf(caller));
  return notice("All points are gone; the leaderboard begins anew.");
}

export function keepBoard(): Reply {
  return notice("The points stay.");
}

function serverOf({ guildId }: Caller): string {
  if (guildId === undefined) throw new UserError("Points are counted in servers; run this in one of its channels.");
  return guildId;
}

function pageAmong(items: number, asked: number): { readonly number: number; readonly of: number } {
  const of = Math.max(1, Math.ceil(items / PAGE_SIZE));
  return { number: Math.min(Math.max(1, Number.isSafeInteger(asked) ? asked : 1), of), of };
}
