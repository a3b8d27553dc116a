import type { DeliveryResult } from "../schedule/delivery.ts";
import { type Forecast, isPost, nextWithPost, type Outlook } from "../schedule/forecast.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { scheduledAt } from "../schedule/plan.ts";
import { changesOf } from "./changes.ts";
import { customId } from "./custom-id.ts";
import { factLine } from "./line.ts";
import { orderLines } from "./orders.ts";
import { button, dangerButton, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { resultWords } from "./results.ts";
import { timestamp, writeDay, writeTime } from "./text.ts";
import { undoAddButton, undoRemoveButton, writeStamp } from "./undo.ts";

/**
 * What was just scheduled, and what its next post tells. For the moderator alone.
 *
 * @param ahead its coming days
 * @param remarks on what was chosen for the moderator, and what may be amiss
 */
export function renderScheduled(
  order: DailyOrder,
  ahead: readonly Forecast[],
  outlook: Outlook,
  ...remarks: readonly (string | undefined)[]
): Reply {
  const { channelId, createdAt } = order;
  const said = remarks.filter((it) => it !== undefined);
  return reply("asker", PLAIN, [
    text("**Daily post scheduled**", ...orderLines(order, outlook), headline(ahead)),
    // Apart, as a line below a quotation is taken for a part of it.
    said.length === 0 ? undefined : text(...said.map((it) => `-# ${it}`)),
    row(
      button("Preview", customId("daily", "preview", channelId)),
      button("Change", customId("daily", "change", channelId)),
      button("Post one now", customId("daily", "post-now", channelId)),
      undoAddButton(channelId, createdAt),
    ),
  ]);
}

function headline(ahead: readonly Forecast[]): string | undefined {
  const next = ahead.find(isPost);
  return next && `> ${writeDay(next.choice.eventDay)} ${factLine(next.choice.lead)}`;
}

const UNCHANGED = "Daily post stays as it was";

/** What an order was and is, after a change that `done` names, if there is any. For the moderator alone. */
export function renderChanged(
  done: string,
  before: DailyOrder,
  after: DailyOrder,
  outlook: Outlook,
  remark?: string,
): Reply {
  const changes = changesOf(before, after, outlook);
  return reply("asker", PLAIN, [
    text(`**${changes.length === 0 ? UNCHANGED : done}**`, ...changes.map((it) => `- ${it}`)),
    text(...orderLines(after, outlook), remark && `-# ${remark}`),
  ]);
}

/**
 * What became of today's post, which a moderator asked for ahead of its time. For the moderator alone.
 *
 * @param result what is on record of the day; `undefined` where nothing is, for its time was over
 * @param fresh whether it was begun just now
 */
export function renderPostedNow(
  order: DailyOrder,
  day: Temporal.PlainDate,
  result: DeliveryResult | undefined,
  outlook: Outlook,
  fresh: boolean,
): Reply {
  const { channelId, guildId } = order;
  const next = nextWithPost(order, outlook);
  const words = result === undefined ? "missed" : resultWords(result, guildId);
  return reply("asker", PLAIN, [
    text(
      `**${fresh ? "Today's post" : "Today's post is on record already"}**`,
      `<#${channelId}>, ${writeDay(day)}: ${words}`,
      fresh && result !== undefined ? countsLine(order, day, outlook) : undefined,
      next && `Next post: ${timestamp(next.at, "F")}`,
    ),
  ]);
}

/** That it was no sample: the day has its post. */
function countsLine(order: DailyOrder, day: Temporal.PlainDate, { now }: Outlook): string {
  const planned = scheduledAt(order, day);
  const ahead = planned !== undefined && Temporal.Instant.compare(planned, now) > 0;
  return `-# It is the daily post of ${writeDay(day)}${ahead ? `, so none comes at ${writeTime(order.time)}` : ""}.`;
}

/** Asks whether an order is to be removed. */
export function renderRemoveQuestion(order: DailyOrder, outlook: Outlook): Reply {
  const { channelId, createdAt } = order;
  return reply("asker", PLAIN, [
    text("**Remove this daily post?**", ...orderLines(order, outlook)),
    row(
      dangerButton("Remove", customId("daily", "remove-now", channelId, writeStamp(createdAt))),
      button("Keep", customId("daily", "keep", channelId)),
    ),
  ]);
}

/** What was removed, and the way back. */
export function renderRemoved(channelId: string, removedAt: Temporal.Instant): Reply {
  return reply("asker", PLAIN, [
    text(`<#${channelId}> gets no daily post any more.`, "-# “Undo” puts it back as it was, for 15 minutes."),
    row(undoRemoveButton(channelId, removedAt)),
  ]);
}

/** A sentence on what was done, and what it made of an order. */
export function renderDone(sentence: string, before: DailyOrder, after: DailyOrder, outlook: Outlook): Reply {
  return reply("asker", PLAIN, [text(sentence, ...changesOf(before, after, outlook).map((it) => `- ${it}`))]);
}
