import { UserError } from "../errors.ts";
import { suggestZone } from "./locale-zone.ts";
import { readTime } from "./time.ts";
import { readZone } from "./zone.ts";

const USUAL_TIME = Temporal.PlainTime.from("09:00");

/** When a channel's daily post comes. */
interface When {
  readonly time: Temporal.PlainTime;
  readonly timeZone: string;
}

/** The same as it was written, as far as it was. */
export interface WrittenWhen {
  readonly time: string | undefined;
  readonly timezone: string | undefined;
  /** Whether zones appear as one writes, to choose from. Default true. */
  readonly listed?: boolean | undefined;
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
  said: WrittenWhen,
  last: (When & { readonly channelId: string }) | undefined,
  locale: string | undefined,
): When & { readonly chosen: string | undefined } {
  const time = said.time === undefined ? undefined : readTime(said.time);
  const timeZone = said.timezone === undefined ? undefined : readZone(said.timezone, said.listed);
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

/** The most words that a time of day is written in: `9 a. m.`. */
const WORDS_OF_TIME = 3;

/**
 * A time of day and a place in one line, parted: `9am London`, `Berlin, 18:30`, `noon in New York`. What stands for the
 * place is not looked at; it may be missing.
 *
 * @throws {UserError} when there is no time of day at either end
 */
export function partWhen(written: string): WrittenWhen {
  const words = written.split(/[\s,;()]+/).filter(Boolean);
  for (let length = Math.min(WORDS_OF_TIME, words.length); length > 0; length--) {
    const ends = [
      [words.slice(0, length), words.slice(length)],
      [words.slice(-length), words.slice(0, -length)],
    ] as const;
    const found = ends.find(([time]) => isTime(time.join(" ")));
    if (found === undefined) continue;
    const [time, place] = found.map((it) => it.join(" ")) as [string, string];
    return { time, timezone: place.replace(/^(?:in|at) (?=.)/i, "") || undefined, listed: false };
  }
  const wrong = words.find((it) => /^\d/.test(it));
  const what = wrong === undefined ? `“${written}” has no time of day in it` : `“${wrong}” is not a time of day`;
  throw new UserError(`${what}; write it as 9am London or 18:30 Europe/Paris.`);
}

function isTime(written: string): boolean {
  try {
    readTime(written);
    return true;
  } catch {
    return false;
  }
}

function changeable(chosen: string, left: readonly string[]): string {
  return `${chosen}; “Change” sets ${left.length > 1 ? "others" : "another"}.`;
}

function capital(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
