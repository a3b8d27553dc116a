import { suggestZone } from "./locale-zone.ts";
import { readTime } from "./time.ts";
import { readZone } from "./zone.ts";

const USUAL_TIME = Temporal.PlainTime.from("09:00");

/** When a channel's daily post comes. */
interface When {
  readonly time: Temporal.PlainTime;
  readonly timeZone: string;
}

/**
 * When a new daily post comes. What was not said is that of the last one made, else 09:00 and the zone that the server's
 * language suggests. Pure.
 *
 * @param last the one made last in the server
 * @returns with it, where something was not said, a sentence on where that is from
 * @throws {UserError} when what was said is no time, or no zone
 */
export function readWhen(
  said: { readonly time: string | undefined; readonly timezone: string | undefined },
  last: (When & { readonly channelId: string }) | undefined,
  locale: string | undefined,
): When & { readonly chosen: string | undefined } {
  const time = said.time === undefined ? undefined : readTime(said.time);
  const timeZone = said.timezone === undefined ? undefined : readZone(said.timezone);
  const left = [...(time === undefined ? ["time"] : []), ...(timeZone === undefined ? ["zone"] : [])];
  if (last !== undefined) {
    const chosen = `The ${left.join(" and ")} ${left.length > 1 ? "are those" : "is that"} of <#${last.channelId}>`;
    return {
      time: time ?? last.time,
      timeZone: timeZone ?? last.timeZone,
      chosen: left.length === 0 ? undefined : changeable(chosen, left),
    };
  }
  const { why, zone } = suggestZone(locale);
  const parts = [
    ...(time === undefined ? ["09:00 is the usual time"] : []),
    ...(timeZone === undefined ? [`the zone is ${why}`] : []),
  ];
  return {
    time: time ?? USUAL_TIME,
    timeZone: timeZone ?? zone,
    chosen: parts.length === 0 ? undefined : changeable(capital(parts.join(", and ")), left),
  };
}

function changeable(chosen: string, left: readonly string[]): string {
  return `${chosen}; “Change” sets ${left.length > 1 ? "others" : "another"}.`;
}

function capital(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
