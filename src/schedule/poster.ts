import pMap from "p-map";
import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { renderPost } from "../render/post.ts";
import { notice } from "../render/reply.ts";
import { type Choice, choiceOf, choosePost, type ServerMemory } from "./choice.ts";
import { backOff, deliveryId, GRACE, inGrace, isLate, LEASE, nextStep, type Unfinished } from "./delivery.ts";
import { inTurn } from "./forecast.ts";
import { type DailyOrder, isSkipped } from "./order.ts";
import { type Due, duePosts, missedPosts } from "./plan.ts";
import type { DeliveryKey, DeliveryLog, Ending, Found, Outlet, Posted } from "./ports.ts";

/** Servers posted to at once: enough to fill Discord's 50 requests a second, few enough that none waits out its lease. */
const CONCURRENCY = 25;

/** An order that Discord refuses for so many days in a row is paused. */
const DAYS_UNTIL_PAUSE = 3;

export interface PosterParts {
  readonly orders: {
    running(): Promise<readonly DailyOrder[]>;
    change(guildId: string, channelId: string, changes: { readonly paused: string }): Promise<unknown>;
  };
  readonly deliveries: DeliveryLog;
  readonly outlet: Outlet;
  readonly facts: FactIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with each delivery that came to its end. `lateBy`: how long after its time, of a post sent just now. */
  readonly onEnd?: (state: Ending["state"], lateBy?: Temporal.Duration) => void;
}

/** How the poster gets on, for health and metrics. */
export interface Progress {
  /** Deliveries of the round under way that have not had their end yet. */
  readonly waiting: number;
  /** When a round last ended without failing; when the poster was made, before the first. */
  readonly roundEnded: Temporal.Instant;
}

export interface Poster {
  /** Posts all that is due now; resolves when it is done. A beat during another waits for it and looks again. */
  beat(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has ended; after `limit` it is broken off. */
  stop(limit: Temporal.Duration): Promise<void>;
  progress(): Progress;
}

/** Carries out what `plan.ts` decides: claim, post, record. */
export function createPoster(parts: PosterParts): Poster {
  const { clock, deliveries, facts, log, onEnd = () => {}, orders, outlet } = parts;
  const breakOff = new AbortController();
  let stopping = false;
  let last: Promise<void> = Promise.resolve();
  let tidied = "";
  let waiting = 0;
  let roundEnded = clock();

  return {
    beat() {
      last = last
        .then(() => round())
        .catch((error) => log.error({ err: error }, "a beat failed; the next one tries again"));
      return last;
    },
    async stop(limit) {
      stopping = true;
      const timer = setTimeout(() => breakOff.abort(), limit.total("milliseconds"));
      await last;
      clearTimeout(timer);
    },
    progress: () => ({ waiting, roundEnded }),
  };

  /** Unfinished ones first: their time has run longest. */
  async function round(): Promise<void> {
    const unfinished = await deliveries.unfinished(clock());
    await each(unfinished, (it) => finish(it, it.order));
    const running = await orders.running();
    const now = clock();
    await eachServer(missedPosts(running, now, GRACE), skipMissed);
    await eachServer(duePosts(running, now, GRACE), deliver);
    await tidy(now);
    roundEnded = clock();
  }

  /** Within a server one is chosen after the other, for what led one post does not lead the next. */
  async function eachServer(dues: readonly Due[], act: (dues: readonly Due[], memory: ServerMemory) => Promise<void>) {
    await each([...Map.groupBy(dues, ({ order }) => order.guildId)], async ([guildId, its]) => {
      await act(its.toSorted(inTurn), await deliveries.memory(guildId));
    });
  }

  async function each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
    const one = async (item: Item) => {
      if (!stopping) await act(item).catch((error) => log.error({ err: error }, "a delivery failed; it stays open"));
      waiting -= 1;
    };
    waiting += items.length;
    await pMap(items, one, { concurrency: CONCURRENCY });
  }

  async function skipMissed(dues: readonly Due[], memory: ServerMemory): Promise<void> {
    for (const due of dues) {
      const asOrdered = isSkipped(due.order, due.day);
      const choice = asOrdered ? undefined : choose(due, memory);
      await skip(due, asOrdered ? "left out by a moderator" : "I was offline until it was too late", choice);
    }
  }

  async function deliver(dues: readonly Due[], memory: ServerMemory): Promise<void> {
    const claimed: { due: Due; choice: Choice }[] = [];
    for (const due of dues) {
      if (isSkipped(due.order, due.day)) {
        await skip(due, "left out by a moderator");
        continue;
      }
      const now = clock();
      const choice = choose(due, memory);
      if (await deliveries.claim(due, choice.lead.id, now, now.add(LEASE))) claimed.push({ due, choice });
    }
    await Promise.all(claimed.map(({ choice, due }) => attempt(due, choice, { attempts: 1, unsureBefore: undefined })));
  }

  /** Chooses, and lets the server remember it for the posts that are chosen next. */
  function choose({ day, order }: Due, memory: ServerMemory): Choice {
    const choice = choosePost(order, day, facts, memory);
    (memory.led as Map<string, Temporal.PlainDate>).set(choice.lead.id, day);
    return choice;
  }

  async function skip(due: Due, reason: string, choice?: Choice): Promise<void> {
    await deliveries.skip(due, clock(), reason, choice?.lead.id);
    onEnd("skipped");
  }

