import { defineSubcommand } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { completeDay, readDay } from "../../src/input/day.ts";
import { notice } from "../../src/render/reply.ts";
import { writeDay } from "../../src/render/text.ts";
import { channelField, noOrder, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "skip",
  description: "Leave out one day of a channel's daily post",
  options: {
    channel: channelField,
    date: {
      type: "string",
      description: "The day, e.g. tomorrow or 4 July",
      required: true,
      complete: (typed, { clock }, { timeZone }) =>
        completeDay(typed, clock().toZonedDateTimeISO(timeZone).toPlainDate()),
    },
  },
  async run({ channel, date }, caller, { orders, clock }) {
    const order = (await orders.list(serverOf(caller))).find((it) => it.channelId === channel.id);
    if (order === undefined) throw noOrder(channel.id);
    const today = clock().toZonedDateTimeISO(order.timeZone).toPlainDate();
    const day = nextOf(readDay(date, today), today);
    if (order.lastDay?.equals(day))
      throw new UserError(`${writeDay(day)} is past already in <#${channel.id}>; choose a later day.`);

    await orders.skip(serverOf(caller), channel.id, day);
    return notice(`<#${channel.id}> gets no daily post on ${writeDay(day)} ${day.year}.`);
  },
});

/** The day's next coming, today included. */
function nextOf(wanted: Temporal.PlainMonthDay, today: Temporal.PlainDate): Temporal.PlainDate {
  for (let { year } = today; ; year++) {
    const day = wanted.toPlainDate({ year });
    // 29 February is the 28th in most years; wait for a year that has it.
    if (day.day === wanted.day && Temporal.PlainDate.compare(day, today) >= 0) return day;
  }
}
