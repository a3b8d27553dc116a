import { plainText } from "../../../facts/index.ts";
import { writeDate } from "../../render/text.ts";
import { type Chance, draw, shuffle } from "../chance.ts";
import { apart, type Event, type Material, says } from "../material.ts";
import { mix } from "../options.ts";
import type { Question } from "../question.ts";
import { tellFact, whoAndWhat } from "../told.ts";

/** How many years apart worlds that are offered beside each other may have met others. */
const ERA = 15;

/** Families that are never offered as wrong: whatever sells is called pop, and whatever is filmed is on a screen. */
const TOO_WIDE = new Set(["pop", "stage and screen"]);

/**
 * Two worlds that met. Each of the two stands beside a foreign one as well, and the foreign ones beside each other: so
 * one has to know both. Foreign is a world of a family that nothing of these artists or this song is of.
 */
export function askWorlds(event: Event, material: Material, chance: Chance): Question | undefined {
  const { fact } = event;
  const what = whoAndWhat(fact, (name) => says(fact.headline, name));
  const [one, other] = pairOf(event, what, material, chance) ?? [];
  if (one === undefined || other === undefined) return undefined;
  const [foreign, stranger] = foreignWorlds(event, material, chance) ?? [];
  if (foreign === undefined || stranger === undefined) return undefined;
  const wrong = [
    [one, foreign],
    [stranger, other],
    [stranger, foreign],
  ].map(([first = "", second = ""]) => meeting(first, second));
  return {
    kind: "worlds",
    prompt: `Which two worlds met here, ${writeDate(fact.date)}? ${what}`,
    ...mix(meeting(one, other), wrong, chance),
    factId: fact.id,
    sources: fact.sources,
    told: `${tellFact(fact)} The worlds: ${fact.genres.join(" × ")}.`,
  };
}

function meeting(one: string, other: string): string {
  return `${one} × ${other}`;
}

/** Two worlds of the event that are of two families and that the prompt does not name. */
function pairOf({ fact }: Event, what: string, { facts }: Material, chance: Chance) {
  const hidden = [...shuffle(fact.genres, chance)].filter((genre) => !names(what, genre, facts));
  for (const [at, one] of hidden.entries()) {
    const other = hidden.slice(at + 1).find((it) => familyOf(it, facts) !== familyOf(one, facts));
    if (other !== undefined) return [one, other] as const;
  }
  return undefined;
}

/** Two worlds of that time, of two families that have nothing to do with the event. */
function foreignWorlds(event: Event, material: Material, chance: Chance) {
  const { facts } = material;
  const near = [event, ...material.about(event)].flatMap(({ fact }) => fact.genres.map((it) => familyOf(it, facts)));
  const taken = new Set([...near, ...TOO_WIDE]);
  const texts = `${event.fact.headline} ${event.fact.text}`;
  const chosen: string[] = [];
  for (const other of shuffle(material.events, chance)) {
    if (apart(event, other) > ERA) continue;
    const genre = draw(other.fact.genres, chance) ?? "";
    if (taken.has(familyOf(genre, facts)) || names(texts, genre, facts)) continue;
    chosen.push(genre);
    taken.add(familyOf(genre, facts));
    if (chosen.length === 2) return chosen;
  }
  return undefined;
}

function familyOf(genre: string, facts: Material["facts"]): string {
  return facts.familyOf(genre) ?? genre;
}

/** Whether a text has the genre's name in any spelling, a word of it, or one that begins with it, as "rapper" does. */
function names(text: string, genre: string, { families }: Material["facts"]): boolean {
  const family = families.find(({ genres }) => genres.some((it) => it.name === genre));
  const own = family?.genres.find((it) => it.name === genre);
  const spellings = [genre, ...(own?.also ?? []), ...(family === undefined ? [] : [family.family, ...family.also])];
  const whole = ` ${plainText(text)}`;
  return spellings.some((it) => {
    const words = plainText(it);
    return words !== "" && whole.includes(` ${words}`);
  });
}
