import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { renderReport } from "../render/report.ts";
import { minutesOn } from "./beat-time.ts";
import type { KeptReport, Outlet, ReportQueue } from "./ports.ts";

/** A report is told within a week or not at all: it stands in the list of all in any case. */
const TOLD_FOR = Temporal.Duration.from({ hours: 7 * 24 });

/** Minutes before it is tried again: at first while Discord knows the nonce, then as long as it has waited. */
const SOONEST = 2;
const LATEST = 60;

/** What telling of reports needs; handed in. */
export interface ReportingParts {
  readonly reports: { readonly queue: ReportQueue; readonly channelId: string };
  readonly outlet: Pick<Outlet, "write">;
  readonly facts: FactIndex;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells the operator's channel what people report. */
export interface Reporting {
  /** Those that are to be told now. */
  untold(): Promise<readonly KeptReport[]>;
  keyOf(report: KeptReport): string;
  tell(report: KeptReport): Promise<void>;
}

export function createReporting(parts: ReportingParts, signal: AbortSignal): Reporting {
  const { clock, facts, log, outlet } = parts;
  const { channelId, queue } = parts.reports;
  return {
    untold: () => queue.untold(clock(), clock().subtract(TOLD_FOR)),
    keyOf: ({ factId, userId }) => `report ${userId} ${factId}`,
    async tell(report) {
      const message = renderReport(report, facts.get(report.factId));
      const failure = await outlet.write(channelId, message, nonceOf(report), signal);
      if (failure === undefined) return queue.told(report, { at: clock() });
      log.warn({ channel: channelId, reason: failure.reason }, "a report could not be told; it is tried again");
      const waited = report.at.until(clock()).total("minutes");
      await queue.told(report, { again: minutesOn(Math.min(Math.max(waited, SOONEST), LATEST), clock()) });
    },
  };
}

/** At most 25 characters, as Discord allows. */
function nonceOf({ at, userId }: KeptReport): string {
  return `r${BigInt(userId).toString(36)}-${at.epochMilliseconds.toString(36)}`;
}
