import { defineSubcommand, type OrderChanges } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { readGenre } from "../../src/input/name.ts";
import { readTime } from "../../src/input/time.ts";
import { readZone } from "../../src/input/zone.ts";
import { renderChanged } from "../../src/render/scheduled.ts";
import { isMoved } from "../../src/schedule/order.ts";
import {
  channelField,
  checkChannel,
  genreField,
  noOrder,
  orderOf,
  otherwiseField,
  outlookOf,
  pictureField,
  pictureNote,
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
  name: "edit",
  description: "Change a channel's daily post",
  options: {
    channel: channelField,
    time: timeField,
    timezone: zoneField,
    genre: genreField,
    otherwise: otherwiseField,
    role: roleField,
    publish: publishField,
    thread: threadField,
    picture: pictureField,
  },
  async run({ channel, time, timezone, genre, otherwise, role, publish, thread, picture }, caller, tools) {
    const { clock, facts, orders } = tools;
    const changes: OrderChanges = {
      ...(time !== undefined && { time: readTime(time) }),
      ...(timezone !== undefined && { timeZone: readZone(timezone) }),
      ...(genre !== undefined && { genre: readGenre(genre, facts) }),
      ...(otherwise !== undefined && { otherwise }),
      ...(role !== undefined && { roleId: readRole(role, caller) }),
      ...(publish !== undefined && { publish }),
      ...(thread !== undefined && { thread }),
      ...(picture !== undefined && { picture }),
    };
    if (Object.keys(changes).length === 0) {
      throw new UserError("Name what to change: time, timezone, genre, otherwise, role, publish, thread or picture.");
    }
    const asItIs = await orderOf(channel.id, caller, orders);
    const wanted = { ...asItIs, ...changes };
    checkChannel(channel, wanted);

    const order = await orders.change(serverOf(caller), channel.id, {
      ...changes,
      // To begin anew at the same time would leave out a post that is due at this moment.
      ...(isMoved(wanted, asItIs) && { activeSince: clock() }),
      channelType: channel.type,
    });
    if (order === undefined) throw noOrder(channel.id);
    const note = roleNote(role, channel, caller) ?? pictureNote(picture ?? false, channel, tools);
    return renderChanged("Daily post changed", asItIs, order, await outlookOf(caller, tools), note);
  },
});
