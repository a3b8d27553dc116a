import type { Fact } from "../../facts/index.ts";
import type { Choice } from "../schedule/choice.ts";
import { deliveryId } from "../schedule/delivery.ts";
import type { Forecast } from "../schedule/forecast.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { describe, postButtonId, sourceButtons } from "./fact.ts";
import { button, type Reply, reply, row, text } from "./reply.ts";
import { plain, timestamp, writeDay } from "./text.ts";

const OTHERS = 4;

/** What a post carries besides its events. */
export interface PostExtras {
  /** Stands in a button's id, so that the post can be found again in its channel. */
  readonly deliveryId: string;
  readonly roleId: string | undefined;
  /** When it should have gone out, if it comes late. */
  readonly lateFor?: Temporal.Instant | undefined;
}

/**
 * The daily post: the lead in full, the day's other events by name. Pure: a repeated attempt makes the same message.
 */
export function renderPost(choice: Choice, { deliveryId, roleId, lateFor }: PostExtras): Reply {
  const post = reply("everyone", "event", [
    text(`# This day in crossover history`, ...reasons(choice), late(lateFor)),
    text(...describe(choice.lead, "##")),
    row(...sourceButtons(choice.lead)),
    choice.others.length === 0 ? undefined : text("### Also on this day", ...named(choice.others)),
    row(button("More on this day", postButtonId(choice.eventDay, deliveryId, choice.lead.id))),
  ]);
  if (roleId === undefined) return post;
  return { ...post, components: [text(`<@&${roleId}>`), ...post.components], pings: roleId };
}

/** Why the events are of another day, or of another genre than was wanted. */
function reasons({ day, eventDay, missedGenre }: Choice): string[] {
  const genre =
    missedGenre === undefined
      ? []
      : [`-# Nothing new on ${plain(missedGenre, 60)} falls within a week of today; this is the nearest of any kind.`];
  const elsewhere = day.equals(eventDay)
    ? []
    : [`-# Nothing new that fits is recorded for ${writeDay(day)}; this happened on ${writeDay(eventDay)}.`];
  return [...genre, ...elsewhere];
}

function late(lateFor: Temporal.Instant | undefined): string | undefined {
  return lateFor && `-# Late: this was due at ${timestamp(lateFor, "t")}, when I could not post.`;
}

function named(others: readonly Fact[]): string[] {
  const lines = others.slice(0, OTHERS).map(({ date, headline }) => `- **${date?.year}** ${plain(headline, 150)}`);
  return others.length > OTHERS ? [...lines, `- and ${others.length - OTHERS} more`] : lines;
}

/** What the next post of an order will be, for the moderator alone: the same words, nobody pinged. */
export function renderPreview({ at, choice, order }: Forecast): Reply {
  const post = renderPost(choice, { deliveryId: deliveryId(order, choice.day), roleId: undefined });
  const paused = order.paused === undefined ? "" : ", once it is resumed";
  const announced = text(`Next in <#${order.channelId}>, ${timestamp(at, "F")}${paused}:`);
  return { ...post, audience: "asker", components: [announced, ...post.components] };
}

/** What the next posts of an order will be, a line each, for the moderator alone. */
export function renderForecast({ channelId, paused }: DailyOrder, posts: readonly Forecast[]): Reply {
  const lines = posts.map(({ at, choice }) => {
    const more = choice.others.length === 0 ? "" : ` · ${choice.others.length} more that day`;
    return `- ${timestamp(at, "F")}: **${choice.lead.date?.year}** ${plain(choice.lead.headline, 130)}${more}`;
  });
  const held = paused === undefined ? undefined : "It is paused; these come once /daily resume goes on with it.";
  return reply("asker", "event", [text(`## The next ${posts.length} posts in <#${channelId}>`, held, ...lines)]);
}
