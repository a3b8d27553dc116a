import { benchFlood } from "./flood.ts";
import type { Row } from "./row.ts";
import { benchSearch } from "./search.ts";
import { benchStart } from "./start.ts";

/**
 * Measures what the README quotes, prints it as a table, and fails where a figure is over its limit.
 *
 * `npm run bench -- quick` leaves out the flood of posts, which takes five minutes.
 */
const quick = process.argv.includes("quick");
const rows: Row[] = [...benchSearch(), ...(await benchStart()), ...(quick ? [] : await benchFlood())];
const width = Math.max(...rows.map(({ name }) => name.length));
for (const { limit, name, unit, value } of rows) {
  const bound = limit === undefined ? "" : value <= limit ? `  (limit ${limit})` : `  OVER THE LIMIT OF ${limit}`;
  console.log(`${name.padEnd(width)}  ${value.toFixed(value < 10 ? 2 : 0).padStart(7)} ${unit}${bound}`);
}
process.exitCode = rows.some(({ limit, value }) => limit !== undefined && value > limit) ? 1 : 0;
