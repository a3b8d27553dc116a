import { defineSubcommand } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { readGenre } from "../../src/input/name.ts";
import { readTime } from "../../src/input/time.ts";
import { readZone } from "../../src/input/zone.ts";
import { renderOrder } from "../../src/render/orders.ts";
import { MAX_ORDERS } from "../../src/schedule/order.ts";
import {
  channelField,
  checkChannel,
  genreField,
  orderOf,
  otherwiseField,
  outlookOf,
  publishField,
  readRole,
  roleField,
  roleNote,
  serverOf,
  threadField,
  timeField,
  zoneField,
} from "./fields.ts";

export default defineSubcommand({
  name: "add",
  description: "Schedule a daily post in a channel",
  options: {
    channel: channelField,
    time: { ...timeField, required: true },
    timezone: { ...zoneField, required: true },
    genre: genreField,
    otherwise: otherwiseField,
    role: roleField,
    publish: publishField,
    thread: threadField,
  },
  async run(
    { channel, time, timezone, genre, otherwise = "any", role, publish = false, thread = false },
    caller,
    tools,
  ) {
    const { clock, facts, orders } = tools;
    checkChannel(channel, { publish, thread });
    const order = {
      channelId: channel.id,
      channelType: channel.type,
      guildId: serverOf(caller),
      time: readTime(time),
      timeZone: readZone(timezone),
      genre: genre === undefined ? undefined : readGenre(genre, facts),
      otherwise,
      roleId: readRole(role, caller),
      publish,
      thread,
      createdBy: caller.userId,
      createdAt: clock(),
    };

    const outcome = await orders.add(order);
    if (outcome === "taken") {
      throw new UserError(`<#${channel.id}> has a daily post already; change it with /daily edit.`);
    }
    if (outcome === "full")
      throw new UserError(`A server can have ${MAX_ORDERS} daily posts; free one with /daily remove.`);
    // As it is kept: the day may be done already, if the channel had an order before.
    const added = await orderOf(channel.id, caller, orders);
    return renderOrder("Daily post scheduled", added, await outlookOf(caller, tools), roleNote(role, channel, caller));
  },
});
