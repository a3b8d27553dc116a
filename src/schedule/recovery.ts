import type { Posting, PostingParts } from "./attempt.ts";
import { choiceOf, choosePost } from "./choice.ts";
import { backOff, deliveryId, inGrace, LEASE, nextStep, type Unfinished } from "./delivery.ts";
import type { DailyOrder } from "./order.ts";
import type { Found } from "./ports.ts";

const TOO_LATE = { state: "failed", reason: "Discord did not take it in time" } as const;

/** Goes on with a delivery that a crash, an outage or a refusal left open. `order`: as it is now, if it still is. */
export type Recover = (open: Unfinished, order: DailyOrder | undefined) => Promise<void>;

export function createRecovery({ clock, deliveries, facts, log, outlet }: PostingParts, posting: Posting): Recover {
  return async (open, order) => {
    const now = clock();
    const running = order !== undefined && order.paused === undefined ? order : undefined;
    const step = running === undefined ? "look" : nextStep(open, running.timeZone, now);
    if (step === "expire") return posting.end(open, TOO_LATE);
    if (step === "post" && running !== undefined) return again(open, running, open.unsureSince);

    const looked = open.unsureSince === undefined ? { held: open, found: "absent" as const } : await look(open);
    if (looked === undefined) return;
    const { held } = looked;
    // One that nobody is known to have tried is not withheld for what only a lost record could say.
    const found = looked.found === "unreadable" && open.attempts === 0 ? "absent" : looked.found;
    if (found === "unreadable") {
      return posting.end(held, { state: "unknown", reason: "whether it was posted could not be read in the channel" });
    }
    if (found !== "absent") {
      await posting.end(held, { state: "posted", posted: found });
      const title = facts.get(open.leadId)?.headline ?? "This day in crossover history";
      return running && posting.followUp({ day: open.day, order: running }, title, found);
    }
    if (running === undefined) {
      return posting.end(held, { state: "skipped", reason: "the order was removed or paused" });
    }
    if (inGrace(open.at, open.day, running.timeZone, now)) return again(held, running, undefined);
    return posting.end(held, TOO_LATE);
  };

  /** Searches the channel; `undefined` when someone else does, or when Discord is out of reach and it must wait. */
  async function look(open: Unfinished): Promise<{ held: Unfinished; found: Found } | undefined> {
    const now = clock();
    const held = { ...open, attempts: open.attempts + 1, retryAt: now.add(LEASE) };
    if (!(await deliveries.reclaim(open, now, held.retryAt, open.unsureSince, open.leadId))) return undefined;
    try {
      return { held, found: await outlet.find(open, open.claimedAt, deliveryId(open, open.day)) };
    } catch (error) {
      log.warn({ err: error, channel: open.channelId }, "a post could not be looked for; it is looked for later");
      await deliveries.backOff(held, backOff(held.attempts, clock()), open.unsureSince, "Discord did not answer");
      return undefined;
    }
  }

  /** Another attempt, with the same lead unless that was blocked or withdrawn meanwhile. */
  async function again(open: Unfinished, order: DailyOrder, unsureBefore: Temporal.Instant | undefined): Promise<void> {
    const now = clock();
    const memory = await deliveries.memory(order.guildId);
    const lead = memory.blocked.has(open.leadId) ? undefined : facts.get(open.leadId);
    const choice =
      lead === undefined ? choosePost(order, open.day, facts, memory) : choiceOf(lead, order, open.day, facts, memory);
    if (!(await deliveries.reclaim(open, now, now.add(LEASE), unsureBefore, choice.lead.id))) return;
    const due = { order, day: open.day, at: open.at };
    await posting.attempt(due, choice, { attempts: open.attempts + 1, unsureBefore });
  }
}
