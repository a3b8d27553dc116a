import type { Fact, FactDate } from "../model/fact.ts";
import type { FactData } from "../model/fact-data.ts";
import { genreBookOf } from "../model/genre.ts";
import { nameKey } from "../model/normalise.ts";
import { checkChart, findSameWeeks } from "./chart-rules.ts";
import { type Coverage, countDays } from "./coverage.ts";
import { findLikeFacts } from "./likeness.ts";
import { checkSources } from "./source-rules.ts";
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

/**
 * Judges content that was read without error, fact by fact and fact against fact; `measureYear` judges the whole.
 *
 * Pure, and takes about a second for a thousand facts at most.
 *
 * @param today no event is later
 */
export function checkFacts(content: FactData, today: Temporal.PlainDate): Findings {
  const { facts } = content;
  const problems = [
    ...facts.flatMap((fact) => checkFact(fact, today).map((problem) => `${fact.id}: ${problem}`)),
    ...findSameHeadlines(facts),
    ...findSameWeeks(facts),
    ...findLikeFacts(facts),
    ...findTwoSpellings(facts),
    ...findUndeclared(content),
    ...findUnused(content),
    ...checkLinks(content),
    ...checkCorrections(content, today),
  ];
  return { problems, summary: summarise(content) };
}

function summarise({ facts, artists }: FactData): Summary {
  const claims = facts.filter(({ kind }) => kind === "claim").length;
  const coverage = countDays(facts);
  const days = coverage.flat().filter((count) => count > 0).length;
  return { facts: facts.length, claims, events: facts.length - claims, artists: artists.length, coverage, days };
}

function checkFact(fact: Fact, today: Temporal.PlainDate): string[] {
  const problems: string[] = [];
  if (fact.kind !== "claim" && fact.date?.day === undefined) problems.push("an event needs an exact day");
  if (fact.date && isLater(fact.date, today)) problems.push("its date is still to come");
  problems.push(...checkChart(fact));
  problems.push(...checkSources(fact.sources));
  if (new Set(fact.sources.map(({ url }) => url)).size < fact.sources.length) problems.push("has one source twice");
  for (const words of findEmptyWords(fact)) problems.push(`leave out "${words}"`);
  if (isTooLong(fact)) problems.push("the text has more than three sentences");
  return problems;
}

function isLater({ year, month = 1, day = 1 }: FactDate, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare({ year, month, day }, today) > 0;
}

function findSameHeadlines(facts: readonly Fact[]): string[] {
  return [...Map.groupBy(facts, ({ headline }) => nameKey(headline)).values()]
    .filter((group) => group.length > 1)
    .map(([first, ...others]) => `${first!.id}: has the headline of ${others.map(({ id }) => id).join(", ")}`);
}

/** A genre that no `genres.yaml` declares has no family and no colour, and nobody finds it by another spelling. */
function findUndeclared({ facts, families }: FactData): string[] {
  const book = genreBookOf(families);
  return facts.flatMap(({ genres, id }) =>
    genres.filter((it) => !book.declares(it)).map((it) => `${id}: no genres.yaml declares the genre "${it}"`),
  );
}

/** What is declared, and nobody bears. */
function findUnused({ facts, artists, families, links, topics }: FactData): string[] {
  const names = new Set([...facts.flatMap((fact) => fact.artists), ...links.flatMap(({ from, to }) => [from, to])]);
  const genres = new Set(facts.flatMap((fact) => fact.genres));
  const slugs = new Set(facts.flatMap((fact) => fact.topics));
  const declared = families.flatMap((family) => family.genres.map(({ name }) => name));
  return [
    ...artists.filter(({ name }) => !names.has(name)).map(({ name }) => `${name}: in artists.yaml, in no fact or link`),
    ...declared.filter((it) => !genres.has(it)).map((it) => `${it}: in genres.yaml, in no fact`),
    ...topics.filter(({ topic }) => !slugs.has(topic)).map(({ topic }) => `${topic}: in topics.yaml, in no fact`),
  ];
}

function checkLinks({ links }: FactData): string[] {
  const nameOf = ({ from, kind, to, what = "" }: FactData["links"][number]) => `${from} ${kind} ${to} ${what}`.trim();
  const twice = [...Map.groupBy(links, (it) => nameKey(nameOf(it))).values()].filter((same) => same.length > 1);
  return [
    ...links.flatMap((link) => checkSources(link.sources).map((problem) => `${nameOf(link)}: ${problem}`)),
    ...twice.map(([first]) => `${nameOf(first!)}: is linked twice`),
  ];
}

function checkCorrections({ corrections }: FactData, today: Temporal.PlainDate): string[] {
  return corrections
    .filter(({ on }) => Temporal.PlainDate.compare(on, today) > 0)
    .map(({ id }) => `${id}: its correction is still to come`);
}

function findTwoSpellings(facts: readonly Fact[]): string[] {
  const genres = new Set(facts.flatMap((fact) => fact.genres));
  return [...Map.groupBy(genres, nameKey).values()]
    .filter((spellings) => spellings.length > 1)
    .map((spellings) => `${spellings[0]}: the same genre is also written ${spellings.slice(1).join(", ")}`);
}
