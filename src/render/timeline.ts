import { type Fact, onceFor } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { factLine, factOption } from "./line.ts";
import type { Look } from "./look.ts";
import { pageButtons, pageOf } from "./page.ts";
import { type Option, option, PLAIN, type Reply, reply, row, select, text } from "./reply.ts";
import { count, plain } from "./text.ts";

const PAGE_SIZE = 9;

/** What a timeline is of; nothing given: everything. */
export interface TimelineWish {
  readonly artist?: string | undefined;
  /** Stands for the artist's name in a button's id. */
  readonly key?: string | undefined;
  readonly genre?: string | undefined;
  /** Years, both inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * Events in order of time, nine a page, with a list to open one and a list of decades to jump to.
 *
 * @param events oldest first, not empty
 * @param number the page wanted, from 1; out of range gives the nearest
 */
export function renderTimeline(wish: TimelineWish, events: readonly Fact[], number: number, look: Look): Reply {
  const page = pageOf(events, number, PAGE_SIZE);
  const pages = page.of > 1 ? ` · page ${page.number} of ${page.of}` : "";
  const genres = page.items.flatMap((it) => it.genres);
  const decades = page.of > 1 ? decadesOf(events) : [];
  return reply("everyone", genres.length === 0 ? PLAIN : look.colourOf({ genres }), [
    text(`## ${heading(wish)}`, `-# ${count(events.length, "event")}, oldest first${pages}`),
    text(...page.items.map((fact) => `- ${factLine(fact, wish.artist === undefined ? "whole" : "bare")}`)),
    select(customId("timeline", "open"), "Open one of these", page.items.map(factOption)),
    decades.length > 1 ? select(customId("timeline", "jump", ...argsOf(wish)), "Jump to a decade", decades) : undefined,
    row(...pageButtons(page, (to) => customId("timeline", "page", String(to), ...argsOf(wish)))),
  ]);
}

/** `Aerosmith × rock, 1970 to 1989`. */
function heading({ artist, from, genre, to }: TimelineWish): string {
  const of = [artist, genre].filter((it) => it !== undefined).map((it) => plain(it, 80));
  const when = from === undefined && to === undefined ? "" : `, ${writeSpan(from, to)}`;
  return `Timeline${of.length === 0 ? "" : ` of ${of.join(" · ")}`}${when}`;
}

/** `1970 to 1989`, `1986`, `from 1970`, `until 1989`. */
export function writeSpan(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return `until ${to}`;
  if (to === undefined) return `from ${from}`;
  return from === to ? String(from) : `${from} to ${to}`;
}

/** What a button's id carries of the wish: key, genre, first and last year; empty where one is open. */
function argsOf({ from, genre = "", key = "", to }: TimelineWish): string[] {
  // Names are found without their punctuation.
  return [key, genre.replaceAll("/", " "), String(from ?? ""), String(to ?? "")];
}

/** Each decade with events, and as its value the page on which it begins. */
const decadesOf = onceFor((events: readonly Fact[]): readonly Option[] => {
  const decades = new Map<number, { first: number; events: number }>();
  for (const [at, { date }] of events.entries()) {
    const decade = Math.floor((date?.year ?? 0) / 10) * 10;
    const known = decades.get(decade) ?? { first: at, events: 0 };
    known.events += 1;
    decades.set(decade, known);
  }
  // Two decades may begin on one page: a value stands for one thing only.
  return [...decades].map(([decade, { events: number, first }]) =>
    option({
      label: `${decade}s`,
      value: `${decade}/${Math.floor(first / PAGE_SIZE) + 1}`,
      description: count(number, "event"),
    }),
  );
});

/** The page that a chosen decade stands for. */
export function pageOfDecade(value: string): number {
  return Number(value.split("/")[1]);
}
