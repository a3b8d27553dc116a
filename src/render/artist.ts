import { type Fact, type Neighbour, onceFor, type Tie } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { factLine, factOption } from "./line.ts";
import type { Look } from "./look.ts";
import { type Page, pageOf } from "./page.ts";
import {
  button,
  LIMITS,
  linkButton,
  type Option,
  option,
  PLAIN,
  type Reply,
  reply,
  row,
  select,
  text,
} from "./reply.ts";
import { count, plain, writeList } from "./text.ts";
import { tieLine } from "./tie.ts";

const FACTS_A_PAGE = 6;

/** The most neighbours that are told of with what joins them; the list below has more. */
const MOST_TOLD = 5;

/** An artist as people ask for one. */
export interface ArtistView {
  readonly name: string;
  /** Stands for an artist's name in a button's id. */
  keyOf(name: string): string;
  /** Most joined first. */
  readonly neighbours: readonly Neighbour[];
  /** In order of time, claims after the events. */
  readonly facts: readonly Fact[];
  /** What to hear of this artist. */
  readonly listen: Fact["listen"];
}

/** Which page of the facts, and which of the names to go on to; from 1. */
export interface ArtistPages {
  readonly facts: number;
  readonly names: number;
}

/**
 * Whom an artist crossed with, in which worlds, and the facts by year, six a page; lists to open a fact and to go on to
 * a neighbour.
 */
export function renderArtist(view: ArtistView, pages: ArtistPages, look: Look): Reply {
  const { keyOf, name, neighbours } = view;
  const { genres, others, summary, told } = onAllPages(view);
  const facts = pageOf(view.facts, pages.facts, FACTS_A_PAGE);
  const names = pageOf(others, pages.names, LIMITS.optionsInSelect);
  const address = look.listenTo(view);
  return reply("everyone", genres.length === 0 ? PLAIN : look.colourOf({ genres }), [
    text(`## ${plain(name, 150)}`, `-# ${summary}`),
    neighbours.length === 0
      ? text("In no event or link with anybody else that I know of.")
      : text("### Crossed with", ...told),
    facts.items.length === 0
      ? undefined
      : text(`### Facts${pageWords(facts)}`, ...facts.items.map((it) => `- ${factLine(it, "bare")}`)),
    select(customId("artist", "open"), "Open a fact", facts.items.map(factOption)),
    select(customId("artist", "go"), goWords(names), names.items),
    row(...turnButtons(keyOf(name), facts, names), address === undefined ? undefined : linkButton("Listen", address)),
  ]);
}

/** What all pages of one artist have in common, made once: whoever reads one turns to the next. */
const onAllPages = onceFor((view: ArtistView) => ({
  genres: [...new Set(view.facts.flatMap((it) => it.genres))],
  others: view.neighbours.map((it) => neighbourOption(it, view.keyOf(it.name))),
  summary: summarise(view),
  told: tellApart(view.neighbours.slice(0, MOST_TOLD)).map((it) => `- ${it}`),
}));

/** `12 facts, 1975 to 2020 · 9 others · rock × hip-hop 8, rock × country 2`. */
function summarise({ facts, neighbours }: ArtistView): string {
  const years = facts.flatMap(({ date, kind }) => (kind === "claim" || date === undefined ? [] : date.year));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const when = years.length === 0 ? "" : `, ${first === last ? first : `${first} to ${last}`}`;
  return [
    `${count(facts.length, "fact")}${when}`,
    neighbours.length > 0 && `joined to ${count(neighbours.length, "other")}`,
    writeList(worldsOf(facts)),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The three pairs of worlds that met most often, each with how often. */
function worldsOf(facts: readonly Fact[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { genres, kind } of facts) {
    const [one, other] = genres;
    if (kind === "claim" || one === undefined || other === undefined) continue;
    const pair = one < other ? `${one} × ${other}` : `${other} × ${one}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 3);
  return most.map(([pair, times]) => plain(times === 1 ? pair : `${pair} (${times})`, 80));
}

/** A line for each, with the best story that no line before it tells. */
function tellApart(neighbours: readonly Neighbour[]): readonly string[] {
  const told = new Set<Tie>();
  return neighbours.map(({ name, ties }) => {
    const tie = ties.find((it) => !told.has(it)) ?? ties[0];
    if (tie !== undefined) told.add(tie);
    const times = ties.length > 1 ? ` (${ties.length})` : "";
    return `**${plain(name, 60)}**${times}: ${tie === undefined ? "" : tieLine(tie)}`;
  });
}

function neighbourOption({ name, ties }: Neighbour, key: string): Option {
  const description = `${count(ties.length, "event or link", "events or links")} in common`;
  return option({ label: name, value: key, description });
}

function pageWords({ number, of }: Page<unknown>): string {
  return of > 1 ? ` · page ${number} of ${of}` : "";
}

function goWords({ number, of }: Page<unknown>): string {
  return of > 1 ? `Go on to another artist · ${number} of ${of}` : "Go on to another artist";
}

/** Each leaves the other list where it is. */
function turnButtons(key: string, facts: Page<unknown>, names: Page<unknown>) {
  const to = (factPage: number, namePage: number) =>
    customId("artist", "page", key, String(factPage), String(namePage));
  const more = names.number === names.of ? 1 : names.number + 1;
  return [
    facts.of > 1 ? button("‹ Previous", to(facts.number - 1, names.number), facts.number === 1) : undefined,
    facts.of > 1 ? button("Next ›", to(facts.number + 1, names.number), facts.number === facts.of) : undefined,
    names.of > 1 ? button("More artists", to(facts.number, more)) : undefined,
    button("Timeline", customId("timeline", "page", "1", key, "", "", "")),
  ];
}
