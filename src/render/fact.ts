import type { Fact, Verdict } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { worlds } from "./line.ts";
import type { Look } from "./look.ts";
import { type PictureView, pictureButton, withPicture } from "./picture.ts";
import { type Button, button, LIMITS, linkButton, type Reply, reply, row, text } from "./reply.ts";
import { plain, writeDate } from "./text.ts";

/** A sign and words, so that a verdict is told neither by a colour nor by a sign alone. */
const VERDICT_WORDS: Readonly<Record<Verdict, { readonly sign: string; readonly words: string }>> = {
  supported: { sign: "✔", words: "The record bears this out" },
  overstated: { sign: "◐", words: "The record shows less" },
  wrong: { sign: "✘", words: "The record shows otherwise" },
  opinion: { sign: "❝", words: "A matter of opinion" },
  disputed: { sign: "±", words: "The date is disputed" },
};

/** Longest title in the list of sources, in characters: with six of them and their addresses it fits a message. */
const SOURCE_TITLE = 100;

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
 * @param picture at its top, or a button that asks for it; left out without
 */
export function renderFact(fact: Fact, look: Look, next?: NextFact, picture?: PictureView): Reply {
  const words = reply("everyone", look.colourOf(fact), [
    text(...describe(fact), next && `-# ${next.nth} of ${next.of}`),
    row(
      next && button("Another", next.id),
      ...factButtons(fact, look),
      moreOnThisDay(fact),
      pictureButton(fact, picture),
    ),
  ]);
  return withPicture(words, picture);
}

/** All sources of a fact with their links, for the asker alone. */
export function renderSources(fact: Fact, look: Look): Reply {
  const number = fact.sources.length === 1 ? "Source" : "Sources";
  return reply("asker", look.colourOf(fact), [
    text(`**${number} of “${plain(fact.headline, 150)}”**`),
    // Apart, so that a thumb hits the one that is meant.
    ...fact.sources.map((it) => text(sourceLine(it))),
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
  if (verdict === undefined || note === undefined) return [];
  const { sign, words } = verdictSign(verdict);
  return [`**${sign} ${words}:** ${plain(note, max)}`];
}

/** A verdict's sign, and what it says in words. */
export function verdictSign(verdict: Verdict): { readonly sign: string; readonly words: string } {
  return VERDICT_WORDS[verdict];
}

/** Where the fact can be heard, if it can, and what it rests on: the one page, or a list of them. */
export function factButtons(fact: Fact, look: Look): readonly (Button | undefined)[] {
  const address = look.listenTo(fact);
  return [address === undefined ? undefined : linkButton("Listen", address), sourcesButton(fact)];
}

function sourcesButton({ id, sources }: Fact): Button {
  const [{ title, url } = { title: "", url: "" }, ...others] = sources;
  const page = others.length === 0 ? linkButton(title, url) : undefined;
  return page ?? button(`Sources (${sources.length})`, customId("fact", "sources", id));
}

function sourceLine({ title, url }: Fact["sources"][number]): string {
  // Discord finds the end of a link by brackets, escaped ones too.
  const name = plain(title.replaceAll("[", "(").replaceAll("]", ")"), SOURCE_TITLE);
  const address = url.replaceAll(/[<>\s\\]/g, encodeURIComponent);
  return address.length > LIMITS.url ? `- ${name}` : `- [${name}](<${address}>)`;
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
