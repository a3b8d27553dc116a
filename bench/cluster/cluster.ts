import { setTimeout as sleep } from "node:timers/promises";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { freePort, startPostgres } from "../../tests/store/databases.ts";
import { describeMachine } from "../beside/machine.ts";
import { nextMinute, orderIn } from "../flood.ts";
import type { Row } from "../row.ts";
import { startAsker } from "./asking.ts";
import { requireHaproxy, startBalancer } from "./balancer.ts";
import { PHASES } from "./phases.ts";
import { watchPosts } from "./posts.ts";
import { startProcesses } from "./processes.ts";
import { type Outcome, rowsOf, takeover, writeOutcome } from "./report.ts";
import { settle } from "./town.ts";

/** Seconds that commands are timed before anything else happens. */
const IDLE_SECONDS = 20;

/** Seconds for what is done before: orders, starts. */
const PREPARATION = 40;

/** Milliseconds for the posts that are left after the last phase; one whose outcome is not sure waits for some minutes. */
const LAST_POSTS = 600_000;

/**
 * Three processes of the bot over HTTP, behind HAProxy as `deploy/haproxy.cfg` has it, on a PostgreSQL: 200 commands a
 * second and 10,000 posts due in one minute, while each process is killed in turn, the balancer reloaded, and PostgreSQL
 * restarted. Prints how commands fared in each phase. Takes seven minutes.
 *
 * @throws Error when HAProxy is not installed
 */
export async function benchCluster(): Promise<Row[]> {
  requireHaproxy();
  console.log(`${describeMachine()}\n`);
  const front = await freePort();
  const ports = [await freePort(), await freePort(), await freePort()];
  const interactionsUrl = `http://127.0.0.1:${front}/interactions`;
  await using discord = await startLocalDiscord({ limits: "discord", interactionsUrl });
  await using database = await startPostgres();
  const town = settle(discord.world);
  const due = nextMinute(IDLE_SECONDS + PREPARATION);
  // Without pictures: what is asked here is whether each comes once.
  await orderIn(town.channels, database.url, due, false);
  const posts = watchPosts(discord, town.channels, due.toZonedDateTimeISO("UTC").toPlainDate());
  await using processes = await startProcesses(discord, database.url, ports);
  await using balancer = await startBalancer(discord, front, ports);

  await sleep(due.epochMilliseconds - Date.now() - IDLE_SECONDS * 1000);
  const asker = startAsker(discord, town, "idle");
  await sleep(due.epochMilliseconds - Date.now());
  const dueAt = performance.now();
  const left: [name: string, from: number][] = [];
  for (const { befall, name, seconds } of PHASES) {
    asker.enter(name);
    const [from] = await Promise.all([befall?.({ processes, balancer, database }), sleep(seconds * 1000)]);
    if (from !== undefined) left.push([name, from]);
  }
  asker.enter("the last posts");
  await posts.done(LAST_POSTS);

  const outcome: Outcome = {
    tallies: await asker.stop(),
    takeovers: left.map(([name, from]) => ({ name, seconds: takeover(from, processes.elections, posts.times) })),
    posts: {
      ...posts.count(),
      taken: posts.times.length,
      seconds: ((posts.times.at(-1) ?? Number.NaN) - dueAt) / 1000,
    },
  };
  console.log(`${writeOutcome(outcome)}\n`);
  for (const [words, times] of processes.warnings) console.error(`the log, ${times} times: ${words}`);
  return rowsOf(outcome);
}
