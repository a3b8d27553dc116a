import { type Approach, type Connection, type Hop, MOST_WAYS } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import type { Look } from "./look.ts";
import { type PictureView, withPicture } from "./picture.ts";
import { button, LIMITS, PLAIN, type Reply, reply, row, select, text } from "./reply.ts";
import { bare, count, plain, writeList } from "./text.ts";
import { factsIn, tieLine, tieOption } from "./tie.ts";

/** The most steps that are written out; longer chains have the rest in the list below. */
const MOST_LINES = 10;

/** Longest heading that names everyone of a chain, in characters. */
const HEADING = 140;

/** The two ends of a chain, by name and by the key that a button's id has room for. */
export interface Ends {
  readonly from: string;
  readonly to: string;
  readonly keys: readonly [string, string];
}

/**
 * A chain between two artists: each step with what it rests on, a list that opens each with its sources, and a button for
 * another way where there is one.
 *
 * @param picture at its top, or a button that asks for it; left out without
 */
export function renderConnection(
  ends: Ends,
  { hops, nth, ways }: Connection,
  look: Look,
  picture?: PictureView,
): Reply {
  const left = hops.length - MOST_LINES;
  const words = reply("everyone", look.colourOf({ genres: worldsAlong(hops) }), [
    text(`## ${heading(ends, hops)}`, `-# ${count(hops.length, "step")}${waysWords(nth, ways)}`),
    text(
      ...hops.slice(0, MOST_LINES).map((hop) => `- ${hopLine(hop)}`),
      left > 0 ? `-# and ${count(left, "more step")}, in the list below` : undefined,
    ),
    select(
      customId("connect", "step", ...ends.keys, String(nth)),
      "Open a step and its sources",
      hops.flatMap(({ ties: [tie] }, at) => (tie === undefined ? [] : tieOption(tie, String(at)))),
    ),
    row(
      ways > 1 ? button("Another way", customId("connect", "way", ...ends.keys, String(nth + 1))) : undefined,
      picture === "on request"
        ? button("Picture", customId("connect", "picture", ...ends.keys, String(nth)))
        : undefined,
      ...artistButtons(ends),
    ),
  ]);
  return withPicture(words, picture);
}

/** The genres of the facts that a chain's steps rest on; empty where all are links. */
export function worldsAlong(hops: readonly Hop[]): readonly string[] {
  return hops.flatMap(({ ties: [tie] }) => factsIn(tie === undefined ? [] : [tie])).flatMap((it) => it.genres);
}

/** That nothing joins two artists, how near the one comes to the other, and what is missing; for the asker alone. */
export function renderApart(
  ends: Ends,
  near: (Approach & { readonly key: string }) | undefined,
  reach: { readonly from: number; readonly to: number },
): Reply {
  const [from, to] = [plain(ends.from, 80), plain(ends.to, 80)];
  return reply("asker", PLAIN, [
    text(
      `Nothing that I know joins ${from} and ${to} yet.`,
      near &&
        `The nearest that ${from} comes is ${plain(near.name, 80)}, ${count(near.steps, "step")} away, who ${shares(near, to)}.`,
      `${missing(from, reach.from)} ${missing(to, reach.to)} One event or link between the two is missing.`,
    ),
    row(
      near && button("To the nearest", customId("connect", "way", ends.keys[0], near.key, "1")),
      ...artistButtons(ends),
    ),
  ]);
}

/** A button to the page of each end. */
function artistButtons({ from, keys, to }: Ends) {
  return [from, to].map((name, at) => button(labelOf(name), customId("artist", "page", keys[at] ?? "", "1", "1")));
}

/** As a button takes it; Discord refuses a label that shows nothing. */
export function labelOf(name: string): string {
  const shown = bare(name);
  if (shown.length > LIMITS.buttonLabel) return `${shown.slice(0, LIMITS.buttonLabel - 1).toWellFormed()}…`;
  return shown || "Artist";
}

function heading({ from, to }: Ends, hops: readonly Hop[]): string {
  const all = [from, ...hops.map((it) => it.to)].map((it) => plain(it, 60)).join(" → ");
  return all.length <= HEADING ? all : `${plain(from, 60)} → … → ${plain(to, 60)}`;
}

function waysWords(nth: number, ways: number): string {
  if (ways === 1) return "";
  return ways > MOST_WAYS ? ` · way ${nth} of the ${MOST_WAYS} best` : ` · way ${nth} of ${ways}`;
}

/** One step on one line: who, and the best story between them. */
export function hopLine({ from, ties, to }: Hop): string {
  const [tie] = ties;
  const more = ties.length > 1 ? ` · and ${ties.length - 1} more` : "";
  return `${plain(from, 50)} → ${plain(to, 50)}: ${tie === undefined ? "" : tieLine(tie)}${more}`;
}

function shares({ genres }: Approach, to: string): string {
  return `met ${writeList(genres.slice(0, 3).map((it) => plain(it, 40)))}, as ${to} did`;
}

function missing(name: string, reach: number): string {
  return reach === 0 ? `${name} is joined to nobody.` : `${name} is joined to ${count(reach, "other")}.`;
}
