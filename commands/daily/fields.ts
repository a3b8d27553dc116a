import type { Fact } from "../../facts/index.ts";
import type { OptionSpec } from "../../src/bot/command.ts";
import type { ChosenChannel, ChosenRole } from "../../src/bot/form.ts";
import type { Caller, OrderBook, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { completeGenre } from "../../src/input/name.ts";
import { readStamp } from "../../src/input/undo.ts";
import type { WrittenWhen } from "../../src/input/when.ts";
import { completeZone } from "../../src/input/zone-completion.ts";
import { capital, obstaclesOf, pictureFlaw, pingFlaw } from "../../src/render/obstacles.ts";
import type { Outlook } from "../../src/schedule/forecast.ts";
import type { DailyOrder, Otherwise } from "../../src/schedule/order.ts";
import { canHaveThreads, canPublish, type InspectedPlace, isPostable, POSTABLE } from "../../src/schedule/place.ts";

const anyChannel = {
  type: "channel",
  channelTypes: POSTABLE,
} as const satisfies Partial<OptionSpec>;

/** For subcommands that can do without a channel. */
export const optionalChannelField = { ...anyChannel, description: "Only this channel" } as const;

export const channelField = {
  ...anyChannel,
  description: "The channel, thread or forum of the daily post",
  required: true,
} as const;

export const timeField = { type: "string", description: "Time of day, e.g. 09:00 or 9am", maxLength: 20 } as const;

export const zoneField = {
  type: "string",
  description: "Time zone, e.g. Europe/Paris",
  maxLength: 60,
  complete: (typed, { clock }) => completeZone(typed, clock()),
} as const satisfies OptionSpec;

export const genreField = {
  type: "string",
  description: "Events of this genre first; “any” for all",
  maxLength: 60,
  complete: (typed, { facts }) => completeGenre(typed, facts),
} as const satisfies OptionSpec;

export const otherwiseField = {
  type: "choice",
  description: "What a day without an event of the genre gets: any other (default), or none",
  choices: [
    { name: "any: the day's best of any genre", value: "any" },
    { name: "none: no post that day", value: "none" },
  ],
} as const satisfies OptionSpec;

export const roleField = {
  type: "role",
  description: "A role to ping with each post; @everyone for none",
} as const satisfies OptionSpec;

export const publishField = {
  type: "boolean",
  description: "Publish each post to the channels that follow (announcement channels)",
} as const satisfies OptionSpec;

export const threadField = {
  type: "boolean",
  description: "Start a thread for talk under each post",
} as const satisfies OptionSpec;

export const pictureField = {
  type: "boolean",
  description: "A picture at the top of each post (default: yes)",
} as const satisfies OptionSpec;

export const quizField = {
  type: "boolean",
  description: "A button under each post that opens the question of the day",
} as const satisfies OptionSpec;

/** What a moderator asks of a daily post, as it was typed or chosen; what is left out is as usual, or stays. */
export interface Asked extends Partial<WrittenWhen> {
  readonly genre?: string | undefined;
  readonly otherwise?: Otherwise | undefined;
  readonly role?: ChosenRole | "none" | undefined;
  readonly publish?: boolean | undefined;
  readonly thread?: boolean | undefined;
  readonly picture?: boolean | undefined;
  readonly quiz?: boolean | undefined;
}

/** How an option is switched off, in words that go on a sentence. */
export type SwitchOff = (option: "publish" | "thread") => string;

const UNTICK: SwitchOff = () => "untick it";

/** The same for what was asked: in a form there are boxes. */
export function offIn({ listed }: Asked): SwitchOff | undefined {
  return listed === false ? UNTICK : undefined;
}

/**
 * Refuses a channel that cannot be posted in as wanted.
 *
 * @param off how to do without what the channel cannot have
 * @throws {UserError} naming what is wrong and how to fix it
 */
export function checkChannel(
  channel: ChosenChannel,
  { publish = false, thread = false } = {},
  off: SwitchOff = (option) => `choose ${option}:False`,
): void {
  const { id, type } = channel;
  if (!isPostable(type)) {
    throw new UserError(
      `I can post in text and announcement channels, threads and forums only; choose one instead of <#${id}>.`,
    );
  }
  if (publish && !canPublish(type))
    throw new UserError(`Only an announcement channel can publish; ${off("publish")} for <#${id}>.`);
  if (thread && !canHaveThreads(type))
    throw new UserError(`There are no threads under posts in <#${id}>; ${off("thread")}.`);
  const [obstacle] = obstaclesOf({ channelType: type, thread }, channel, ` in <#${id}>`);
  if (obstacle !== undefined) throw new UserError(capital(obstacle));
}

/** The role that may be pinged; `undefined` for none, and for @everyone, whose id is the server's. */
export function readRole(role: Asked["role"], { guildId }: Caller): string | undefined {
  return role === undefined || role === "none" || role.id === guildId ? undefined : role.id;
}

/** What @everyone does, or a word on a role that a ping would not reach; `undefined` where it will. */
export function roleNote(role: Asked["role"], { permissions }: ChosenChannel, caller: Caller): string | undefined {
  if (role === undefined || role === "none") return undefined;
  if (readRole(role, caller) === undefined) return "@everyone stands for no role: these posts notify nobody.";
  return pingFlaw(role.id, role.mentionable, permissions);
}

/** A word on a channel in which posts go out without their picture; `undefined` where they have it, or shall not. */
export function pictureNote(
  picture: boolean,
  { permissions }: ChosenChannel,
  { pictures }: Pick<Tools, "pictures">,
): string | undefined {
  return pictureFlaw({ picture }, permissions, pictures.way !== "carried");
}

/** The server that a moderators' command came from; dispatch lets it through from nowhere else. */
export function serverOf({ guildId }: Caller): string {
  if (guildId === undefined) throw new Error("a moderators' command came from outside a server");
  return guildId;
}

/**
 * The fact that was chosen from the completions, or named by its whole headline or id.
 *
 * @throws {UserError} when there is none
 */
export async function readFact(written: string, caller: Caller, { facts, giveWay }: Tools): Promise<Fact> {
  const chosen = facts.get(written);
  if (chosen !== undefined) return chosen;
  await facts.readyToSearch(() => giveWay(caller));
  const [found] = facts.search(written, 1);
  if (found?.headline === written) return found;
  throw new UserError(`I know no fact “${written}”; choose one from the list that appears as you type.`);
}

/** What the server's next posts follow from, as it is now. */
export async function outlookOf(caller: Caller, { clock, facts, record }: Tools): Promise<Outlook> {
  return { now: clock(), facts, memory: await record.memory(serverOf(caller)) };
}

/** The order of a channel. @throws {UserError} when it has none */
export async function orderOf(channelId: string, caller: Caller, orders: Pick<OrderBook, "list">): Promise<DailyOrder> {
  const order = (await orders.list(serverOf(caller))).find((it) => it.channelId === channelId);
  if (order === undefined) throw noOrder(channelId);
  return order;
}

/**
 * A channel as it is now, where Discord sent nothing of it: it is asked.
 *
 * @throws {UserError} when that cannot be learnt
 */
export async function placeNow(channelId: string, caller: Caller, { inspector }: Tools): Promise<InspectedPlace> {
  const place = (await inspector.inspect(serverOf(caller), [channelId])).get(channelId);
  if (place === undefined) throw noOrder(channelId);
  if (typeof place === "string") throw new UserError(capital(place));
  return place;
}

/**
 * The order of a channel that a button stands for.
 *
 * @param stamp when it was made
 * @throws {UserError} when the channel has none, or another by now
 */
export async function orderMadeAt(
  stamp: string,
  channelId: string,
  caller: Caller,
  orders: Pick<OrderBook, "list">,
): Promise<DailyOrder> {
  const order = await orderOf(channelId, caller, orders);
  if (order.createdAt.epochMilliseconds === readStamp(stamp)?.epochMilliseconds) return order;
  throw new UserError(`<#${channelId}> has another daily post by now; /daily list shows it.`);
}

/** The sentence for a channel that has no order. */
export function noOrder(channelId: string): UserError {
  return new UserError(`<#${channelId}> has no daily post; /daily add makes one, /daily list shows those there are.`);
}
