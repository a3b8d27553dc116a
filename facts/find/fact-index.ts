import { LRUCache } from "lru-cache";
import type { Audit } from "../model/audit.ts";
import type { Correction } from "../model/correction.ts";
import type { Artist, Fact, FactDate } from "../model/fact.ts";
import { type Family, genreBookOf } from "../model/genre.ts";
import { once, onceFor, onceInSteps } from "../model/once.ts";
import type { Topic } from "../model/topic.ts";
import { countMeetings, type FactFilter, selectFacts } from "./fact-filter.ts";
import { type Lookup, lookUp } from "./lookup.ts";
import { createNamer, type Named, peopleOf } from "./named.ts";
import type { Completion } from "./names/completions.ts";
import { createFactCompleter, createFactNames, type NameKind } from "./names/fact-names.ts";
import { indexForSearch, REMEMBERED } from "./search.ts";

export type { Completion, FactFilter, Lookup, Named, NameKind };

export interface FactIndex {
  /** Every fact, in the order of the files. */
  readonly facts: readonly Fact[];

  /** The fact with this id, or `undefined`. */
  get(id: string): Fact | undefined;

  /**
   * Events whose anniversary falls on `day`.
   *
   * Compared by month and day: 29 February's events belong to that day alone.
   *
   * @param day the reader's local calendar day; resolve the time zone first
   * @returns oldest first; empty when the day has none, never `undefined`
   */
  on(day: Temporal.PlainMonthDay): readonly Fact[];

  /** Facts that meet all of `filter`, in the order of the files; empty when none does or a name is unknown. */
  select(filter: FactFilter): readonly Fact[];

  /**
   * Facts that match `query`, best first.
   *
   * A fact that lacks anything of the query is no match; small words, and those of a question, aside. Case, accents and
   * punctuation do not matter ("run dmc" finds "Run-D.M.C."). Artists, genres, families and topics count in any
   * spelling; years, decades, spans, months and days by the fact's date. Words that stand in texts alone must stand
   * near each other there. Only where nothing matches as typed, one error is forgiven in a name of four letters or
   * more, two in eight or more, and the last word may be unfinished. Events come before claims of the article, unless
   * the query asks for these; of one name, the strongest first. Read are the first 400 characters and 16 words.
   *
   * @param limit 1 to 100, default 100
   * @returns empty for a query without letters or digits, and of small words alone
   */
  search(query: string, limit?: number): readonly Fact[];

  /** What a search finds, for what, and where it finds nothing: what is near, and what there is on its parts. */
  lookUp(query: string): Lookup;

  /** What `search` finds without forgiving anything, all of it. */
  searchAsTyped(query: string): readonly Fact[];

  /** The artists and songs that a text names, such as somebody's message; see `createNamer`. */
  named(text: string): Named;

  /** A fact's artists, and others whom its texts name. Read when first asked for: it takes long. */
  people(fact: Fact): ReadonlySet<string>;

  /** How a random sample of the facts was found, each time that one was checked again; oldest first. */
  readonly audits: readonly Audit[];

  /** What was published and is told otherwise since, or not at all; in the order of the files. */
  readonly corrections: readonly Correction[];

  /** Every family of genres, in the order of `genres.yaml`. */
  readonly families: readonly Family[];

  /** The family of a genre, in any spelling; a family is its own; `undefined` for one that no file declares. */
  familyOf(genre: string): string | undefined;

  /** Genres and families that meet this one, each with the number of facts in which they do, most first. */
  meetings(genre: string): ReadonlyMap<string, number>;

  /** The colour of a genre or family, `#rrggbb`; `undefined` for one that no file declares. */
  colourOf(genre: string): string | undefined;

  /**
   * Names of that kind that some fact bears, each once, by the alphabet; those of genres are families' too, and
   * topics are in words.
   */
  names(kind: NameKind): readonly string[];

  /** How many facts bear that name, in any spelling; 0 if it is unknown. */
  count(kind: NameKind, typed: string): number;

  /** The canonical name for what was typed: any spelling, case, accents and punctuation; `undefined` if unknown. */
  resolve(kind: NameKind, typed: string): string | undefined;

  /**
   * Completions for what was typed so far, best first: names that begin with it, then names with a word that does.
   * Nothing typed: the names with the most facts. For `fact` and `event` the name is the headline and the value its id,
   * and the strongest leads come first; `event` leaves out what has no anniversary.
   *
   * @param limit 1 to 1000, default 25
   */
  complete(kind: NameKind | "fact" | "event", typed: string, limit?: number): readonly Completion[];

