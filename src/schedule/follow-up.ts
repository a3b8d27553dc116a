import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import { minutesOn } from "./beat-time.ts";
import type { DeliveryLog, OrderQueue, Outlet, Owed, StepFailure } from "./ports.ts";

/** For so long after the post, what failed for a passing reason is tried again. */
const TRIED_FOR = Temporal.Duration.from({ hours: 1 });

/** Minutes. */
const TRIED_AGAIN_AFTER = 5;

/** What following up needs; handed in. */
export interface FollowUpParts {
  readonly deliveries: Pick<DeliveryLog, "followedUp">;
  readonly orders: Pick<OrderQueue, "list">;
  readonly outlet: Pick<Outlet, "publish" | "startThread">;
  readonly facts: FactIndex;
  readonly factsOf?: (guildId: string) => Promise<FactIndex>;
  readonly clock: Clock;
}

/**
 * Publishes a post and starts its thread, where that is ordered: apart from it, so that it stands where they fail. Can
 * be repeated, for Discord says when a step was done already.
 */
export type FollowUp = (owed: Owed) => Promise<void>;

export function createFollowUp(parts: FollowUpParts, signal: AbortSignal): FollowUp {
  const { clock, deliveries, factsOf = async () => parts.facts, orders, outlet } = parts;
  return async ({ channelId, day, followUpAt, guildId, leadId, posted, postedAt }) => {
    const order = (await orders.list(guildId)).find((it) => it.channelId === channelId);
    const failures: (readonly [string, StepFailure])[] = [];
    const note = (step: string, failure: StepFailure | undefined) => failure && failures.push([step, failure]);
    const title = (await factsOf(guildId)).get(leadId)?.headline ?? "This day in crossover history";
    if (order?.publish) note("not published", await outlet.publish(posted, signal));
    if (order?.thread) note("no thread", await outlet.startThread(posted, title, signal));

    const words = failures.map(([step, { reason }]) => `${step}: ${reason}`).join("; ");
    const passing = failures.some(([, it]) => it.passing);
    const inTime = Temporal.Instant.compare(clock(), postedAt.add(TRIED_FOR)) < 0;
    await deliveries.followedUp(
      { channelId, day, followUpAt },
      words || undefined,
      passing && inTime ? minutesOn(TRIED_AGAIN_AFTER, clock()) : undefined,
    );
  };
}
