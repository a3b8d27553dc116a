import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Metrics } from "./metrics.ts";

/** Seconds. Discord gives up on an answer after 3, and one that takes more than 1.5 is announced first. */
const ANSWER_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 10, 30];

/** Seconds; from 600 on a post says that it is late, and 21,600 is the end of the grace. */
const LATENESS_BUCKETS = [1, 5, 15, 60, 120, 210, 300, 600, 1800, 3600, 10_800, 21_600];

/** Metrics in a registry of its own, so that two bots in one process do not share it. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `crossfade_${name}`, help, labelNames, registers });
  const answers = counter("answers_total", "Commands and buttons answered, by name and outcome", "name", "outcome");
  const deliveries = counter("deliveries_total", "Daily posts that came to an end, by how", "state");
  const responses = counter("discord_responses_total", "Discord's answers to requests, by status", "status");
  const waits = counter("discord_rate_limited_total", "Requests held back by a rate limit, by whose it is", "scope");
  const dropped = counter("log_lines_dropped_total", "Lines of the log that nobody read or that found no room");
  const seconds = new Histogram({
    name: "crossfade_answer_seconds",
    help: "From a command or button to the answer's arrival at Discord, by name",
    labelNames: ["name"],
    buckets: ANSWER_BUCKETS,
    registers,
  });
  const lateness = new Histogram({
    name: "crossfade_post_lateness_seconds",
    help: "How long after its time a daily post went out",
    buckets: LATENESS_BUCKETS,
    registers,
  });

  return {
    countAnswer: (name, outcome) => answers.inc({ name, outcome }),
    timeAnswer: (name) => seconds.startTimer({ name }),
    countDelivery: (state, late) => {
      deliveries.inc({ state });
      if (late !== undefined) lateness.observe(Math.max(0, late.total("seconds")));
    },
    countResponse: (status) => responses.inc({ status: statusLabel(status) }),
    countRateLimit: (scope) => waits.inc({ scope }),
    countDroppedLine: () => dropped.inc(),
    watch({ connected, elected, unclaimed, unfinished, waiting }) {
      gauge(registry, "discord_connected", "1 while connected to Discord, else 0", async () => (connected() ? 1 : 0));
      gauge(registry, "poster_elected", "1 in the process that posts, else 0", async () => (elected() ? 1 : 0));
      gauge(registry, "posts_waiting", "Due posts that have not had their turn", async () => waiting());
      gauge(registry, "posts_unclaimed", "Due posts that a round could not begin", async () => unclaimed());
      gauge(registry, "posts_unfinished", "Posts begun that have no end yet", async () => (await unfinished()).count);
    },
    read: () => registry.metrics(),
  };
}

/** By class, but for those by which Discord counts invalid requests. */
function statusLabel(status: number): string {
  return [401, 403, 429].includes(status) ? String(status) : `${Math.floor(status / 100)}xx`;
}

function gauge(registry: Registry, name: string, help: string, read: () => Promise<number>): void {
  const made = new Gauge({
    name: `crossfade_${name}`,
    help,
    registers: [registry],
    async collect() {
      await read().then(
        (level) => made.set(level),
        () => made.remove(),
      );
    },
  });
}
