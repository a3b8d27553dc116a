/** `npm run facts:check [directory …]`: reads all content, says what is wrong with it and how much there is. */
import { relative } from "node:path";
import { drawCoverage } from "./coverage.ts";
import { FactDataError } from "./fact-data-error.ts";
import { SHIPPED_FACTS } from "./open-facts.ts";
import { checkFacts } from "./quality.ts";
import { readFacts } from "./read-facts.ts";

process.exitCode = run(process.argv.slice(2));

function run(more: readonly string[]): 0 | 1 {
  try {
    const { problems, summary } = checkFacts(readFacts([relative("", SHIPPED_FACTS), ...more]));
    const { facts, claims, events, artists, days } = summary;
    console.log(drawCoverage(summary.coverage));
    for (const problem of problems) console.error(problem);
    console.log(`${facts} facts: ${claims} claims, ${events} events on ${days} of 366 days; ${artists} artists`);
    if (problems.length > 0) console.error(`${problems.length} problems`);
    return problems.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof FactDataError)) throw error;
    console.error(error.message);
    return 1;
  }
}
