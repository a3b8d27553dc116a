import { type Forecast, isPost, type Outlook } from "../schedule/forecast.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { changesOf } from "./changes.ts";
import { customId } from "./custom-id.ts";
import { factLine } from "./line.ts";
import { orderLines } from "./orders.ts";
import { button, dangerButton, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { writeDay } from "./text.ts";
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
  return reply("asker", PLAIN, [
    text(
      "**Daily post scheduled**",
      ...orderLines(order, outlook),
      headline(ahead),
      ...remarks.map((it) => it && `-# ${it}`),
    ),
    row(
      button("Preview", customId("daily", "preview", channelId)),
      button("Change", customId("daily", "change", channelId)),
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
