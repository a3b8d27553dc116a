/** `npm run facts:links [directory …]`: asks every source, once and politely, whether it still answers. */
import { setTimeout } from "node:timers/promises";
import { FactDataError } from "../read/fact-data-error.ts";
import { SHIPPED_FACTS } from "../read/open-facts.ts";
import { readFacts } from "../read/read-facts.ts";
import { type AskedLink, checkLinks, drawLinks, type Link, listLinks } from "./link-check.ts";

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
try {
  process.exitCode = await run(listLinks(readFacts([SHIPPED_FACTS, ...process.argv.slice(2)]).facts), stop.signal);
} catch (error) {
  if (!(error instanceof FactDataError)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}

async function run(links: readonly Link[], signal: AbortSignal): Promise<0 | 1 | 130> {
  console.log(`Asking ${links.length} links, each host at most once a second; Ctrl-C ends it.`);
  const wait = (milliseconds: number) => setTimeout(milliseconds, undefined, { signal });
  const world = { fetch, now: () => performance.now(), wait, timeout: 10_000, signal };
  const asked = await checkLinks(links, world, createProgress(links.length));
  console.log(`\n${drawLinks(asked, links.length)}`);
  if (signal.aborted) return 130;
  return asked.some(({ state }) => state === "lost") ? 1 : 0;
}

/** A line for each link that is lost, and for each hundred that were asked. */
function createProgress(total: number): (link: AskedLink) => void {
  let count = 0;
  return ({ state, url, reason }) => {
    if (state === "lost") console.log(`${url}: ${reason}`);
    if (++count % 100 === 0) console.log(`${count} of ${total} asked`);
  };
}
