import { type Coverage, countDays } from "./coverage.ts";
import type { Fact } from "./fact.ts";
import { findLikeFacts } from "./likeness.ts";
import { nameKey } from "./normalise.ts";
import type { FactData } from "./read-facts.ts";
import { findEmptyWords, isTooLong } from "./wording.ts";

interface Summary {
  readonly facts: number;
  readonly claims: number;
  readonly events: number;
  readonly artists: number;
  readonly coverage: Coverage;
  /** Days of the year, of 366, with at least one event. */
  readonly days: number;
}

/** What the schema cannot say about content that fits it. */
export interface Findings {
  /** One line each, beginning with the id or name; empty when all is well. */
  readonly problems: readonly string[];
  readonly summary: Summary;
}

/** Judges content that was read without error. Pure, and takes about a second for a thousand facts at most. */
export function checkFacts({ facts, artists }: FactData): Findings {
  const used = new Set(facts.flatMap((fact) => fact.artists));
  const unused = artists
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => `${name}: in artists.yaml, in no fact`);
  const problems = [
    ...facts.flatMap((fact) => checkFact(fact).map((problem) => `${fact.id}: ${problem}`)),
    ...findSameHeadlines(facts),
    ...findLikeFacts(facts),
    ...findTwoSpellings(facts),
    ...unused,
  ];
  return { problems, summary: summarise({ facts, artists }) };
}

function summarise({ facts, artists }: FactData): Summary {
  const claims = facts.filter(({ kind }) => kind === "claim").length;
  const coverage = countDays(facts);
  const days = coverage.flat().filter((count) => count > 0).length;
  return { facts: facts.length, claims, events: facts.length - claims, artists: artists.length, coverage, days };
}

function checkFact(fact: Fact): string[] {
  const problems: string[] = [];
  if (fact.kind !== "claim" && fact.date?.day === undefined) problems.push("an event needs an exact day");
  const weekday = chartWeekday(fact);
  if (weekday !== undefined) problems.push(`a Billboard chart of that time is dated a ${weekday}`);
  for (const words of findEmptyWords(fact)) problems.push(`leave out "${words}"`);
  if (isTooLong(fact.text)) problems.push("the text has more than three sentences");
  return problems;
}

const ODD_CHARTS = new Set(["1976-07-04", "2018-01-03"]);
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The weekday on which the fact's chart should be dated, if it is a Billboard chart that is not; else `undefined`. */
function chartWeekday({ chart, date }: Fact): string | undefined {
  if (!chart?.name.startsWith("Billboard") || date?.month === undefined || date.day === undefined) return undefined;
  const day = Temporal.PlainDate.from({ year: date.year, month: date.month, day: date.day });
  // Before the first Hot 100, charts were dated otherwise.
  if (Temporal.PlainDate.compare(day, "1958-08-04") < 0 || ODD_CHARTS.has(day.toString())) return undefined;
  const right = Temporal.PlainDate.compare(day, "1961-12-31") < 0 ? "Monday" : "Saturday";
  return WEEKDAYS[day.dayOfWeek - 1] === right ? undefined : right;
}

function findSameHeadlines(facts: readonly Fact[]): string[] {
  return [...Map.groupBy(facts, ({ headline }) => nameKey(headline)).values()]
    .filter((group) => group.length > 1)
    .map(([first, ...others]) => `${first!.id}: has the headline of ${others.map(({ id }) => id).join(", ")}`);
}

function findTwoSpellings(facts: readonly Fact[]): string[] {
  const genres = new Set(facts.flatMap((fact) => fact.genres));
  return [...Map.groupBy(genres, nameKey).values()]
    .filter((spellings) => spellings.length > 1)
    .map((spellings) => `${spellings[0]}: the same genre is also written ${spellings.slice(1).join(", ")}`);
}
