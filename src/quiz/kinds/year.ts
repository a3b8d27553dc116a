import { writeDay } from "../../render/text.ts";
import { type Chance, shuffle } from "../chance.ts";
import { type Event, hintsAtTime, type Material, says } from "../material.ts";
import { place, WRONG } from "../options.ts";
import type { Question } from "../question.ts";
import { tellFact, whoAndWhat } from "../told.ts";

/** How far a wrong year may be from the right one, and how near to another: what is nearer is a matter of luck. */
const SPAN = { farthest: 16, nearest: 2 };

/** The year of an event. No other year is offered in which anything of its artists or its song is known. */
export function askYear(event: Event, material: Material, chance: Chance): Question | undefined {
  const { fact } = event;
  const what = whoAndWhat(fact, (name) => says(fact.headline, name));
  if (hintsAtTime(what)) return undefined;
  const { sources, id } = fact;
  const years = wrongYears(fact.date.year, material.yearsAbout(event), material.latest, chance);
  if (years === undefined) return undefined;
  return {
    kind: "year",
    prompt: `In which year was this, on ${writeDay(fact.date)}? ${what}`,
    ...place(String(fact.date.year), [...years, fact.date.year].sort((a, b) => a - b).map(String)),
    factId: id,
    sources,
    told: tellFact(fact),
  };
}

function wrongYears(
  right: number,
  known: ReadonlySet<number>,
  latest: number,
  chance: Chance,
): readonly number[] | undefined {
  const near = Array.from({ length: 2 * SPAN.farthest + 1 }, (_, at) => right - SPAN.farthest + at);
  const chosen: number[] = [];
  for (const year of shuffle(near, chance)) {
    if (year > latest || known.has(year) || [right, ...chosen].some((it) => Math.abs(it - year) < SPAN.nearest))
      continue;
    chosen.push(year);
    if (chosen.length === WRONG) return chosen;
  }
  return undefined;
}
