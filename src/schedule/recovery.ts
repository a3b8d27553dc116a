import type { Posting, PostingParts } from "./attempt.ts";
import { type Choice, chooseAgain, type Silence } from "./choice.ts";
import { backOff, deliveryId, doubted, LEASE, nextStep, searchedTime, type Unfinished, wasTried } from "./delivery.ts";
import type { DailyOrder } from "./order.ts";
import type { Ending, Found, OrderQueue } from "./ports.ts";

const UNREADABLE =
  "whether it was posted could not be read in the channel; allow Read Message History for my role there.";
const UNANSWERED = "whether it was posted could not be learnt from Discord";
const NO_ORDER = "the order was removed or paused";

/** For so long after it expired, what may have been posted is still looked for. */
const LOOKED_FOR = Temporal.Duration.from({ hours: 24 });

/** So many times is looked for one that nobody is known to have tried. */
const LOOKS_UNTRIED = 2;

/** What recovery needs; handed in. */
export interface RecoveryParts extends PostingParts {
  readonly orders: Pick<OrderQueue, "list">;
}

/** Goes on with a delivery that a crash, an outage or a refusal left open. */
export type Recover = (open: Unfinished) => Promise<void>;

/** @param begun when this process began: see `mayStand` */
export function createRecovery(
  parts: RecoveryParts,
  posting: Posting,
  begun: Temporal.Instant,
  signal: AbortSignal,
): Recover {
  const { clock, deliveries, facts, log, orders, outlet } = parts;
  return async (found) => {
    const open = doubted(found, begun, clock());
    const order = (await orders.list(open.guildId)).find((it) => it.channelId === open.channelId);
    const running = order?.paused === undefined ? order : undefined;
    const step = nextStep(open, clock());
    if (step === "post" && running !== undefined) return again(open, running, open.unsureSince);
    if (open.unsureSince !== undefined) return look(open, running);
    return posting.end(open, running === undefined ? withdrawn() : tooLate(open));
  };

  /**
   * Searches the channel, and goes on by what is there; puts it off when someone else does or Discord does not tell.
   */
  async function look(open: Unfinished, running: DailyOrder | undefined): Promise<void> {
    const now = clock();
    const held = { ...open, attempts: open.attempts + 1, retryAt: now.add(LEASE) };
    if (!(await deliveries.reclaim(open, now, held.retryAt, open.unsureSince, open.leadId))) return;
    let found: Found;
    try {
      found = await outlet.find(open, searchedTime(open), deliveryId(open, open.day), signal);
    } catch (error) {
      log.warn({ err: error, channel: open.channelId }, "a post could not be looked for; it is looked for later");
      // Nothing says of an untried one that it was ever sent: being unable to look holds it back for a moment only.
      if (wasTried(held) || held.attempts < LOOKS_UNTRIED) return putOff(held);
      found = "absent";
    }
    await settle(held, running, found);
  }

  async function settle(held: Unfinished, running: DailyOrder | undefined, found: Found): Promise<void> {
    // An untried one goes out: only what may have been sent is held back where the channel cannot be read.
    if (found === "unreadable" && wasTried(held)) return posting.end(held, unreadable(held));
    if (found !== "absent" && found !== "unreadable") {
      if (running !== undefined)
        return posting.succeed({ day: held.day, order: running }, held.leadId, found, found.at);
      return posting.end(held, { state: "posted", posted: found, at: found.at });
    }
    if (running === undefined) return posting.end(held, withdrawn());
    if (nextStep({ ...held, unsureSince: undefined }, clock()) === "expire") return posting.end(held, tooLate(held));
    return again(held, running, undefined);
  }

  async function putOff(held: Unfinished): Promise<void> {
    const now = clock();
    if (Temporal.Instant.compare(now, held.expiresAt.add(LOOKED_FOR)) > 0) {
      return posting.end(held, { state: "unknown", reason: UNANSWERED });
    }
    await deliveries.backOff(
      held,
      backOff(held.attempts, now, held.expiresAt),
      held.unsureSince,
      "Discord did not answer",
    );
  }

  /** Another attempt. */
  async function again(open: Unfinished, order: DailyOrder, unsureBefore: Temporal.Instant | undefined): Promise<void> {
    const now = clock();
    const choice = await choose(open, order);
    if (choice.lead === undefined) {
      // A message may stand already, of a time when there was something to tell.
      if (unsureBefore !== undefined) return look(open, order);
      return posting.end(open, { state: "skipped", reason: choice.reason });
    }
    if (!(await deliveries.reclaim(open, now, now.add(LEASE), unsureBefore, choice.lead.id))) return;
    const due = { order, day: open.day, at: open.at };
    await posting.attempt(due, choice, { attempts: open.attempts + 1, expiresAt: open.expiresAt, unsureBefore });
  }

  /** The same lead, unless it was blocked or withdrawn meanwhile, or another genre was ordered. */
  async function choose({ day, leadId }: Unfinished, order: DailyOrder): Promise<Choice | Silence> {
    const [memory, all] = await Promise.all([deliveries.memory(order.guildId), orders.list(order.guildId)]);
    return chooseAgain(leadId, order, day, facts, memory, all);
  }
}

function withdrawn(): Ending {
  return { state: "skipped", reason: NO_ORDER };
}

/** With what was said at the last try, which may be that the channel is closed to the bot altogether. */
function unreadable({ reason }: Unfinished): Ending {
  return { state: "unknown", reason: reason === undefined ? UNREADABLE : `${UNREADABLE} At the last try: ${reason}` };
}

function tooLate({ reason }: Unfinished): Ending {
  return { state: "failed", reason: `it did not go out in time${reason === undefined ? "" : `: ${reason}`}` };
}
