/** `npm run facts:check [directory …]`: reads all content, says what is wrong with it and how much there is. */
import { relative } from "node:path";
import { FactDataError } from "../read/fact-data-error.ts";
import { SHIPPED_FACTS } from "../read/open-facts.ts";
import { readFacts } from "../read/read-facts.ts";
import { drawMeasures, measureYear } from "./balance.ts";
import { drawCoverage } from "./coverage.ts";
import { measureJoined } from "./joined.ts";
import { checkFacts } from "./quality.ts";

process.exitCode = run(process.argv.slice(2));

function run(more: readonly string[]): 0 | 1 {
  const shipped = relative("", SHIPPED_FACTS) || ".";
  try {
    const { problems, summary } = checkFacts(readFacts([shipped, ...more]), Temporal.Now.plainDateISO());
    // What somebody adds need not fill a year by itself, nor make up for what the shipped calendar lacks.
    const own = readFacts([shipped]);
    const measures = measureYear(own);
    const joined = measureJoined(own);
    const { facts, claims, events, artists, days } = summary;
    const found = problems.length + measures.filter(({ met }) => !met).length;
    console.log(`${drawCoverage(summary.coverage)}\n\n${drawMeasures(measures)}\n`);
    if (problems.length > 0) console.log(`${problems.join("\n")}\n`);
    console.log(
      `${(joined.share * 100).toFixed(1)}% of all pairs of artists are joined, half of them by ${joined.median} steps at most, all by ` +
        `${joined.longest}; ` +
        `${joined.alone.length} artists stand alone; ${own.links.length} links`,
    );
    console.log(`${facts} facts: ${claims} claims, ${events} events on ${days} of 366 days; ${artists} artists`);
    console.log(found === 1 ? "1 problem" : `${found} problems`);
    return found > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof FactDataError)) throw error;
    console.log(`${error.message}\n1 problem; nothing else was checked`);
    return 1;
  }
}
