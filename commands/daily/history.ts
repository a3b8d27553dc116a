import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { dayAt } from "../../src/local-day.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { renderHistory } from "../../src/render/results.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { optionalChannelField, serverOf } from "./fields.ts";

const DAYS = 14;

export default defineSubcommand({
  name: "history",
  description: "What became of the daily posts of the last 14 days",
  options: { channel: optionalChannelField },
  run: ({ channel }, caller, tools) => showHistory(channel?.id, 1, caller, tools),
});

/** One page of the history; the same for the command and its buttons. */
export async function showHistory(
  channelId: string | undefined,
  number: number,
  caller: Caller,
  { clock, facts, orders, record }: Tools,
): Promise<Reply> {
  const all = await orders.list(serverOf(caller));
  const since = beginnings(all, await caller.zone(), clock());
  const results = (await record.history(serverOf(caller), since.first)).filter(
    (it) =>
      (channelId === undefined || it.channelId === channelId) &&
      Temporal.PlainDate.compare(it.day, since.of(it.channelId)) >= 0,
  );
  if (results.length > 0) return renderHistory(results, facts, serverOf(caller), channelId, number);
  const where = channelId === undefined ? "in this server" : `in <#${channelId}>`;
  const next = all.length === 0 ? "/daily add schedules a daily post" : "/daily list shows what is to come";
  return notice(`Nothing was posted or due ${where} in the last 14 days; ${next}.`);
}

/** The first of the days to show: each channel's by the zone of its order, by the caller's where it has none. */
function beginnings(orders: readonly DailyOrder[], timeZone: string, now: Temporal.Instant) {
  const firstIn = (zone: string) => dayAt(now, zone).subtract({ days: DAYS - 1 });
  const byChannel = new Map(orders.map((it) => [it.channelId, firstIn(it.timeZone)]));
  const others = firstIn(timeZone);
  const [first = others] = [others, ...byChannel.values()].toSorted(Temporal.PlainDate.compare);
  return { first, of: (channelId: string) => byChannel.get(channelId) ?? others };
}
