import type { Fact } from "../model/fact.ts";
import type { FactData } from "../model/fact-data.ts";
import { genreBookOf } from "../model/genre.ts";
import { countDays, daysBelow } from "./coverage.ts";
import { beginsWithArticle, createNaming, tellsPosition } from "./headlines.ts";
import { measureJoined } from "./joined.ts";
import { isChartPage, siteOf } from "./source-rules.ts";

/** One rule about the year as a whole, and how the content stands to it. */
export interface Measure {
  /** What is counted, such as "days with an event". */
  readonly name: string;
  readonly figure: number;
  readonly limit: "at least" | "at most";
  readonly bound: number;
  readonly met: boolean;
  /** Which ones, where that helps: the days that are missing, the commonest pair of genres. May be empty. */
  readonly detail: string;
}

const DAYS_OF_YEAR = 366;
const STRONG_LEAD = 3;
const FIRST_DECADE = 1920;
const LAST_DECADE = 2020;

/** Days, of 366, that have an event of each family at the least. */
const FAMILY_DAYS: Readonly<Record<string, number>> = {
  rock: 300,
  "hip-hop": 250,
  pop: 240,
  "R&B and soul": 250,
  "jazz and blues": 220,
  "country and folk": 250,
  "electronic and dance": 150,
  "classical and opera": 210,
  Latin: 150,
  Caribbean: 70,
  African: 70,
  Asian: 70,
  "stage and screen": 200,
};

/**
 * Holds the year as a whole to what the shipped calendar promises: an event for every day, and no genre, time or kind
 * of event that crowds out the rest. Claims do not count.
 */
export function measureYear(content: FactData): readonly Measure[] {
  const events = content.facts.filter(({ kind }) => kind !== "claim");
  return [
    ...measureDays(events),
    ...measureTimes(events),
    ...measureKinds(events),
    ...measureFamilies(events, content.families),
    ...measureHeadlines(events, content.artists),
    ...measureSources(events),
    ...measureChains(content),
  ];
}

/** A table for people: a line a rule. */
export function drawMeasures(measures: readonly Measure[]): string {
  return measures
    .map(({ name, figure, limit, bound, met, detail }) => {
      const state = met ? "ok" : limit === "at least" ? "short" : "over";
      const columns = [state.padEnd(6), String(figure).padStart(5), `${limit} ${bound}`.padEnd(13), name];
      return columns.join("  ") + (detail && `: ${detail}`);
    })
    .join("\n");
}

function measureDays(events: readonly Fact[]): Measure[] {
  const coverage = countDays(events);
  const bare = daysBelow(1, coverage);
  const weak = daysBelow(1, countDays(events.filter(({ weight }) => weight >= STRONG_LEAD)));
  return [
    atLeast(DAYS_OF_YEAR, "days with an event", DAYS_OF_YEAR - bare.length, missing(bare)),
    atLeast(DAYS_OF_YEAR, "days with an event of weight 3 or more", DAYS_OF_YEAR - weak.length, missing(weak)),
    atLeast(DAYS_OF_YEAR, "days with three events or more", DAYS_OF_YEAR - daysBelow(3, coverage).length),
    atLeast(1450, "events", events.length),
  ];
}

function measureTimes(events: readonly Fact[]): Measure[] {
  const years = events.flatMap(({ date }) => date?.year ?? []).sort((a, b) => a - b);
  const decades = new Set(
    years.map((year) => year - (year % 10)).filter((it) => it >= FIRST_DECADE && it <= LAST_DECADE),
  );
  const all = (LAST_DECADE - FIRST_DECADE) / 10 + 1;
  return [
    atLeast(150, "events before 1980", years.filter((year) => year < 1980).length),
    atLeast(150, "events after 2010", years.filter((year) => year > 2010).length),
    atLeast(
      all,
      "decades with an event, 1920s to 2020s",
      decades.size,
      years.length > 0 ? `${years[0]} to ${years.at(-1)}` : "",
    ),
  ];
}

