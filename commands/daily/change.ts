import type { Caller, Chosen, OrderChanges, Tools } from "../../src/bot/command.ts";
import { suggestZone } from "../../src/input/locale-zone.ts";
import { readTime } from "../../src/input/time.ts";
import { readZone } from "../../src/input/zone.ts";
import { COMMON } from "../../src/input/zone-list.ts";
import type { Reply } from "../../src/render/reply.ts";
import { renderChangeForm } from "../../src/render/scheduled.ts";
import { isMoved } from "../../src/schedule/order.ts";
import { noOrder, orderOf, outlookOf, serverOf } from "./fields.ts";

/** Lists of the times and zones that an order can be moved to. */
export async function showChangeForm(channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  const order = await orderOf(channelId, caller, tools.orders);
  return renderChangeForm(order, zonesFor(caller), await outlookOf(caller, tools));
}

/** Moves an order to the time that was chosen. */
export function chooseTime([time]: Chosen, channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  return move(channelId, { time: readTime(time) }, caller, tools);
}

/** Moves an order to the zone that was chosen. */
export function chooseZone([zone]: Chosen, channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  return move(channelId, { timeZone: readZone(zone) }, caller, tools);
}

async function move(channelId: string, changes: OrderChanges, caller: Caller, tools: Tools): Promise<Reply> {
  const { clock, orders } = tools;
  const before = await orderOf(channelId, caller, orders);
  const after = await orders.change(serverOf(caller), channelId, {
    ...changes,
    // To begin anew at the same time would leave out a post that is due at this moment.
    ...(isMoved({ ...before, ...changes }, before) && { activeSince: clock() }),
  });
  if (after === undefined) throw noOrder(channelId);
  return renderChangeForm(after, zonesFor(caller), await outlookOf(caller, tools), before);
}

function zonesFor({ guildLocale }: Caller): readonly string[] {
  return [suggestZone(guildLocale).zone, ...COMMON];
}
