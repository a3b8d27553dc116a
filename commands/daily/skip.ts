import { defineSubcommand } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { completeDay, readDay } from "../../src/input/day.ts";
import { notice } from "../../src/render/reply.ts";
import { writeDay } from "../../src/render/text.ts";
import { channelField, orderOf, serverOf } from "./fields.ts";

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
    const order = await orderOf(channel.id, caller, orders);
    const today = clock().toZonedDateTimeISO(order.timeZone).toPlainDate();
    const day = nextOf(readDay(date, today), date, today);
    if (Temporal.PlainDate.compare(day, today) < 0 || order.lastDay?.equals(day)) {
      throw new UserError(`${writeDay(day)} ${day.year} is past already in <#${channel.id}>; choose a later day.`);
    }

    await orders.skip(serverOf(caller), channel.id, day);
    return notice(`<#${channel.id}> gets no daily post on ${writeDay(day)} ${day.year}.`);
  },
});

/** The day in the year that was written, else its next coming, today included; yesterday stays yesterday. */
function nextOf(wanted: Temporal.PlainMonthDay, written: string, today: Temporal.PlainDate): Temporal.PlainDate {
  const [year] = /\b\d{4}\b/.exec(written) ?? [];
  if (year !== undefined) return wanted.toPlainDate({ year: Number(year) });
  if (/yesterday/i.test(written)) return today.subtract({ days: 1 });
  for (let next = today.year; ; next++) {
    const day = wanted.toPlainDate({ year: next });
    // 29 February is the 28th in most years; wait for a year that has it.
    if (day.day === wanted.day && Temporal.PlainDate.compare(day, today) >= 0) return day;
  }
}