  /** Known names most like a mistyped one, nearest first, at most three; empty when nothing is near. */
  nearest(kind: NameKind, typed: string): readonly string[];

  /** Indexes at once what is else indexed when it is first asked for: about 0.2 s that nobody then waits for. */
  warmUp(): void;

  /** Does as much of that as a search needs, a few milliseconds at a time: others have their turn between. */
  readyToSearch(giveWay: () => Promise<void>): Promise<void>;

  /** The same of what only a search needs that finds nothing as typed. */
  readyToForgive(giveWay: () => Promise<void>): Promise<void>;
}

/**
 * Builds the index in memory. Pure: it keeps the facts as they are given and reads nothing else.
 *
 * Words and names, which few starts need at once, are indexed when first asked for.
 *
 * @param artists for their other spellings; an artist that no fact bears is left out
 * @param families of the genres; one that none of them declares stands for itself
 * @param topics for their words; one that is not among them is read as its slug
 * @throws {Error} when two facts share an id
 */
export function createIndex(
  facts: readonly Fact[],
  artists: readonly Artist[],
  families: readonly Family[] = [],
  topics: readonly Topic[] = [],
  audits: readonly Audit[] = [],
  corrections: readonly Correction[] = [],
): FactIndex {
  const book = genreBookOf(families);
  const byId = indexById(facts);
  const byDay = indexByDay(facts);
  const names = createFactNames(facts, artists, book, topics);
  const search = onceInSteps(() => indexForSearch(facts, artists, names));
  // Whoever turns a page asks the same again.
  const lookups = new LRUCache<string, Lookup>({
    max: REMEMBERED,
    memoMethod: (query) => lookUp(query, search(), names),
  });
  const named = createNamer({ facts, artists });
  const completeFact = once(() => createFactCompleter(facts));
  const isOfEvent = ({ value }: Completion) => isEvent(byId.get(value));

  return {
    facts,
    get: (id) => byId.get(id),
    on: (day) => byDay.get(day.toString()) ?? [],
    select: (filter) => selectFacts(facts, filter, names, book),
    lookUp: (query) => lookups.memo(query),
    searchAsTyped: (query) => search().findAsTyped(query).facts,
    search: (query, limit = 100) => search().find(query).facts.slice(0, within(limit, 100)),
    named,
    people: onceFor((fact) => peopleOf(fact, named)),
    audits,
    corrections,
    families,
    familyOf: (genre) => book.familyOf(genre)?.family,
    meetings: (genre) => countMeetings(genre, facts, names, book),
    colourOf: book.colourOf,
    names: (kind) => names(kind).names,
    count: (kind, typed) => names(kind).facts(typed).size,
    resolve: (kind, typed) => names(kind).resolve(typed),
    complete: (kind, typed, limit = 25) => {
      const most = within(limit, 1000);
      if (kind === "fact") return completeFact()(typed, most);
      if (kind === "event") return completeFact()(typed, facts.length).filter(isOfEvent).slice(0, most);
      return names(kind).complete(typed, most);
    },
    nearest: (kind, typed) => names(kind).nearest(typed),
    warmUp: () => {
      search();
      for (const complete of [completeFact(), names("artist").complete, names("genre").complete]) complete("", 1);
    },
    readyToSearch: search.byTurns,
    readyToForgive: (giveWay) => search().readyToForgive(giveWay),
  };
}

function indexById(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  const byId = new Map<string, Fact>();
  for (const fact of facts) {
    if (byId.has(fact.id)) throw new Error(`two facts have the id "${fact.id}"`);
    byId.set(fact.id, fact);
  }
  return byId;
}

/** Events by the day as `Temporal.PlainMonthDay` writes it, `09-27`; oldest first. */
function indexByDay(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const events = facts.filter(isEvent).sort((a, b) => a.date.year - b.date.year);
  return Map.groupBy(events, ({ date }) => `${twoDigits(date.month)}-${twoDigits(date.day)}`);
}

type Event = Fact & { readonly date: Required<FactDate> };

/**
 * Whether it is an event on an exact day, which alone has an anniversary.
 *
 * A claim is none, though it may bear the date of what it speaks of.
 */
export function isEvent(fact: Fact | undefined): fact is Event {
  return fact !== undefined && fact.kind !== "claim" && fact.date?.day !== undefined;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

function within(limit: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(limit)));
}
