import type { Caller, Tools } from "../../src/bot/command.ts";
import { readFactId } from "../../src/input/fact-id.ts";
import { type BlockEffect, renderNever } from "../../src/render/blocked.ts";
import type { Reply } from "../../src/render/reply.ts";
import { type Forecast, forecastByTurns } from "../../src/schedule/forecast.ts";
import { orderOf, outlookOf, serverOf } from "./fields.ts";

/** Days of which is told what comes instead: as many as a preview has at the most. */
const DAYS = 14;

/** Blocks a fact that a preview of the channel shows, and says what comes instead. */
export async function neverPost(factId: string, channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  const fact = readFactId(factId, tools.facts);
  // Before it is blocked: a channel without a daily post has no preview.
  await orderOf(channelId, caller, tools.orders);
  const before = await comingDays(channelId, caller, tools);
  const fresh = await tools.record.block(serverOf(caller), fact.id);
  const after = await comingDays(channelId, caller, tools);
  return renderNever(fact, fresh, effectOf(channelId, before, after));
}

async function comingDays(channelId: string, caller: Caller, tools: Tools): Promise<readonly Forecast[]> {
  const all = await tools.orders.list(serverOf(caller));
  const { facts, memory, now } = await outlookOf(caller, tools);
  return forecastByTurns(() => tools.giveWay(caller), channelId, all, now, DAYS, facts, memory);
}

function effectOf(channelId: string, before: readonly Forecast[], after: readonly Forecast[]): BlockEffect {
  const leads = new Map(before.map(({ choice, day }) => [day.toString(), choice.lead?.id]));
  const changed = after.filter(({ choice, day }) => choice.lead?.id !== leads.get(day.toString()));
  return { channelId, days: after.length, changed };
}
