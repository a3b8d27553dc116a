import type { NewOrder } from "../../src/bot/tools.ts";
import { order } from "../schedule/sample.ts";

/** An order as a command makes it, for 09:00 UTC, in server 10. */
export function newOrder(channelId: string, changes: Partial<NewOrder> = {}): NewOrder {
  const { activeSince, lastDay, paused, refusedSince, skips, ...rest } = order();
  return { ...rest, channelId, ...changes };
}
