import type { Fact, Verdict } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { worlds } from "./line.ts";
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

/** Where a fact stands among those that were asked for. */
export interface NextFact {
  /** The button's id. */
  readonly id: string;
  readonly nth: number;
  readonly of: number;
}

/**
 * One fact as a message: date, headline, text, the worlds that meet, what the record shows, its sources.
 *
 * @param next the id of a button that shows another one in its place, and which of how many this is; left out without
 */
export function renderFact(fact: Fact, next?: NextFact): Reply {
  const colour = fact.verdict === undefined ? "event" : VERDICT_COLOURS[fact.verdict];
  return reply("everyone", colour, [
    text(...describe(fact), next && `-# ${next.nth} of ${next.of}`),
    row(...sourceButtons(fact)),
    row(next && button("Another", next.id), moreOnThisDay(fact)),
  ]);
}

/** The fact's lines of text: date or article, headline as a heading, text, verdict, worlds and artists. */
export function describe(fact: Fact): string[] {
  return [
    `-# ${fact.kind === "claim" ? claimedIn(fact) : placeInTime(fact)}`,
    `## ${plain(fact.headline, 150)}`,
    plain(fact.text, 600),
    ...verdictLines(fact, 600),
    `-# ${worlds(fact)} · ${plain(fact.artists.join(", "), 200)}`,
  ];
}

/** The verdict in words, in bold, and the note behind it; empty for a fact that nobody doubts. */
export function verdictLines({ verdict, note }: Fact, max: number): string[] {
  return verdict === undefined || note === undefined ? [] : [`**${VERDICT_WORDS[verdict]}:** ${plain(note, max)}`];
}

/** A link for each source, at most five. */
export function sourceButtons(fact: Fact) {
  return fact.sources.map(({ title, url }) => linkButton(title, url));
}

/** The event's date; of a claim that it is one. */
export function placeInTime({ date, kind }: Fact): string {
  return kind === "claim" || date === undefined ? "A claim" : writeDate(date);
}

/** Who claims it, so that the claim stands by itself: article, author, song, and the heading that it stands under. */
function claimedIn({ article, section }: Fact): string {
  const song = article?.song === undefined ? "" : ` on “${plain(article.song, 120)}”`;
  const from = article && ` from “${plain(article.title, 160)}”, an article by ${plain(article.author, 100)}${song}`;
  const under = section === undefined ? "" : `, under “${plain(section, 120)}”`;
  return `A claim${from ?? ""}${under}`;
}

function moreOnThisDay({ kind, date }: Fact) {
  if (kind === "claim" || date?.month === undefined || date.day === undefined) return undefined;
  return button("More on this day", customId("today", "more", monthDay(date.month, date.day)));
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
  const id = (last: string) => customId("today", "post", monthDay(month, day), last);
  const whole = `${deliveryId}/${leadId}`;
  return id("").length + whole.length > LIMITS.customId ? id(deliveryId) : id(whole);
}

/** The lead that the id of a delivery's button carries; `undefined` for any other id, and one made without a lead. */
export function readPostButton(id: string, deliveryId: string): string | undefined {
  const [, lead] = id.split(`/${deliveryId}/`);
  return id.includes("/today/post/") ? lead : undefined;
}

/** `09-27`: a day as the ids of buttons carry it. */
export function monthDay(month: number, day: number): string {
  return [month, day].map((number) => String(number).padStart(2, "0")).join("-");
}
