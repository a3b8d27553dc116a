import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import type { Reply } from "../../src/render/reply.ts";
import { renderPostedNow } from "../../src/render/scheduled.ts";
import { checkChannel, noOrder, orderOf, outlookOf, placeNow, serverOf } from "./fields.ts";

/** Posts today's post at once: the day's own, so that it has one, now or at its time. */
export async function postNow(channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  // Discord is not asked about channels that the button of another server could name.
  const order = await orderOf(channelId, caller, tools.orders);
  const place = await placeNow(channelId, caller, tools);
  checkChannel(place, order, (option) => `switch it off with /daily edit ${option}:False`);
  const early = await tools.postToday(serverOf(caller), channelId);
  switch (early.outcome) {
    case "begun":
    case "served": {
      const result = (await tools.record.lastResults(serverOf(caller))).get(channelId);
      const ofToday = result?.day.equals(early.day) ? result : undefined;
      const asItIs = await orderOf(channelId, caller, tools.orders);
      return renderPostedNow(asItIs, early.day, ofToday, await outlookOf(caller, tools), early.outcome === "begun");
    }
    case "gone":
      throw noOrder(channelId);
    case "paused":
      throw new UserError(`The daily post in <#${channelId}> is paused; resume it with /daily resume first.`);
    case "skipped":
      throw new UserError(
        `Today is left out in <#${channelId}>; take that back with /daily skip and restore:True first.`,
      );
    case "silent":
      throw new UserError(`<#${channelId}> gets no post today: ${early.reason}.`);
    case "untimely":
      throw new UserError("My clock was set just now, and I do not know what day it is; try again in a minute.");
  }
}
