import { nextWithPost, type Outlook } from "../schedule/forecast.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { skippedWords } from "./orders.ts";
import { plain, timestamp, writeTime } from "./text.ts";
import { wishWords } from "./wish.ts";

/** What a change made of an order, a line for each thing that differs: `Time: 09:00 → **10:00**`. Pure. */
export function changesOf(before: DailyOrder, after: DailyOrder, outlook: Outlook): readonly string[] {
  const now = traitsOf(after, outlook);
  return Object.entries(traitsOf(before, outlook)).flatMap(([name, was]) => {
    const is = now[name] ?? "";
    return is === was ? [] : [`${name}: ${was} → **${is}**`];
  });
}

/** All that a moderator may change, in words, by its name. */
function traitsOf(order: DailyOrder, outlook: Outlook): Readonly<Record<string, string>> {
  const { paused, picture, publish, quiz, roleId, thread, time, timeZone } = order;
  const next = paused === undefined ? nextWithPost(order, outlook) : undefined;
  return {
    Time: writeTime(time),
    Zone: plain(timeZone),
    Events: wishWords(order, outlook.facts).replace(/^Events: /, ""),
    Pings: roleId === undefined ? "nobody" : `<@&${roleId}>`,
    Published: publish ? "yes" : "no",
    "A thread under each": thread ? "yes" : "no",
    "With a picture": picture ? "yes" : "no",
    "With the day's question": quiz ? "yes" : "no",
    State: paused === undefined ? "running" : "paused",
    "Days skipped": skippedWords(order, outlook.now) ?? "none",
    "Next post": next === undefined ? "none" : timestamp(next.at, "F"),
  };
}
