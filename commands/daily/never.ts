import type { Fact } from "../../facts/index.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { readFactId } from "../../src/input/fact-id.ts";
import { renderNever } from "../../src/render/blocked.ts";
import type { Reply } from "../../src/render/reply.ts";
import { type Forecast, forecastByTurns, isPost } from "../../src/schedule/forecast.ts";
import { orderOf, outlookOf, serverOf } from "./fields.ts";

/** As many as a preview has at the most. */
const DAYS = 14;

/** Blocks a fact that a preview of the channel shows, and says what comes instead. */
export async function neverPost(factId: string, channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  const fact = readFactId(factId, tools.facts);
  // Before it is blocked: a channel without a daily post has no preview.
  await orderOf(channelId, caller, tools.orders);
  const fresh = await tools.record.block(serverOf(caller), fact.id);
  const coming = await comingDays(channelId, caller, tools);
  return renderNever(fact, fresh, coming.find(isDayOf(fact)) ?? coming.find(isPost));
}

async function comingDays(channelId: string, caller: Caller, tools: Tools): Promise<readonly Forecast[]> {
  const all = await tools.orders.list(serverOf(caller));
  const { facts, memory, now } = await outlookOf(caller, tools);
  return forecastByTurns(() => tools.giveWay(caller), channelId, all, now, DAYS, facts, memory);
}

/** Whether it is the fact's own day, on which it would have led. */
function isDayOf({ date }: Fact): (coming: Forecast) => boolean {
  return ({ day }) => day.month === date?.month && day.day === date.day;
}
