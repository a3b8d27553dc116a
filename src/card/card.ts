import type { Fact } from "../../facts/index.ts";
import { verdictSign } from "../render/fact.ts";
import type { Look } from "../render/look.ts";
import { bare, MONTHS, writeList } from "../render/text.ts";

/** Discord's limit on what is said of a picture to those who do not see it, in characters. */
const MAX_ALT = 1024;

/** Longest list of artists, in halves of a Chinese character; the first is named in any case. */
const MAX_ARTISTS = 104;

/** Worlds that are named, and whose colours fade into each other. */
const MAX_WORLDS = 3;

/** What stands on a card: plain data, of which the layout is made. */
export type Card = FactCard | ChainCard;

/** What every card has. */
interface CardHead {
  /** Shapes the wave, so that each card has its own. */
  readonly seed: string;
  /** What stands large: the year of an event, of a claim the sign of its verdict, of a chain how many steps it has. */
  readonly mark: { readonly kind: "year" | "sign" | "count"; readonly text: string };
  /** What stands beside it, a line each: the day, that it is a claim, the verdict; may be empty. */
  readonly beside: readonly string[];
  /** The worlds that meet, in the fact's order or along the chain, at least one. */
  readonly worlds: readonly World[];
}

export interface FactCard extends CardHead {
  readonly headline: string;
  /** `A, B and 2 more`. */
  readonly artists: string;
}

/** A chain between two artists. */
export interface ChainCard extends CardHead {
  /** Who stands in it, two to eight. */
  readonly stops: readonly Stop[];
  /** The years of the steps between each of them and the next; empty where one is not known. */
  readonly years: readonly string[];
  /** All of its steps in words. */
  readonly alt: string;
}

/** An artist on a chain; in place of some in the middle, how many they are. */
export interface Stop {
  readonly name: string;
  /** `undefined` for those who are left out. */
  readonly world: World | undefined;
}

export interface World {
  readonly name: string;
  /** `#rrggbb`. */
  readonly colour: string;
}

/** What a fact's card says. Pure. */
export function cardOf(fact: Fact, look: Pick<Look, "colourOf">): FactCard {
  return {
    seed: fact.id,
    ...placeInTime(fact),
    headline: bare(fact.headline),
    artists: namesWithin(fact.artists.map(bare), MAX_ARTISTS),
    worlds: worldsWithin(fact.genres.map((it) => worldOf(it, look))),
  };
}

export function worldOf(genre: string, look: Pick<Look, "colourOf">): World {
  return { name: bare(genre), colour: toHex(look.colourOf({ genres: [genre] })) };
}

/** Those that a card names, and how many more there are. */
export function worldsWithin(all: readonly World[]): readonly World[] {
  if (all.length <= MAX_WORLDS + 1) return all;
  const shown = all.slice(0, MAX_WORLDS);
  return [...shown, { name: `${all.length - MAX_WORLDS} more`, colour: shown.at(-1)?.colour ?? "#ffffff" }];
}

/** All that the card says, for those who hear it instead. Pure; at most 1024 characters. */
export function altOf(card: Card): string {
  if ("stops" in card) return card.alt.slice(0, MAX_ALT).toWellFormed();
  const { artists, beside, headline, mark, worlds } = card;
  const when = mark.kind === "year" ? [mark.text, ...beside] : beside;
  const names = worlds.map((it) => it.name).join(" × ");
  return [...when, headline, artists, names, "Crossfade"].map(asSentence).join(" ").slice(0, MAX_ALT);
}

function asSentence(words: string): string {
  return /[.!?…]["”’)]*$/u.test(words) ? words : `${words}.`;
}

function placeInTime({ date, kind, verdict }: Fact): Pick<FactCard, "mark" | "beside"> {
  const judged = verdict === undefined ? undefined : verdictSign(verdict);
  if (kind !== "claim" && date !== undefined) {
    const day = [date.day, date.month && MONTHS[date.month - 1]].filter((it) => it !== undefined).join(" ");
    const beside = [day, judged === undefined ? "" : `${judged.sign} ${judged.words}`];
    return { mark: { kind: "year", text: String(date.year) }, beside: beside.filter((it) => it !== "") };
  }
  const claim = date === undefined ? "A claim" : `A claim, ${date.year}`;
  return {
    mark: { kind: "sign", text: judged?.sign ?? "?" },
    beside: judged === undefined ? [claim] : [claim, judged.words],
  };
}

function namesWithin(names: readonly string[], max: number): string {
  const written = (shown: number) =>
    shown === names.length ? writeList(names) : `${names.slice(0, shown).join(", ")} and ${names.length - shown} more`;
  let shown = names.length;
  while (shown > 1 && widthOf(written(shown)) > max) shown -= 1;
  return written(shown);
}

/** Chinese, Japanese and Korean characters are twice as wide as others. */
export function widthOf(text: string): number {
  return (
    text.length + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? []).length
  );
}

function toHex(colour: number): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}
