import type { Completion } from "../../facts/index.ts";
import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { beginsAsTyped, completeDay, readDay } from "../../src/input/day.ts";
import { dayAt } from "../../src/local-day.ts";
import type { Reply } from "../../src/render/reply.ts";
import { renderDone } from "../../src/render/scheduled.ts";
import { writeDate } from "../../src/render/text.ts";
import { comingPost, nextWithPost } from "../../src/schedule/forecast.ts";
import { type DailyOrder, isSkipped, skipsAhead } from "../../src/schedule/order.ts";
import { isPassedOver } from "../../src/schedule/plan.ts";
import { channelField, orderOf, outlookOf, serverOf } from "./fields.ts";

/** Days to come that an order may leave out: a year's. */
const MOST_SKIPS = 366;

/** Days offered before anything is typed. */
const DAYS_OFFERED = 7;

export default defineSubcommand({
  name: "skip",
  description: "Leave out one day of a channel's daily post",
  options: {
    channel: channelField,
    date: {
      type: "string",
      description: "The day, e.g. tomorrow or 4 July",
      required: true,
      complete: (typed, tools, caller, given) => completeAhead(typed, caller, given, tools),
    },
    restore: { type: "boolean", description: "Post on that day after all" },
  },
  async run({ channel, date, restore = false }, caller, tools) {
    const { clock, orders } = tools;
    const order = await orderOf(channel.id, caller, orders);
    const today = dayAt(clock(), order.timeZone);
    const day = nextOf(readDay(date, today), date, today);
    checkAhead(day, today, order);

    if (!restore) checkRoom(order, clock());

    const key = [serverOf(caller), channel.id, day] as const;
    if (await (restore ? orders.unskip(...key) : orders.skip(...key))) {
      const done = restore
        ? restored(order, day, clock())
        : `<#${channel.id}> gets no daily post on ${writeDate(day)}.`;
      return renderDone(done, order, await orderOf(channel.id, caller, orders), await outlookOf(caller, tools));
    }
    // Its time may have come since it was read.
    checkAhead(day, today, await orderOf(channel.id, caller, orders));
    throw new UserError(`${writeDate(day)} is not left out in <#${channel.id}>; /daily list shows the days that are.`);
  },
});

/** Leaves out the next day that has a post. */
export async function skipNext(channelId: string, caller: Caller, tools: Tools): Promise<Reply> {
  const order = await orderOf(channelId, caller, tools.orders);
  const outlook = await outlookOf(caller, tools);
  checkRoom(order, outlook.now);
  const { day } = nextWithPost(order, outlook) ?? comingPost(order, outlook.now);
  if (!(await tools.orders.skip(serverOf(caller), channelId, day))) {
    throw new UserError(`The post of ${writeDate(day)} in <#${channelId}> is out or on its way; try again.`);
  }
  const done = `<#${channelId}> gets no daily post on ${writeDate(day)}; /daily skip takes that back with restore:True.`;
  return renderDone(done, order, await orderOf(channelId, caller, tools.orders), outlook);
}

/** What comes of a day that is not left out any more. */
function restored(order: DailyOrder, day: Temporal.PlainDate, now: Temporal.Instant): string {
  const where = `<#${order.channelId}>`;
  if (isPassedOver(order, day, now)) {
    return `${writeDate(day)} is not left out in ${where} any more, but its time went by before the daily post ran: the next one is on a later day.`;
  }
  const held = order.paused === undefined ? "" : ", if it is resumed with /daily resume by then";
  return `${where} gets its daily post on ${writeDate(day)} after all${held}.`;
}

/** Refuses one day more than anyone would leave out by hand, for each forecast goes through all of them. */
function checkRoom(order: DailyOrder, now: Temporal.Instant): void {
  if (skipsAhead(order, now).length < MOST_SKIPS) return;
  throw new UserError(
    `${MOST_SKIPS} days are left out in <#${order.channelId}> already; take one back with restore:True, or use /daily pause.`,
  );
}

/** Refuses a day that is over in that channel, or has had its post. */
function checkAhead(day: Temporal.PlainDate, today: Temporal.PlainDate, order: DailyOrder): void {
  const { compare } = Temporal.PlainDate;
  const where = `<#${order.channelId}>`;
  if (compare(day, today) < 0)
    throw new UserError(`${writeDate(day)} is already past in ${where}; choose a later day.`);
  if (order.lastDay === undefined || compare(day, order.lastDay) > 0) return;
  if (isSkipped(order, day))
    throw new UserError(`${writeDate(day)} was already left out in ${where}; choose a later day.`);
  const post = day.equals(today) ? "Today's post" : `The post of ${writeDate(day)}`;
  throw new UserError(`${post} in ${where} is already out or on its way, or has failed; choose a later day.`);
}

/** The day in the year that was written, else its next coming, today included; yesterday stays yesterday. */
function nextOf(wanted: Temporal.PlainMonthDay, date: string, today: Temporal.PlainDate): Temporal.PlainDate {
  const [year] = /\b\d{4}\b/.exec(date) ?? [];
  if (year !== undefined) return inYear(wanted, Number(year));
  if (/yesterday/i.test(date)) return today.subtract({ days: 1 });
  for (let next = today.year; ; next++) {
    const day = wanted.toPlainDate({ year: next });
    // 29 February is the 28th in most years; wait for a year that has it.
    if (day.day === wanted.day && Temporal.PlainDate.compare(day, today) >= 0) return day;
  }
}

function inYear(wanted: Temporal.PlainMonthDay, year: number): Temporal.PlainDate {
  const day = wanted.toPlainDate({ year });
  if (day.day === wanted.day) return day;
  throw new UserError(`${year} has no 29 February; choose 28 February or 1 March.`);
}

/** Days without a post yet in the chosen channel, each with its year; those left out, where one is to be restored. */
async function completeAhead(
  typed: string,
  caller: Caller,
  { channel, restore }: Readonly<Record<string, unknown>>,
  { clock, orders }: Tools,
): Promise<readonly Completion[]> {
  const order = (await orders.list(serverOf(caller))).find((it) => it.channelId === channel);
  const today = dayAt(clock(), order?.timeZone ?? (await caller.zone()));
  if (restore === true && order !== undefined)
    return skipsAhead(order, clock())
      .map(completion)
      .filter(({ value }) => beginsAsTyped(value, typed));
  const served = order?.lastDay !== undefined && Temporal.PlainDate.compare(order.lastDay, today) >= 0;
  const first = served ? order.lastDay.add({ days: 1 }) : today;
  if (typed.trim() === "") return Array.from({ length: DAYS_OFFERED }, (_, days) => completion(first.add({ days })));
  return completeDay(typed, first).map(({ value }) => completion(nextOf(readDay(value, first), value, first)));
}

function completion(day: Temporal.PlainDate): Completion {
  return { name: writeDate(day), value: writeDate(day) };
}
