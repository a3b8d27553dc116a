import { defineSubcommand } from "../../src/bot/command.ts";
import type { ChosenChannel } from "../../src/bot/form.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { readGenre } from "../../src/input/name.ts";
import { readUndo } from "../../src/input/undo.ts";
import { readWhen } from "../../src/input/when.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { renderScheduled } from "../../src/render/scheduled.ts";
import { type Forecast, forecastByTurns, isPost, type Outlook } from "../../src/schedule/forecast.ts";
import { type DailyOrder, MAX_ORDERS } from "../../src/schedule/order.ts";
import {
  type Asked,
  channelField,
  checkChannel,
  genreField,
  noOrder,
  offIn,
  orderMadeAt,
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

/** Days in which the next post is looked for. */
const DAYS_AHEAD = 14;

export default defineSubcommand({
  name: "add",
  description: "Schedule a daily post in a channel",
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
  run: ({ channel, ...asked }, caller, tools) => addOrder(channel, asked, caller, tools),
});

/** Schedules a channel's daily post; the same for the command and for a form. */
export async function addOrder(
  channel: ChosenChannel,
  {
    time,
    timezone,
    listed,
    genre,
    otherwise = "any",
    role,
    publish = false,
    thread = false,
    picture = true,
    quiz = false,
  }: Asked,
  caller: Caller,
  tools: Tools,
): Promise<Reply> {
  const { clock, facts, orders } = tools;
  checkChannel(channel, { publish, thread }, offIn({ listed }));
  const last = (await orders.list(serverOf(caller))).at(-1);
  const { chosen, ...when } = readWhen({ time, timezone, listed }, last, caller.guildLocale);
  const order = {
    channelId: channel.id,
    channelType: channel.type,
    guildId: serverOf(caller),
    ...when,
    genre: genre === undefined ? undefined : readGenre(genre, facts),
    otherwise,
    roleId: readRole(role, caller),
    publish,
    thread,
    picture,
    quiz,
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
  const all = await orders.list(serverOf(caller));
  const added = all.find((it) => it.channelId === channel.id);
  if (added === undefined) throw noOrder(channel.id);
  const outlook = await outlookOf(caller, tools);
  const ahead = await daysAhead(all, added, outlook, () => tools.giveWay(caller));
  const notes = [roleNote(role, channel, caller), pictureNote(picture, channel, tools)];
  return renderScheduled(added, ahead, outlook, chosen, ...notes);
}

/** Takes back what was just scheduled; for 15 minutes, and not what was scheduled in the channel since. */
export async function undoAdd(channelId: string, stamp: string, caller: Caller, tools: Tools): Promise<Reply> {
  readUndo(stamp, tools.clock());
  await orderMadeAt(stamp, channelId, caller, tools.orders);
  const removed = await tools.orders.remove(serverOf(caller), channelId);
  if (removed === undefined) throw noOrder(channelId);
  return notice(`Undone: <#${channelId}> gets no daily post.`);
}

/** The coming days up to a post; two weeks where the first has none. */
async function daysAhead(
  all: readonly DailyOrder[],
  { channelId }: DailyOrder,
  { facts, memory, now }: Outlook,
  giveWay: () => Promise<void>,
): Promise<readonly Forecast[]> {
  const ahead = (count: number) => forecastByTurns(giveWay, channelId, all, now, count, facts, memory);
  const coming = await ahead(1);
  return coming.some(isPost) ? coming : ahead(DAYS_AHEAD);
}
