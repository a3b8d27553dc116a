import type { FactIndex } from "../../facts/index.ts";
import type { Choice, Retold } from "../schedule/choice.ts";
import { deliveryId } from "../schedule/delivery.ts";
import { type Forecast, nextWithPost, type Outlook } from "../schedule/forecast.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { careRow } from "./care.ts";
import { describe, factButtons, MORE, postButtonId } from "./fact.ts";
import { factLine } from "./line.ts";
import type { Look } from "./look.ts";
import { type Picture, withPicture } from "./picture.ts";
import { type ActionRow, button, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { plain, timestamp, writeDay } from "./text.ts";
import { wishWords } from "./wish.ts";

/** Events beside its lead that a post names. */
export const OTHERS = 4;

/** What a post carries besides its events. */
export interface PostExtras {
  /** Stands in a button's id, so that the post can be found again in its channel. */
  readonly deliveryId: string;
  readonly roleId: string | undefined;
  /** When it should have gone out, if it comes late. */
  readonly lateFor?: Temporal.Instant | undefined;
  /** Stands above all else. */
  readonly picture?: Picture | undefined;
  /** Whether a button opens the question of the day. Default false. */
  readonly quiz?: boolean | undefined;
  /** Below the lead: what was put right in it. */
  readonly corrected?: string | undefined;
}

/**
 * The daily post: the lead in full, the day's other events by name. Pure: a repeated attempt makes the same message.
 */
export function renderPost(
  choice: Choice,
  { corrected, deliveryId, roleId, lateFor, picture, quiz }: PostExtras,
  look: Look,
): Reply {
  const words = reply("everyone", look.colourOf(choice.lead), [
    heading(choice, lateFor),
    text(...describe(choice.lead), corrected),
    alsoThen(choice),
    row(...factButtons(choice.lead, look), button(MORE, postButtonId(choice.eventDay, deliveryId, choice.lead.id))),
    careRow(choice.lead, quiz),
  ]);
  const post = withPicture(words, picture);
  if (roleId === undefined) return post;
  return { ...post, components: [text(`<@&${roleId}>`), ...post.components], pings: roleId };
}

/** The top of a post. */
export function heading({ day, eventDay }: Retold, lateFor: Temporal.Instant | undefined) {
  return text(`# This ${day.equals(eventDay) ? "day" : "week"} in crossover history`, late(lateFor));
}

/** The other events that a post names; `undefined` where there are none. */
export function alsoThen(choice: Retold) {
  const { day, eventDay, others } = choice;
  const thatDay = day.equals(eventDay) ? "this day" : writeDay(eventDay);
  return others.length === 0 ? undefined : text(`### Also on ${thatDay}`, ...named(choice));
}

function late(lateFor: Temporal.Instant | undefined): string | undefined {
  return lateFor && `-# Late: this was due at ${timestamp(lateFor, "t")}, when I could not post.`;
}

function named({ others }: Retold): string[] {
  const lines = others.slice(0, OTHERS).map((it) => `- ${factLine(it)}`);
  return others.length > OTHERS ? [...lines, `- and ${others.length - OTHERS} more`] : lines;
}

/**
 * What the next post of an order will be, for the moderator alone: the same words, nobody pinged.
 *
 * @param before the days before it that have none
 * @param never what blocks its lead, and the others that it names
 */
export function renderPreview(
  { at, choice, day, order }: Forecast & { readonly choice: Choice },
  before: readonly Forecast[],
  facts: FactIndex,
  look: Look,
  never: readonly ActionRow[] = [],
  picture?: Picture,
): Reply {
  const { quiz } = order;
  const post = renderPost(choice, { deliveryId: deliveryId(order, day), roleId: undefined, picture, quiz }, look);
  const paused = order.paused === undefined ? "" : ", once it is resumed";
  const announced = text(
    ...before.map(forecastLine),
    `Next in <#${order.channelId}>, ${timestamp(at, "F")}${paused}:`,
    `-# ${wishWords(order, facts)}`,
  );
  return { ...post, audience: "asker", components: [announced, ...post.components, ...never] };
}

/**
 * What the next days of an order will bring, a line each, for the moderator alone.
 *
 * @param never the list by which one of them is blocked
 */
export function renderForecast(
  order: DailyOrder,
  days: readonly Forecast[],
  outlook: Outlook,
  never?: ActionRow,
): Reply {
  const silent = days.filter(({ choice }) => choice.lead === undefined);
  const what = silent.length === 0 ? "posts" : "days";
  return reply("asker", PLAIN, [
    text(
      `## The next ${days.length} ${what} in <#${order.channelId}>`,
      `-# ${wishWords(order, outlook.facts)}`,
      order.paused === undefined ? undefined : "It is paused; these come once it is resumed with /daily resume.",
      ...days.map(forecastLine),
      silent.length === days.length ? firstAfter(order, outlook) : undefined,
    ),
    never,
  ]);
}

/** A coming day in a line of a list. */
export function forecastLine({ at, choice }: Forecast): string {
  const when = `- ${timestamp(at, "F")}`;
  if (choice.lead === undefined) return `${when}: no post, for ${plain(choice.reason, 120)}`;
  const week = choice.day.equals(choice.eventDay) ? "" : ` (of ${writeDay(choice.eventDay)})`;
  const more = choice.others.length === 0 ? "" : ` · ${choice.others.length} more that day`;
  return `${when}: ${factLine(choice.lead, "short")}${week}${more}`;
}

/** Where none of the days shown has a post. */
function firstAfter(order: DailyOrder, outlook: Outlook): string {
  const next = nextWithPost(order, outlook);
  if (next === undefined) return "Nor has any day of the coming year; choose another genre with /daily edit.";
  return `The next post is due ${timestamp(next.at, "F")}.`;
}
