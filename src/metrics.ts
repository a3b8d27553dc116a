import { Counter, collectDefaultMetrics, Registry } from "prom-client";
import type { OnAnswer } from "./bot/dispatch.ts";

/** Counts, in a registry of its own, so that two bots in one process do not share them. */
export interface Metrics {
  readonly countAnswer: OnAnswer;
  readonly countDelivery: (state: string) => void;
  /** All counts in Prometheus' text format. */
  read(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: "crossfade_answers_total",
    help: "Commands and buttons answered, by name and outcome",
    labelNames: ["name", "outcome"],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: "crossfade_deliveries_total",
    help: "Daily posts that came to an end, by how",
    labelNames: ["state"],
    registers: [registry],
  });
  return {
    countAnswer: (name, outcome) => answers.inc({ name, outcome }),
    countDelivery: (state) => deliveries.inc({ state }),
    read: () => registry.metrics(),
  };
}
