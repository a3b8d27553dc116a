import type { Posting, PostingParts } from "./attempt.ts";
import { type Choice, chooseAgain, type Silence } from "./choice.ts";
import { wordingOf } from "./content.ts";
import { deliveryId, LEASE, type Unfinished } from "./delivery.ts";
import { doubted, isUnderWay, lookAgainAt, nextStep, searchedTime, wasTried } from "./doubt.ts";
import type { DailyOrder } from "./order.ts";
import type { Ending, Found, OrderQueue } from "./ports.ts";

const UNREADABLE =
  "whether it was posted could not be read in the channel; allow Read Message History for my role there.";
const BURIED =
  "so much was said in the channel that whether it was posted could not be found out; look there for it around its time.";
const UNANSWERED = "whether it was posted could not be learnt from Discord";
const NO_ANSWER = "Discord did not answer";
const UNDER_WAY = "it is not in the channel, but may still be on its way";
const NO_ORDER = "it was removed or paused";

/** Why it is not known whether a post stands in its channel, and what a moderator can do. */
const UNTOLD = { unreadable: UNREADABLE, buried: BURIED } as const;

/** For so long after it expired, what may have been posted is still looked for. */
const LOOKED_FOR = Temporal.Duration.from({ hours: 24 });

/** So many times is looked for one that nobody is known to have tried. */
const LOOKS_UNTRIED = 2;

/** What recovery needs; handed in. */
export interface RecoveryParts extends PostingParts {
  readonly orders: Pick<OrderQueue, "list">;
}

/**
 * Goes on with a delivery that a crash, an outage or a refusal left open.
 *
 * @param certain whether the clock can be relied on: else nothing is given up as too late
 */
export type Recover = (open: Unfinished, certain: boolean) => Promise<void>;

