import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import MiniSearch from "minisearch";
import { createIndex, type Fact, type FactData, readFacts, SHIPPED_FACTS } from "../../facts/index.ts";
import { createJudge } from "../../tests/facts/judge.ts";
import { QUERIES } from "../../tests/facts/query-table.ts";
import { makeFacts } from "../made-facts.ts";
import { timesOf } from "./asking.ts";

// One index of one size in a process of its own: `index-process.ts NAME FACTS`. Told the queries, it answers with what
// was measured.

/** What was measured of one index. */
export interface MeasuredIndex {
  readonly name: string;
  readonly facts: number;
  /** Milliseconds until it is built, and the first query is answered. */
  readonly build: number;
  /** MB of heap that it adds to the facts. */
  readonly memory: number;
  /** Milliseconds a query, over so many. */
  readonly p50: number;
  readonly p99: number;
  readonly queries: number;
  /** How many expectations of the query table are met, and of how many; only of the facts that are shipped. */
  readonly met?: readonly [met: number, of: number];
}

type Search = (query: string, limit: number) => readonly string[];
type Build = (documents: readonly Document[], fields: readonly string[]) => Search | Promise<Search>;
type Document = Readonly<Record<string, string>>;

const LIMIT = 100;
/** Milliseconds for all queries: a slow index is asked fewer. */
const PATIENCE = 10_000;
const FIELDS = ["headline", "text", "note", "artists", "genres", "topics", "date"];

const OURS = "Crossfade's";
const PEERS = pathToFileURL(join(import.meta.dirname, "../peers/programs/indexes.mjs")).href;

process.once("message", async (queries: readonly string[]) => {
  process.send?.(await measure(process.argv[2] ?? OURS, Number(process.argv[3]), queries));
  process.disconnect?.();
});

async function measure(name: string, size: number, queries: readonly string[]): Promise<MeasuredIndex> {
  const shipped = readFacts([SHIPPED_FACTS]);
  const data = size <= shipped.facts.length ? shipped : makeFacts(shipped, size);
  const documents = name === OURS ? [] : data.facts.map(documentOf);
  const build = name === OURS ? undefined : await findBuild(name);
  const before = await heap();
  const began = performance.now();
  const search = build === undefined ? buildOurs(data) : await build(documents, FIELDS);
  search("walk this way", LIMIT);
  const built = performance.now() - began;
  const memory = ((await heap()) - before) / 2 ** 20;
  const times = timeQueries(search, queries);
  return {
    ...{ name, facts: data.facts.length, build: built, memory, p50: timesOf(times).p50, p99: timesOf(times).p99 },
    queries: times.length,
    ...(data === shipped && { met: judge(search, shipped) }),
  };
}

function buildOurs({ artists, facts, families, topics }: FactData): Search {
  const index = createIndex(facts, artists, families, topics);
  return (query, limit) => index.search(query, limit).map(({ id }) => id);
}

async function findBuild(name: string): Promise<Build> {
  if (name === "minisearch") return buildMiniSearch;
  // Not of this project: installed, or not, in a folder of its own.
  const { INDEXES } = (await import(PEERS)) as { INDEXES: Readonly<Record<string, Build>> };
  const build = INDEXES[name];
  if (build === undefined) throw new Error(`no index "${name}"`);
  return build;
}

/** As it comes, as the others. */
function buildMiniSearch(documents: readonly Document[], fields: readonly string[]): Search {
  const index = new MiniSearch<Document>({ fields: [...fields] });
  index.addAll(documents);
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .map(({ id }) => String(id));
}

function documentOf({ artists, date, genres, headline, id, note = "", text, topics }: Fact): Document {
  const { day = "", month = "", year = "" } = date ?? {};
  const listed = { artists: artists.join(", "), genres: genres.join(", "), topics: topics.join(", ") };
  return { id, headline, text, note, ...listed, date: [year, month, day].join("-") };
}

function timeQueries(search: Search, queries: readonly string[]): number[] {
  const times: number[] = [];
  const began = performance.now();
  for (const query of queries) {
    if (performance.now() - began > PATIENCE) break;
    const asked = performance.now();
    search(query, LIMIT);
    times.push(performance.now() - asked);
  }
  return times;
}

function judge(search: Search, { artists, facts, families, topics }: FactData): [number, number] {
  const misfits = createJudge(createIndex(facts, artists, families, topics));
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const rows = Object.values(QUERIES).flat();
  const found = (query: string) => search(query, LIMIT).flatMap((id) => byId.get(id) ?? []);
  return [rows.filter(([query, expected]) => misfits(found(query), expected).length === 0).length, rows.length];
}

async function heap(): Promise<number> {
  await turn();
  globalThis.gc?.();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
