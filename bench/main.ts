import { benchChoice } from "./choice.ts";
import { benchFlood } from "./flood.ts";
import type { Row } from "./row.ts";
import { benchScale } from "./scale.ts";
import { benchSearch } from "./search.ts";
import { benchStart } from "./start.ts";

/**
 * Measures what the README quotes, prints it as a table, and fails where a figure is over its limit.
 *
 * `npm run bench -- quick` leaves out the flood of posts, which takes five minutes; `npm run bench -- scale` measures
 * 100,000 orders and nothing else.
 */
const rows = process.argv.includes("scale") ? await benchScale() : await benchAll(process.argv.includes("quick"));
const width = Math.max(...rows.map(({ name }) => name.length));
for (const { limit, name, unit, value } of rows) {
  console.log(`${name.padEnd(width)}  ${write(value).padStart(7)} ${unit}${bound(value, limit)}`);
}
process.exitCode = rows.some(({ limit, value }) => limit !== undefined && value > limit) ? 1 : 0;

async function benchAll(quick: boolean): Promise<Row[]> {
  return [...benchSearch(), ...benchChoice(), ...(await benchStart()), ...(quick ? [] : await benchFlood())];
}

function bound(value: number, limit: number | undefined): string {
  if (limit === undefined) return "";
  return value <= limit ? `  (limit ${write(limit)})` : `  OVER THE LIMIT OF ${write(limit)}`;
}

function write(value: number): string {
  return value.toFixed(value < 10 && !Number.isInteger(value) ? 2 : 0);
}