/** @param begun since when this process posts: see `doubted` */
export function createRecovery(
  parts: RecoveryParts,
  posting: Posting,
  begun: () => Temporal.Instant,
  signal: AbortSignal,
): Recover {
  const { clock, deliveries, factsOf = async () => parts.facts, orders, outlet, putOffs } = parts;
  return async (found, certain) => {
    const open = doubted(found, begun(), clock());
    const running = await runningOrder(open);
    const step = nextStep(open, clock());
    if (step === "look") return look(open, running, certain);
    if (running === undefined) return void (await posting.end(open, withdrawn()));
    if (step === "post") return again(open, running);
    if (certain) await tooLate(open, running);
  };

  async function runningOrder({ channelId, guildId }: Unfinished): Promise<DailyOrder | undefined> {
    const order = (await orders.list(guildId)).find((it) => it.channelId === channelId);
    return order?.paused === undefined ? order : undefined;
  }

  /**
   * Searches the channel, and goes on by what is there; puts it off when someone else does or Discord does not tell.
   */
  async function look(open: Unfinished, running: DailyOrder | undefined, certain: boolean): Promise<void> {
    const now = clock();
    const held = { ...open, attempts: open.attempts + (wasTried(open) ? 0 : 1), retryAt: now.add(LEASE) };
    if (!(await deliveries.reclaim(open, now, held.retryAt, open.unsureSince, open.leadId))) return;
    let found: Found;
    try {
      found = await outlet.find(open, searchedTime(open), deliveryId(open, open.day), signal);
    } catch (error) {
      // Nothing says of an untried one that it was ever sent: being unable to look holds it back for a moment only.
      if (wasTried(held) || held.attempts < LOOKS_UNTRIED) return putOff(held, NO_ANSWER, certain, error);
      found = "absent";
    }
    await settle(held, running, found, certain);
  }

  async function settle(
    held: Unfinished,
    running: DailyOrder | undefined,
    found: Found,
    certain: boolean,
  ): Promise<void> {
    if (found === "unreadable" || found === "refused" || found === "buried") {
      // An untried one goes out: only what may have been sent is held back where it cannot be found.
      if (wasTried(held)) {
        return found === "refused" ? refused(held, certain) : void (await untold(held, UNTOLD[found]));
      }
    } else if (found !== "absent") return record(held, running, found);
    else if (isUnderWay(held, clock())) return putOff(held, held.reason, certain);

    if (running === undefined) return void (await posting.end(held, withdrawn()));
    const absent = { ...held, unsureSince: undefined };
    if (nextStep(absent, clock()) === "post") return again(absent, running);
    if (certain) await tooLate(absent, running);
  }

  async function record(held: Unfinished, running: DailyOrder | undefined, found: Exclude<Found, string>) {
    const leadId = found.leadId ?? held.leadId;
    // A process before this one may have told it in other words.
    const own = held.unsureSince !== undefined && Temporal.Instant.compare(held.unsureSince, begun()) >= 0;
    const contentHash = own ? wordingOf(leadId, parts.facts) : undefined;
    if (running !== undefined) return posting.succeed(running, held, { ...found, leadId, contentHash }, found.at);
    await posting.end(held, { state: "posted", posted: found, leadId, contentHash, at: found.at });
  }

  /** Discord's refusal may not last: it is asked again until the post's time is over. */
  async function refused(held: Unfinished, certain: boolean): Promise<void> {
    const late = Temporal.Instant.compare(clock(), held.expiresAt) > 0;
    if (!late) return putOff(held, held.reason, certain);
    if (certain) await untold(held, UNREADABLE);
  }

  async function putOff(
    held: Unfinished,
    reason: string | undefined,
    certain: boolean,
    error?: unknown,
  ): Promise<void> {
    const now = clock();
    if (certain && Temporal.Instant.compare(now, held.expiresAt.add(LOOKED_FOR)) > 0) {
      return void (await posting.end(held, { state: "unknown", reason: UNANSWERED }));
    }
    const retryAt = lookAgainAt(held, now);
    await deliveries.backOff(held, retryAt, held.unsureSince, reason, held.lasting);
    putOffs.note(held, reason ?? UNDER_WAY, retryAt, error);
  }

  /** Another attempt. */
  async function again(open: Unfinished, order: DailyOrder): Promise<void> {
    const now = clock();
    const choice = await choose(open, order);
    if (choice.lead === undefined) return void (await posting.end(open, { state: "skipped", reason: choice.reason }));
    const until = now.add(LEASE);
    if (!(await deliveries.reclaim(open, now, until, undefined, choice.lead.id))) return;
    const due = { order, day: open.day, at: open.at };
    await posting.attempt(due, choice, { attempts: open.attempts + 1, expiresAt: open.expiresAt, until });
  }

  /** The same lead, unless it was blocked or withdrawn meanwhile, or another genre was ordered. */
  async function choose({ day, leadId }: Unfinished, order: DailyOrder): Promise<Choice | Silence> {
    const { guildId } = order;
    const [facts, memory, all] = await Promise.all([
      factsOf(guildId),
      deliveries.memory(guildId),
      orders.list(guildId),
    ]);
    return chooseAgain(leadId, order, day, facts, memory, all);
  }

  /** With what was said at the last try, which may be that the channel is closed to the bot altogether. */
  function untold(held: Unfinished, why: string): Promise<boolean> {
    const last = held.reason === undefined ? "" : ` At the last try: ${held.reason}`;
    return posting.end(held, { state: "unknown", reason: `${why}${last}` });
  }

  async function tooLate(open: Unfinished, order: DailyOrder): Promise<void> {
    const { lasting, reason } = open;
    if (lasting && reason !== undefined) return posting.giveUp(open, order, reason);
    const why = reason === undefined ? "" : `: ${reason}`;
    await posting.end(open, { state: "failed", reason: `it did not go out in time${why}` });
  }
}

function withdrawn(): Ending {
  return { state: "skipped", reason: NO_ORDER };
}
