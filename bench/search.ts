import { createIndex, type FactData, type FactIndex, openFacts, readFacts, SHIPPED_FACTS } from "../facts/index.ts";
import { makeFacts, randomFrom } from "./made-facts.ts";
import { median, type Row } from "./row.ts";

const QUERIES = 3_000;

/** Reading, indexing and searching, over the shipped facts and over 10,000 made from them. Takes a few seconds. */
export function benchSearch(): Row[] {
  const shipped = readFacts([SHIPPED_FACTS]);
  const size = shipped.facts.length;
  openFacts();
  return [
    ms(
      `facts: read back and index ${size}, at each start`,
      timeOf(() => openFacts()),
      100,
    ),
    ms(
      `index: words and names of ${size}, once ready`,
      timeOf(() => openFacts().warmUp()),
      250,
    ),
    ...searchRows(shipped, 1),
    ...searchRows(makeFacts(shipped, 10_000), 10),
  ];
}

function searchRows(data: FactData, limit: number): Row[] {
  const index = createIndex(data.facts, data.artists, data.families, data.topics);
  const queries = makeQueries(index, QUERIES);
  for (const query of queries) index.lookUp(query);
  const times = queries.map((query) => timeOf(() => index.search(query))).sort((a, b) => a - b);
  const rank = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  const size = data.facts.length;
  return [ms(`search: p50 over ${size}`, rank(0.5), limit), ms(`search: p99 over ${size}`, rank(0.99), limit)];
}

/** As people type: names, whole, begun and misspelt, words of headlines, times, questions, one letter, nothing known. */
export function makeQueries(index: FactIndex, count: number): string[] {
  const random = randomFrom(1986);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const [artists, genres] = [index.names("artist"), index.names("genre")];
  const kinds = [
    () => pick(artists),
    () => misspell(pick(artists), random),
    () => pick(artists).slice(0, 3),
    () => pick(index.facts).headline,
    () => pick(index.facts).headline.split(" ").slice(0, 3).join(" "),
    () => `${pick(artists)} ${pick(genres)}`,
    () => pick(genres),
    () => String(1955 + Math.floor(random() * 65)),
    () => `${pick(genres)} in the ${pick(["60s", "70s", "80s", "1990s"])}`,
    () => `${pick(genres)} with ${pick(genres)} since ${1955 + Math.floor(random() * 65)}`,
    () => `who produced ${pick(index.facts).headline.split(" ").slice(1, 4).join(" ")}`,
    () => `${pick(artists).split(" ")[0]} ${pick(artists).split(" ").at(-1)}`,
    () => pick(artists)[0]!.toLowerCase(),
    () => `zz${misspell(pick(genres), random)}zz`,
  ];
  return Array.from({ length: count }, (_, at) => kinds[at % kinds.length]!());
}

function misspell(name: string, random: () => number): string {
  const at = Math.floor(random() * name.length);
  return name.slice(0, at) + name.slice(at + 1);
}

/** The median of three, in milliseconds: a machine that does other things too takes them out of one run. */
function timeOf(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return median(times);
}

function ms(name: string, value: number, limit?: number): Row {
  return { name, value, unit: "ms", ...(limit !== undefined && { limit }) };
}
