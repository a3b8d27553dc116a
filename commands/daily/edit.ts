import { defineSubcommand } from "../../src/bot/command.ts";
import type { ChosenChannel } from "../../src/bot/form.ts";
import type { Caller, OrderChanges, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { readGenre } from "../../src/input/name.ts";
import { readTime } from "../../src/input/time.ts";
import { readZone } from "../../src/input/zone.ts";
import type { Reply } from "../../src/render/reply.ts";
import { renderChanged } from "../../src/render/scheduled.ts";
import { isMoved } from "../../src/schedule/order.ts";
import {
  type Asked,
  channelField,
  checkChannel,
  genreField,
  noOrder,
  offIn,
  orderOf,
  otherwiseField,
  outlookOf,
  pictureField,
  pictureNote,
  publishField,
  quizField,
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
    quiz: quizField,
  },
  run({ channel, ...asked }, caller, tools) {
    if (Object.values(asked).every((it) => it === undefined)) {
      throw new UserError(
        "Name what to change: time, timezone, genre, otherwise, role, publish, thread, picture or quiz.",
      );
    }
    return changeOrder(channel, asked, caller, tools);
  },
});

/** Changes what was asked for in a channel's daily post; the same for the command and for a form. */
export async function changeOrder(
  channel: ChosenChannel,
  { time, timezone, listed, genre, otherwise, role, publish, thread, picture, quiz }: Asked,
  caller: Caller,
  tools: Tools,
): Promise<Reply> {
  const { clock, facts, orders } = tools;
  const changes: OrderChanges = {
    ...(time !== undefined && { time: readTime(time) }),
    ...(timezone !== undefined && { timeZone: readZone(timezone, listed) }),
    ...(genre !== undefined && { genre: readGenre(genre, facts) }),
    ...(otherwise !== undefined && { otherwise }),
    ...(role !== undefined && { roleId: readRole(role, caller) }),
    ...(publish !== undefined && { publish }),
    ...(thread !== undefined && { thread }),
    ...(picture !== undefined && { picture }),
    ...(quiz !== undefined && { quiz }),
  };
  const asItIs = await orderOf(channel.id, caller, orders);
  const wanted = { ...asItIs, ...changes };
  checkChannel(channel, wanted, offIn({ listed }));

  const order = await orders.change(serverOf(caller), channel.id, {
    ...changes,
    // To begin anew at the same time would leave out a post that is due at this moment.
    ...(isMoved(wanted, asItIs) && { activeSince: clock() }),
    channelType: channel.type,
  });
  if (order === undefined) throw noOrder(channel.id);
  const note = roleNote(role, channel, caller) ?? pictureNote(picture ?? false, channel, tools);
  return renderChanged("Daily post changed", asItIs, order, await outlookOf(caller, tools), note);
}
