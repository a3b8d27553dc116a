import { plainText } from "../../../facts/index.ts";
import { writeDate } from "../../render/text.ts";
import { type Chance, shuffle } from "../chance.ts";
import { apart, type Event, type Material, says } from "../material.ts";
import { mix, WRONG } from "../options.ts";
import type { Question } from "../question.ts";
import { tellFact } from "../told.ts";

/** Stands where the name stood. */
const GAP = "_____";

/** How many years apart those who are offered beside each other may be at work. */
const ERA = 10;

/** An artist who is missing in a headline. Nobody is offered whom anything joins to those who are in it. */
export function askArtist(event: Event, material: Material, chance: Chance): Question | undefined {
  const { fact } = event;
  for (const name of shuffle(fact.artists, chance)) {
    const gapped = cutOut(name, event, material);
    const wrong = gapped === undefined ? undefined : wrongArtists(name, event, material, chance);
    if (wrong === undefined) continue;
    return {
      kind: "artist",
      prompt: `Who is missing here, ${writeDate(fact.date)}? ${gapped}`,
      ...mix(name, wrong, chance),
      factId: fact.id,
      sources: fact.sources,
      told: tellFact(fact),
    };
  }
  return undefined;
}

/** The headline with a gap; `undefined` where the name is not in it, goes on showing, or nothing is left to go by. */
function cutOut(name: string, { fact }: Event, { facts }: Material): string | undefined {
  const written = name.replace(/^the /i, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?:the )?${written}(?![\\p{L}\\p{N}])`, "giu");
  const gapped = fact.headline.replace(whole, GAP);
  if (gapped === fact.headline || facts.named(gapped).artists.includes(name)) return undefined;
  if (wordsOf(name).some((word) => says(gapped, word) || says(gapped, `${word}s`))) return undefined;
  const leads = /["“]/.test(gapped) || fact.artists.some((it) => it !== name && says(gapped, it));
  return leads ? gapped : undefined;
}

/** Those by which one is known: not "the" and "of". */
function wordsOf(name: string): readonly string[] {
  return plainText(name)
    .split(" ")
    .filter((word) => word.length > 3);
}

function wrongArtists(right: string, event: Event, material: Material, chance: Chance): readonly string[] | undefined {
  const near = nearTo(event, material);
  const texts = `${event.fact.headline} ${event.fact.text}`;
  const chosen: string[] = [];
  for (const other of shuffle(material.events, chance)) {
    if (apart(event, other) > ERA || !other.fact.genres.some((it) => event.fact.genres.includes(it))) continue;
    const [name = ""] = other.fact.artists;
    if (near.has(name) || chosen.includes(name) || looksLike(name, right) || says(texts, name)) continue;
    if (event.fact.artists.some((it) => material.told(it, name))) continue;
    chosen.push(name);
    if (chosen.length === WRONG) return chosen;
  }
  return undefined;
}

/** Everyone of whom the headline might be true as well. */
function nearTo(event: Event, material: Material): ReadonlySet<string> {
  const near = new Set<string>();
  for (const { people } of [event, ...material.about(event)]) for (const it of people) near.add(it);
  for (const other of material.events) {
    if (daysApart(event, other) <= 7) for (const it of other.people) near.add(it);
  }
  for (const name of event.people) for (const it of material.joined(name)) near.add(it);
  return near;
}

function daysApart(one: Event, other: Event): number {
  const [first, second] = [one, other].map(({ fact: { date } }) => Date.UTC(date.year, date.month - 1, date.day));
  return Math.abs((first ?? 0) - (second ?? 0)) / 86_400_000;
}

/** Whether two names share a word, as those of one person and a band do. */
function looksLike(one: string, other: string): boolean {
  const words = wordsOf(other);
  return wordsOf(one).some((it) => words.includes(it));
}
