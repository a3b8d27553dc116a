/** The knowledge, as a library that knows nothing of the bot. This is its only public file. */

export {
  type Completion,
  createIndex,
  type FactFilter,
  type FactIndex,
  isEvent,
  type Lookup,
  type Named,
  type NameKind,
} from "./find/fact-index.ts";
export { readDayOfYear, readYears } from "./find/query/query-dates.ts";
export {
  type Approach,
  type ArtistGraph,
  type Connection,
  createArtistGraph,
  type Hop,
  MOST_WAYS,
  type Neighbour,
} from "./graph/artist-graph.ts";
export { isLink, type Tie } from "./graph/tie.ts";
export type { Correction } from "./model/correction.ts";
export type { Article, Artist, Chart, Fact, FactDate, Kind, Recording, Source, Verdict } from "./model/fact.ts";
export { byDate, readFactDate, writeFactDate } from "./model/fact.ts";
export type { FactData } from "./model/fact-data.ts";
export type { Family } from "./model/genre.ts";
export type { Link } from "./model/link.ts";
export { nameKey, plainText } from "./model/normalise.ts";
export { once, onceFor } from "./model/once.ts";
export { isOwn, type Misfit, newOwnId, readOwnFact } from "./model/own-fact.ts";
export { FactDataError } from "./read/fact-data-error.ts";
export { type Knowledge, openFacts, SHIPPED_FACTS } from "./read/open-facts.ts";
export { readFacts } from "./read/read-facts.ts";
export { readText } from "./read/text-bytes.ts";