function measureKinds(events: readonly Fact[]): Measure[] {
  const charts = events.flatMap(({ chart }) => chart ?? []);
  const debuts = charts.filter(({ event }) => event === "debut");
  const lives = events.filter(({ kind }) => kind === "birth" || kind === "death");
  const abroad = events.filter(({ topics }) => topics.includes("around-the-world"));
  const [pair, sharing] = commonestPair(events);
  return [
    atLeast(400, "events outside the English-speaking world", abroad.length),
    atMost(events.length / 4, "events that share one pair of genres", sharing, pair),
    atMost(events.length * 0.4, "chart events", charts.length),
    atMost(charts.length / 3, "chart events that are debuts", debuts.length),
    atMost(events.length / 20, "births and deaths", lives.length),
  ];
}

/** Days on which a channel that ordered a family gets an event of it on its own day. */
function measureFamilies(events: readonly Fact[], families: FactData["families"]): Measure[] {
  const book = genreBookOf(families);
  const worlds = new Map(events.map((it) => [it, new Set(it.genres.map((genre) => book.familyOf(genre)?.family))]));
  return Object.entries(FAMILY_DAYS).map(([family, bound]) => {
    const own = events.filter((it) => worlds.get(it)?.has(family));
    const days = DAYS_OF_YEAR - daysBelow(1, countDays(own)).length;
    const share = Math.round((100 * days) / DAYS_OF_YEAR);
    return atLeast(bound, `days with an event of ${family}`, days, `${share}% of a year's posts, each on its own day`);
  });
}

function measureHeadlines(events: readonly Fact[], artists: FactData["artists"]): Measure[] {
  const naming = createNaming(artists);
  const nameless = events.filter((it) => !naming(it));
  const all = events.length;
  return [
    atMost(all * 0.05, "headlines that name no artist and no title", nameless.length),
    atMost(all * 0.15, "headlines that carry a place on a chart", events.filter(tellsPosition).length),
    atMost(all * 0.12, 'headlines that begin with "A" or "An"', events.filter(beginsWithArticle).length),
    atLeast(Math.ceil(all * 0.85), "events with something to hear", events.filter((it) => it.listen).length),
  ];
}

/** Whether the stories rest on more than the page of a chart, and on more than one site. */
function measureSources(events: readonly Fact[]): Measure[] {
  const bare = events.filter(({ sources }) => sources.every(({ url }) => isChartPage(url)));
  const sites = ({ sources }: Fact) => new Set(sources.map(({ url }) => siteOf(url))).size;
  return [
    atMost(0, "events whose only source is the page of a chart", bare.length),
    atLeast(
      Math.ceil(events.length * 0.8),
      "events that rest on two sites or more",
      events.filter((it) => sites(it) > 1).length,
    ),
  ];
}

/** Whether any two artists are as good as always joined by some chain of events and links. */
function measureChains(content: FactData): Measure[] {
  const joined = Math.floor(measureJoined(content).share * 100);
  return [
    atLeast(400, "links between artists", content.links.length),
    atLeast(90, "pairs of artists that are joined, of 100", joined),
  ];
}

function atLeast(bound: number, name: string, figure: number, detail = ""): Measure {
  return { name, figure, limit: "at least", bound, met: figure >= bound, detail };
}

/** @param bound rounded down, for what is counted is whole */
function atMost(bound: number, name: string, figure: number, detail = ""): Measure {
  return { name, figure, limit: "at most", bound: Math.floor(bound), met: figure <= bound, detail };
}

function missing(days: readonly string[]): string {
  return days.length > 0 ? `none on ${days.join(", ")}` : "";
}

/** The two genres that stand together most often, and how often; an event of three genres has three pairs. */
function commonestPair(events: readonly Fact[]): readonly [pair: string, sharing: number] {
  const pairs = events.flatMap(({ genres }) => {
    const sorted = [...new Set(genres)].sort((a, b) => (a < b ? -1 : 1));
    return sorted.flatMap((one, at) => sorted.slice(at + 1).map((other) => `${one} and ${other}`));
  });
  const [commonest] = [...Map.groupBy(pairs, (pair) => pair)].sort(([, a], [, b]) => b.length - a.length);
  return commonest ? [commonest[0], commonest[1].length] : ["", 0];
}
