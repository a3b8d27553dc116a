import { benchIndexes } from "./beside/indexes.ts";
import { benchPeers } from "./beside/peers.ts";
import { benchCards } from "./cards.ts";
import { benchChoice } from "./choice.ts";
import { benchCluster } from "./cluster/cluster.ts";
import { benchCorrections } from "./corrections.ts";
import { benchCrowd } from "./crowd.ts";
import { benchFair } from "./fair.ts";
import { benchFlood } from "./flood.ts";
import { benchGraph } from "./graph.ts";
import type { Row } from "./row.ts";
import { benchScale } from "./scale/scale.ts";
import { benchSearch } from "./search.ts";
import { benchStart } from "./start.ts";

/**
 * Measures what the README quotes, prints it as a table, and fails where a figure is over its limit.
 *
 * `npm run bench -- quick` leaves out the flood of posts, which takes five minutes, and what one server can do to others,
 * which takes two; `npm run bench -- fair` measures that alone, `npm run bench -- scale` 100,000 orders alone,
 * `npm run bench -- crowd` whether the bot's memory grows with those who ask, `npm run bench -- cards` the facts' pictures
 * and 1,000 posts with them, `npm run bench -- cluster` three processes behind HAProxy through kills and restarts,
 * `npm run bench -- corrections` ten facts mended behind 5,000 posts under kills,
 * `npm run bench -- peers` the bot beside other libraries' least programs, and
 * `npm run bench -- indexes` its search beside other indexes; those two need `npm ci --prefix bench/peers` first.
 */
const rows = await measure(process.argv.slice(2));
const width = Math.max(...rows.map(({ name }) => name.length));
for (const { limit, name, unit, value } of rows) {
  console.log(`${name.padEnd(width)}  ${write(value).padStart(7)} ${unit}${bound(value, limit)}`);
}
// At once: the PostgreSQL that some start makes every other end one with 0.
process.exit(rows.some(({ limit, value }) => limit !== undefined && !(value <= limit)) ? 1 : 0);

async function measure(asked: readonly string[]): Promise<Row[]> {
  if (asked.includes("scale")) return benchScale();
  if (asked.includes("peers")) return benchPeers();
  if (asked.includes("indexes")) return benchIndexes();
  if (asked.includes("cluster")) return benchCluster();
  if (asked.includes("crowd")) return benchCrowd();
  if (asked.includes("corrections")) return benchCorrections();
  if (asked.includes("cards")) return benchCards();
  if (asked.includes("flood")) return benchFlood();
  return asked.includes("fair") ? benchFair() : benchAll(asked.includes("quick"));
}

async function benchAll(quick: boolean): Promise<Row[]> {
  const long = async () => [...(await benchCards()), ...(await benchFair()), ...(await benchFlood())];
  return [...benchSearch(), ...benchGraph(), ...benchChoice(), ...(await benchStart()), ...(quick ? [] : await long())];
}

function bound(value: number, limit: number | undefined): string {
  if (limit === undefined) return "";
  return value <= limit ? `  (limit ${write(limit)})` : `  OVER THE LIMIT OF ${write(limit)}`;
}

function write(value: number): string {
  return value.toFixed(value < 10 && !Number.isInteger(value) ? 2 : 0);
}
