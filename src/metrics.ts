import type { OnAnswer } from "./bot/dispatch.ts";
import type { LineWatch } from "./bot/wire/line-watch.ts";
import type { Vitals } from "./vitals.ts";

/**
 * What is counted.
 *
 * Each label has few values, known beforehand: names of our own commands, states, status codes; never what people sent.
 */
export interface Metrics extends LineWatch {
  readonly countAnswer: OnAnswer;
  /** `lateness`: how long after its time a post went out; only for one that was sent just now. */
  readonly countDelivery: (state: string, lateness?: Temporal.Duration) => void;
  readonly countDroppedLine: () => void;
  /** Reads these, too, each time that the metrics are read; what cannot be read is left out. */
  watch(vitals: Pick<Vitals, "connected" | "elected" | "waiting" | "unclaimed" | "unfinished">): void;
  /** All of it in Prometheus' text format. */
  read(): Promise<string>;
}

/** Metrics that count nothing, for nobody who could read them. */
export const UNREAD: Metrics = {
  countAnswer: () => {},
  timeAnswer: () => () => {},
  countDelivery: () => {},
  countResponse: () => {},
  countRateLimit: () => {},
  countDroppedLine: () => {},
  watch: () => {},
  read: async () => "",
};
