/** The knowledge, as a library that knows nothing of the bot. This is its only public file. */

export type { Article, Artist, Chart, Fact, FactDate, Kind, Recording, Source, Verdict } from "./fact.ts";
export { FactDataError } from "./fact-data-error.ts";
export {
  type Completion,
  createIndex,
  type FactFilter,
  type FactIndex,
  isEvent,
  type Lookup,
  type NameKind,
} from "./fact-index.ts";
export type { Family } from "./genre.ts";
export { openFacts, SHIPPED_FACTS } from "./open-facts.ts";
export { readDayOfYear } from "./query-dates.ts";
export { type FactData, readFacts } from "./read-facts.ts";
export { readText } from "./text-bytes.ts";