  /** Goes on with a delivery that a crash, an outage or a refusal left open. */
  async function finish(open: Unfinished, order: DailyOrder | undefined): Promise<void> {
    const now = clock();
    const running = order !== undefined && order.paused === undefined ? order : undefined;
    const step = running === undefined ? "look" : nextStep(open, running.timeZone, now);
    if (step === "expire") return end(open, { state: "failed", reason: "Discord did not take it in time" });
    if (step === "post" && running !== undefined) return again(open, running, open.unsureSince);

    const looked = open.unsureSince === undefined ? { held: open, found: "absent" as const } : await look(open);
    if (looked === undefined) return;
    const { found, held } = looked;
    if (found === "unreadable") {
      return end(held, { state: "unknown", reason: "whether it was posted could not be read in the channel" });
    }
    if (found !== "absent") return end(held, { state: "posted", posted: found });
    if (running === undefined) return end(held, { state: "skipped", reason: "the order was removed or paused" });
    if (inGrace(open.at, open.day, running.timeZone, now)) return again(held, running, undefined);
    return end(held, { state: "failed", reason: "Discord did not take it in time" });
  }

  /** Searches the channel; `undefined` when someone else does, or when Discord is out of reach and it must wait. */
  async function look(open: Unfinished): Promise<{ held: Unfinished; found: Found } | undefined> {
    const now = clock();
    const held = { ...open, attempts: open.attempts + 1, retryAt: now.add(LEASE) };
    if (!(await deliveries.reclaim(open, now, held.retryAt, open.unsureSince))) return undefined;
    try {
      return { held, found: await outlet.find(open, open.claimedAt, deliveryId(open, open.day)) };
    } catch (error) {
      log.warn({ err: error, channel: open.channelId }, "a post could not be looked for; it is looked for later");
      await deliveries.backOff(held, backOff(held.attempts, clock()), open.unsureSince, "Discord did not answer");
      return undefined;
    }
  }

  async function again(open: Unfinished, order: DailyOrder, unsureBefore: Temporal.Instant | undefined): Promise<void> {
    const now = clock();
    if (!(await deliveries.reclaim(open, now, now.add(LEASE), unsureBefore))) return;
    const memory = await deliveries.memory(order.guildId);
    const lead = facts.get(open.leadId);
    const choice =
      lead === undefined ? choosePost(order, open.day, facts, memory) : choiceOf(lead, order, open.day, facts, memory);
    await attempt({ order, day: open.day, at: open.at }, choice, { attempts: open.attempts + 1, unsureBefore });
  }

  async function attempt(
    due: Due,
    choice: Choice,
    { attempts, unsureBefore }: { attempts: number; unsureBefore: Temporal.Instant | undefined },
  ): Promise<void> {
    const { at, day, order } = due;
    const now = clock();
    const id = deliveryId(order, day);
    const lateFor = isLate(at, now) ? at : undefined;
    const message = renderPost(choice, { deliveryId: id, roleId: order.roleId, lateFor });
    const sent = await outlet.send(order, { message, title: choice.lead.headline, deliveryId: id }, breakOff.signal);

    const key = { channelId: order.channelId, day };
    switch (sent.outcome) {
      case "posted":
        await end(key, { state: "posted", posted: sent }, at.until(clock()));
        return followUp(due, choice, sent);
      case "refused":
        await end(key, { state: "failed", reason: sent.reason, lasting: sent.lasting });
        return sent.lasting ? pauseIfHopeless(order, sent.reason) : undefined;
      case "unsent":
        return deliveries.backOff(key, backOff(attempts, clock()), unsureBefore, sent.reason);
      case "unsure":
        return deliveries.backOff(key, backOff(attempts, clock()), unsureBefore ?? now, sent.reason);
    }
  }

  /** What comes after the post is tried apart: where it fails, the post stands all the same. */
  async function followUp({ day, order }: Due, choice: Choice, posted: Posted): Promise<void> {
    const problems = [
      order.publish ? [await outlet.publish(posted), "not published"] : [],
      order.thread ? [await outlet.startThread(posted, choice.lead.headline), "no thread"] : [],
    ].flatMap(([problem, step]) => (problem === undefined ? [] : [`${step}: ${problem}`]));
    if (problems.length > 0) await deliveries.remark({ channelId: order.channelId, day }, problems.join("; "));
  }

  async function end(key: DeliveryKey, ending: Ending, lateBy?: Temporal.Duration): Promise<void> {
    await deliveries.end(key, clock(), ending);
    onEnd(ending.state, lateBy);
    const level = ending.state === "posted" ? "info" : "warn";
    log[level]({ channel: key.channelId, day: key.day.toString(), reason: ending.reason }, `delivery ${ending.state}`);
  }

  async function pauseIfHopeless(order: DailyOrder, reason: string): Promise<void> {
    if ((await deliveries.lastingRefusals(order.channelId)) < DAYS_UNTIL_PAUSE) return;
    const paused = `refused ${DAYS_UNTIL_PAUSE} days in a row: ${reason}`;
    await orders.change(order.guildId, order.channelId, { paused });
    await outlet.tell(
      order.createdBy,
      notice(`The daily post that you ordered in <#${order.channelId}> is paused, ${paused} Then run /daily resume.`),
    );
  }

  /** Once a day, and at the first beat. */
  async function tidy(now: Temporal.Instant): Promise<void> {
    const today = now.toZonedDateTimeISO("UTC").toPlainDate();
    if (tidied === today.toString()) return;
    await deliveries.tidy(today);
    tidied = today.toString();
  }
}
