import type { Fact, Verdict } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { button, LIMITS, linkButton, type Reply, reply, row, text } from "./reply.ts";
import { plain, writeDate } from "./text.ts";

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  supported: "The record bears this out",
  overstated: "The record shows less",
  wrong: "The record shows otherwise",
  opinion: "A matter of opinion",
  disputed: "The date is disputed",
};

const VERDICT_COLOURS = {
  supported: "supported",
  overstated: "doubtful",
  wrong: "wrong",
  opinion: "plain",
  disputed: "event",
} as const satisfies Record<Verdict, string>;

/**
 * One fact as a message: date, headline, text, the worlds that meet, what the record shows, its sources.
 *
 * @param another the id of a button "Another"; left out without it
 */
export function renderFact(fact: Fact, another?: string): Reply {
  const colour = fact.verdict === undefined ? "event" : VERDICT_COLOURS[fact.verdict];
  return reply("everyone", colour, [
    text(...describe(fact, "##")),
    row(...sourceButtons(fact)),
    row(another === undefined ? undefined : button("Another", another), moreOnThisDay(fact)),
  ]);
}

/** The fact's lines of text: date, headline as a heading of that level, text, verdict and worlds. */
export function describe(fact: Fact, heading: "##" | "###"): string[] {
  return [
    `-# ${placeInTime(fact)}`,
    `${heading} ${plain(fact.headline, 150)}`,
    plain(fact.text, 600),
    ...verdictLines(fact, 600),
    `-# ${worlds(fact)} · ${plain(fact.artists.join(", "), 200)}`,
  ];
}

/** `hip-hop × rock`. */
export function worlds(fact: Fact): string {
  return plain(fact.genres.join(" × "), 120);
}

/** The verdict in words, in bold, and the note behind it; empty for a fact that nobody doubts. */
export function verdictLines({ verdict, note }: Fact, max: number): string[] {
  return verdict === undefined || note === undefined ? [] : [`**${VERDICT_WORDS[verdict]}:** ${plain(note, max)}`];
}

/** A link for each source, at most five. */
export function sourceButtons(fact: Fact) {
  return fact.sources.map(({ title, url }) => linkButton(title, url));
}

/** The event's date, or for a claim where the article makes it. */
export function placeInTime(fact: Fact): string {
  if (fact.section !== undefined) return `The article says, under “${plain(fact.section, 120)}”`;
  return fact.date === undefined ? "A claim" : writeDate(fact.date);
}

function moreOnThisDay({ kind, date }: Fact) {
  if (kind === "claim" || date?.month === undefined || date.day === undefined) return undefined;
  return button("More on this day", customId("today", "more", `${pad(date.month)}-${pad(date.day)}`));
}

/** The id of a button that opens a page of a day's events. */
export function dayButtonId({ month, day }: { readonly month: number; readonly day: number }, page = 1): string {
  return customId("today", "day", `${pad(month)}-${pad(day)}`, String(page));
}

/**
 * The id of a daily post's button: opens the day, and carries the delivery and its lead, so that the post can be found
 * again with what it tells. A lead that does not fit is left out.
 */
export function postButtonId(
  { month, day }: { readonly month: number; readonly day: number },
  deliveryId: string,
  leadId: string,
): string {
  const id = (last: string) => customId("today", "post", `${pad(month)}-${pad(day)}`, last);
  const whole = `${deliveryId}/${leadId}`;
  return id("").length + whole.length > LIMITS.customId ? id(deliveryId) : id(whole);
}

/** The lead that the id of a delivery's button carries; `undefined` for any other id, and one made without a lead. */
export function readPostButton(id: string, deliveryId: string): string | undefined {
  const [, lead] = id.split(`/${deliveryId}/`);
  return id.includes("/today/post/") ? lead : undefined;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
