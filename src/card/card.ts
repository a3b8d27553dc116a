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

/** What stands on a fact's card: plain data, of which the layout is made. */
export interface Card {
  /** Shapes the wave, so that each fact has its own. */
  readonly seed: string;
  /** What stands large: the year of an event, of a claim the sign of its verdict. */
  readonly mark: { readonly kind: "year" | "sign"; readonly text: string };
  /** What stands beside it, a line each: the day, that it is a claim, the verdict; may be empty. */
  readonly beside: readonly string[];
  readonly headline: string;
  /** `A, B and 2 more`. */
  readonly artists: string;
  /** The worlds that meet, in the fact's order, at least one. */
  readonly worlds: readonly World[];
}

export interface World {
  readonly name: string;
  /** `#rrggbb`. */
  readonly colour: string;
}

/** What a fact's card says. Pure. */
export function cardOf(fact: Fact, look: Pick<Look, "colourOf">): Card {
  const names = fact.genres.length > MAX_WORLDS + 1 ? fact.genres.slice(0, MAX_WORLDS) : fact.genres;
  const worlds = names.map((it) => ({ name: bare(it), colour: toHex(look.colourOf({ genres: [it] })) }));
  const others = fact.genres.length - worlds.length;
  const more = others === 0 ? [] : [{ name: `${others} more`, colour: worlds.at(-1)?.colour ?? "#ffffff" }];
  return {
    seed: fact.id,
    ...placeInTime(fact),
    headline: bare(fact.headline),
    artists: namesWithin(fact.artists.map(bare), MAX_ARTISTS),
    worlds: [...worlds, ...more],
  };
}

/** All that the card says, for those who hear it instead. Pure; at most 1024 characters. */
export function altOf({ artists, beside, headline, mark, worlds }: Card): string {
  const when = mark.kind === "year" ? [mark.text, ...beside] : beside;
  const names = worlds.map((it) => it.name).join(" × ");
  return [...when, headline, artists, names, "Crossfade"].map(asSentence).join(" ").slice(0, MAX_ALT);
}

function asSentence(words: string): string {
  return /[.!?…]["”’)]*$/u.test(words) ? words : `${words}.`;
}

function placeInTime({ date, kind, verdict }: Fact): Pick<Card, "mark" | "beside"> {
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
function widthOf(text: string): number {
  return (
    text.length + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? []).length
  );
}

function toHex(colour: number): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}
