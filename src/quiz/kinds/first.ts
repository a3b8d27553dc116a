import { writeDate, writeList } from "../../render/text.ts";
import { type Chance, shuffle } from "../chance.ts";
import { apart, type Event, hintsAtTime, type Material, says } from "../material.ts";
import { LONGEST_OPTION, mix, WRONG } from "../options.ts";
import type { Question } from "../question.ts";

/** So many years lie between the earliest and any other: fewer nobody could tell, more everybody. */
const YEARS = { nearest: 2, farthest: 25 };

/** Which of four came first. None of the later ones is of a song or of artists of whom something is known so early. */
export function askFirst(
  event: Event,
  material: Material,
  chance: Chance,
  events: readonly Event[],
): Question | undefined {
  if (!fits(event)) return undefined;
  const later: Event[] = [];
  for (const other of shuffle(events, chance)) {
    if (!fits(other) || !comesLater(other, event, material)) continue;
    if ([event, ...later].some((it) => alike(it, other))) continue;
    later.push(other);
    if (later.length === WRONG) return question(event, later, chance);
  }
  return undefined;
}

function question({ fact }: Event, later: readonly Event[], chance: Chance): Question {
  const years = later.map((it) => it.fact.date.year).sort((a, b) => a - b);
  return {
    kind: "first",
    prompt: "Which of these came first?",
    ...mix(
      fact.headline,
      later.map((it) => it.fact.headline),
      chance,
    ),
    factId: fact.id,
    sources: fact.sources,
    told: `This came first, on ${writeDate(fact.date)}: ${fact.headline}; the others are of ${writeList([...new Set(years)].map(String))}.`,
  };
}

/** Whether it can be an option: short, and telling who it is about, but not when. */
function fits({ fact }: Event): boolean {
  const { artists, headline } = fact;
  return headline.length <= LONGEST_OPTION && !hintsAtTime(headline) && artists.some((it) => says(headline, it));
}

function comesLater(other: Event, first: Event, material: Material): boolean {
  const { nearest, farthest } = YEARS;
  const year = first.fact.date.year;
  if (other.fact.date.year - year < nearest || apart(first, other) > farthest) return false;
  const known = [other, ...material.about(other)].filter((it) =>
    [...it.titles].some((title) => other.titles.has(title)),
  );
  return known.every(({ years }) => [...years].every((it) => it >= year + nearest));
}

function alike(one: Event, other: Event): boolean {
  return [...one.people].some((it) => other.people.has(it)) || [...one.titles].some((it) => other.titles.has(it));
}
