import { type Correction, createIndex, type Fact } from "../../facts/index.ts";
import type { Clock } from "../../src/clock.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import type { Reply } from "../../src/render/reply.ts";
import { deliveryId } from "../../src/schedule/delivery.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import type { Edited, Found, Outlet, Sent, StepFailure } from "../../src/schedule/ports.ts";
import { createPoster, type PosterParts } from "../../src/schedule/poster.ts";
import { openStore } from "../../src/store/store.ts";
import { clockAt, textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";
import { order } from "./sample.ts";

// The real poster on a store in memory, and a stand-in for Discord.

export const CHANNEL = "20";
export const GUILD = "10";
export const REPORTS_CHANNEL = "90";
export const DAY = Temporal.PlainDate.from("2026-09-27");
export const NONCE = deliveryId({ channelId: CHANNEL }, DAY);
export const POST = {
  message: { components: [], audience: "everyone" },
  title: "Rap meets rock",
  deliveryId: NONCE,
} as const;
export const LATEST_EVENT = fact({ headline: "Rap meets rock", date: { year: 1986, month: 9, day: 27 } });

export const EVENTS = [
  LATEST_EVENT,
  fact({ id: "weaker", headline: "A weaker one", weight: 1 }),
  fact({ id: "eve", date: { year: 1990, month: 9, day: 26 } }),
  fact({ id: "other", date: { year: 1990, month: 9, day: 29 } }),
];

/** A stand-in for Discord: holds messages by nonce for as long as Discord would, and can be told to fail. */
function createChannel(clock: () => Temporal.Instant) {
  const messages: { id: string; channelId: string; nonce: string; at: Temporal.Instant; text: string }[] = [];
  const told: { userId: string; message: Reply }[] = [];
  let troubles: (Sent | "lost")[] = [];
  let found: Found | undefined;
  let threadTrouble: StepFailure | undefined = { reason: "Missing Permissions", passing: false };
  const written: { channelId: string; nonce: string; text: string }[] = [];
  const edits: string[] = [];
  let editTroubles: Exclude<Edited, { outcome: "edited" }>[] = [];
  let writeTroubles: StepFailure[] = [];
  let tellTroubles: ("refused" | "unsure")[] = [];
  const outlet: Outlet = {
    async send({ channelId }, { deliveryId: nonce, message: post }, _, stands = async () => true) {
      if (!(await stands())) return { outcome: "unsent", reason: "kept back" };
      const trouble = troubles.shift();
      if (trouble !== undefined && trouble !== "lost") return trouble;
      const same = messages.find(
        (it) => it.nonce === nonce && Temporal.Instant.compare(clock(), it.at.add({ minutes: 3 })) < 0,
      );
      const message = same ?? { id: String(messages.length + 1), channelId, nonce, at: clock(), text: textOf(post) };
      if (same === undefined) messages.push(message);
      return trouble === "lost"
        ? { outcome: "unsure", reason: "lost" }
        : { outcome: "posted", messageId: message.id, placeId: channelId };
    },
    async find({ channelId }, _, id) {
      const message = messages.find((it) => it.nonce === id);
      return (
        found ?? (message === undefined ? "absent" : { messageId: message.id, placeId: channelId, at: message.at })
      );
    },
    publish: async () => undefined,
    startThread: async () => threadTrouble,
    answers: async () => true,
    reaches: async () => true,
    async tell(userId, message) {
      const trouble = tellTroubles.shift();
      if (trouble !== undefined) return trouble;
      told.push({ userId, message });
      return "told";
    },
    async write(channelId, message, nonce) {
      const trouble = writeTroubles.shift();
      if (trouble === undefined) written.push({ channelId, nonce, text: textOf(message) });
      return trouble;
    },
    async edit({ messageId }, message) {
      edits.push(messageId);
      const trouble = editTroubles.shift();
      if (trouble !== undefined) return trouble;
      const found = messages.find(({ id }) => id === messageId);
      if (found === undefined) return { outcome: "refused", reason: "its message was deleted", lasting: false };
      found.text = textOf(message);
      return { outcome: "edited" };
    },
  };
  return {
    outlet,
    /** The messages that were to be edited, each time. */
    edits,
    failEditing: (...next: Exclude<Edited, { outcome: "edited" }>[]) => {
      editTroubles = next;
    },
    messages,
    told,
    written,
    failWriting: (...next: StepFailure[]) => {
      writeTroubles = next;
    },
    fail: (...next: (Sent | "lost")[]) => {
      troubles = next;
    },
    hide: (as: Found) => {
      found = as;
    },
    failThreads: (trouble: StepFailure | undefined) => {
      threadTrouble = trouble;
    },
    failTelling: (...next: ("refused" | "unsure")[]) => {
      tellTroubles = next;
    },
  };
}

/**
 * A poster with orders that were made the day before, and a store in memory.
 *
 * @param more what else the poster is given
 * @param orders for 09:00 UTC where they say nothing else; one with a thread in CHANNEL by default
 */
export async function setUp(
  start = "2026-09-27T09:00:00Z",
  orders: readonly Partial<DailyOrder>[] = [{ thread: true }],
  events = EVENTS,
  more: (clock: Clock) => Pick<PosterParts, "witness" | "elapsed"> = () => ({}),
) {
  const clock = clockAt(start);
  const log = createLog("silent");
  const store = await openStore("sqlite::memory:", clock, log);
  const channel = createChannel(clock);
  const facts = createIndex(events, []);
  const { orders: queue, deliveries } = store;
  const parts = {
    orders: queue,
    deliveries,
    edits: store.edits,
    outlet: channel.outlet,
    facts,
    look: createLook(facts),
    clock,
    log,
    reports: { queue: store.reports, channelId: REPORTS_CHANNEL },
    ...more(clock),
  };
  for (const it of orders) {
    await store.orders.add(
      order({
        channelId: CHANNEL,
        guildId: GUILD,
        createdAt: Temporal.Instant.from("2026-09-26T12:00:00Z"),
        ...it,
      }),
    );
  }
  const poster = createPoster(parts);
  const last = async (guildId = GUILD, channelId = CHANNEL) => (await store.record.lastResults(guildId)).get(channelId);
  const due = async () => {
    const [stored] = await store.orders.list(GUILD);
    if (stored === undefined) throw new Error("no order");
    return { order: stored, day: DAY, at: Temporal.Instant.from("2026-09-27T09:00:00Z") };
  };
  return {
    ...channel,
    clock,
    store,
    facts,
    parts,
    /** Beats minute by minute. */
    async beatOn(from: string, minutes: number) {
      for (let minute = 0; minute < minutes; minute++) {
        clock.set(Temporal.Instant.from(from).add({ minutes: minute }).toString());
        await poster.beat();
      }
    },
    poster,
    another: () => createPoster(parts),
    /** A poster as after a restart with that content. */
    restarted(events: readonly Fact[], corrections: readonly Correction[] = []) {
      const now = createIndex(events, [], [], [], [], corrections);
      return createPoster({ ...parts, facts: now, look: createLook(now) });
    },
    last,
    due,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
