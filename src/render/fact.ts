import type { APIComponentInContainer } from "discord-api-types/v10";
import { type Fact, isOwn, onceFor, type Verdict } from "../../facts/index.ts";
import { careRow } from "./care.ts";
import { customId } from "./custom-id.ts";
import { OWN, worlds } from "./line.ts";
import type { Look } from "./look.ts";
import { type Pictures, type PictureView, pictureButton, viewOf, withPicture } from "./picture.ts";
import { type Button, button, LIMITS, linkButton, type Reply, reply, row, section, text } from "./reply.ts";
import { alone, shareButton } from "./share.ts";
import { plain, writeDate } from "./text.ts";

/** A sign and words, so that a verdict is told neither by a colour nor by a sign alone. */
const VERDICT_WORDS: Readonly<Record<Verdict, { readonly sign: string; readonly words: string }>> = {
  supported: { sign: "✔", words: "The record bears this out" },
  overstated: { sign: "◐", words: "The record shows less" },
  wrong: { sign: "✘", words: "The record shows otherwise" },
  opinion: { sign: "❝", words: "A matter of opinion" },
  disputed: { sign: "±", words: "The date is disputed" },
};

/** Opens all events of the day; so short that a post's buttons stand in one row on a phone. */
export const MORE = "This day";

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
 * @param share the button that posts it for all, where one person reads it alone
 */
export function renderFact(fact: Fact, look: Look, next?: NextFact, picture?: PictureView, share?: Button): Reply {
  const [when = "", ...lines] = describe(fact);
  const more = moreOnThisDay(fact);
  const told = next === undefined ? lines : [...lines, `-# ${next.nth} of ${next.of}`];
  const words = reply("everyone", look.colourOf(fact), [
    more === undefined ? text(when) : section(more, when),
    ...besideLast(told, pictureButton(fact, picture)),
    row(next && button("Another", next.id), ...factButtons(fact, look), share),
    careRow(fact),
  ]);
  return withPicture(words, picture);
}

/** Lines of text, the last one beside a button if there is one: the row below is full on a phone. */
export function besideLast(lines: readonly string[], beside: Button | undefined): readonly APIComponentInContainer[] {
  if (beside === undefined) return [text(...lines)];
  return [text(...lines.slice(0, -1)), section(beside, lines.at(-1))];
}

/** A fact for one person alone, who can share it. */
export async function renderOwnFact(fact: Fact, look: Look, pictures: Pictures): Promise<Reply> {
  return alone(renderFact(fact, look, undefined, await viewOf(fact, pictures), shareButton(shareFactId(fact))));
}

/** The id of the button that shares a fact. */
export function shareFactId({ id }: Fact): string {
  return customId("fact", "share", id);
}

/** The id of the button that shares its sources. */
export function shareSourcesId({ id }: Fact): string {
  return customId("fact", "share-sources", id);
}

/** All sources of a fact with their links, for the asker alone. @param share the button that posts them for all */
export function renderSources(fact: Fact, look: Look, share?: Button): Reply {
  const number = fact.sources.length === 1 ? "Source" : "Sources";
  return reply("asker", look.colourOf(fact), [
    text(`**${number} of “${plain(fact.headline, 150)}”**`),
    // Apart, so that a thumb hits the one that is meant.
    ...fact.sources.map((it) => text(sourceLine(it))),
    row(share),
  ]);
}

/** The fact's lines of text: date or article, headline as a heading, text, verdict, worlds and artists. */
export const describe = onceFor((fact: Fact): readonly string[] => [
  `-# ${fact.kind === "claim" ? claimedIn(fact) : placeInTime(fact)}${isOwn(fact) ? ` · ${OWN}` : ""}`,
  `## ${plain(fact.headline, 150)}`,
  plain(fact.text, 600),
  ...verdictLines(fact, 600),
  `-# ${worlds(fact)} · ${plain(fact.artists.join(", "), 200)}`,
]);

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
  const [{ url } = { url: "" }, ...others] = sources;
  const page = others.length === 0 ? linkButton("Source", url) : undefined;
  return page ?? button(`Sources (${sources.length})`, customId("fact", "sources", id));
}

/** A source with its link, as an entry of a list. */
export function sourceLine({ title, url }: Fact["sources"][number]): string {
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
  return button(MORE, customId("today", "more", monthDay(date.month, date.day)));
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
