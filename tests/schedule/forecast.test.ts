import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { deliveryId } from "../../src/schedule/delivery.ts";
import { forecastPosts } from "../../src/schedule/forecast.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { nextPost } from "../../src/schedule/plan.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { openStore } from "../../src/store/store.ts";
import { fact } from "../facts/sample.ts";
import { SHIPPED } from "../shipped.ts";
import { quietOutlet } from "./quiet-outlet.ts";
import { memory, order } from "./sample.ts";

const START = Temporal.Instant.from("2026-09-20T00:00:00Z");
const NO_MEMORY = memory();
const LOOK = createLook(SHIPPED);
const SILENT = createLog("silent");

describe("a forecast", () => {
  const facts = createIndex(
    [20, 21, 22].flatMap((day) => [
      fact({ id: `strong-${day}`, date: { year: 1986, month: 9, day }, weight: 5 }),
      fact({ id: `weak-${day}`, date: { year: 1990, month: 9, day }, weight: 2 }),
    ]),
    [],
  );
  const made = (given: Partial<DailyOrder> = {}) => order({ createdAt: START, ...given });
  const leads = (...given: Parameters<typeof forecastPosts>) =>
    forecastPosts(...given).map(({ choice, day }) => `${day} ${choice.lead?.id}`);

  test("tells the next posts, one a day", () => {
    expect(leads("20", [made()], START, 3, facts, NO_MEMORY)).toEqual([
      "2026-09-20 strong-20",
      "2026-09-21 strong-21",
      "2026-09-22 strong-22",
    ]);
  });

  test("passes over a day that was left out", () => {
    const skips = [Temporal.PlainDate.from("2026-09-21")];

    expect(leads("20", [made({ skips })], START, 2, facts, NO_MEMORY)).toEqual([
      "2026-09-20 strong-20",
      "2026-09-22 strong-22",
    ]);
  });

  test("knows what the server's earlier channel will have told", () => {
    const earlier = made({ channelId: "19", time: Temporal.PlainTime.from("08:00") });

    expect(leads("20", [made(), earlier], START, 2, facts, NO_MEMORY)).toEqual([
      "2026-09-20 weak-20",
      "2026-09-21 weak-21",
    ]);
  });

  test("of a paused order is what a resume would bring; other paused orders are left out", () => {
    const paused = made({ paused: "by a moderator" });
    const other = made({ channelId: "19", time: Temporal.PlainTime.from("08:00"), paused: "by a moderator" });

    expect(leads("20", [paused, other], START, 1, facts, NO_MEMORY)).toEqual(["2026-09-20 strong-20"]);
  });
});

/** What a server is like, and what befalls it in two weeks. Days count from the start. */
const fortnights = (() => {
  const day = fc.integer({ min: 0, max: 13 });
  const order = fc.record({
    channel: fc.integer({ min: 1, max: 10 }),
    hour: fc.integer({ min: 0, max: 23 }),
    timeZone: fc.constantFrom("UTC", "Europe/Paris", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"),
    genre: fc.constantFrom(undefined, undefined, ...SHIPPED.names("genre")),
    otherwise: fc.constantFrom("any" as const, "none" as const),
    skip: fc.option(day),
    /** What led in it before, by the place of the event in the calendar of those days, and how many years ago. */
    led: fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 3 })), { maxLength: 30 }),
  });
  return fc.record({
    orders: fc.uniqueArray(order, { minLength: 1, maxLength: 6, selector: ({ channel }) => channel }),
    down: fc.uniqueArray(day, { maxLength: 3 }),
    emptied: fc.uniqueArray(day, { maxLength: 4 }),
    startDay: fc.integer({ min: 0, max: 730 }),
  });
})();

test("is a promise: two weeks ahead, in several channels, with genres, skips, blocks, restarts, outages and years before", async () => {
  await fc.assert(
    fc.asyncProperty(fortnights, async ({ down, emptied, orders, startDay }) => {
      const start = START.add({ hours: 24 * startDay });
      const first = start.toZonedDateTimeISO("UTC").toPlainDate();
      const eventsOn = (day: number) => SHIPPED.on(first.add({ days: day }).toPlainMonthDay());
      const calendar = Array.from({ length: 14 }, (_, day) => eventsOn(day)).flat();
      let now = start;
      await using store = await openStore("sqlite::memory:", () => now, SILENT);
      for (const { channel, genre, hour, led, otherwise, skip, timeZone } of orders) {
        const time = Temporal.PlainTime.from({ hour });
        const it = order({ channelId: String(channel), timeZone, genre, otherwise, time, createdAt: start });
        await store.orders.add(it);
        const today = start.toZonedDateTimeISO(timeZone).toPlainDate();
        if (skip !== null) await store.orders.skip("10", it.channelId, today.add({ days: skip }));
        for (const [at, years] of led) {
          const event = calendar[at % calendar.length]!;
          const day = first.with({ month: event.date!.month!, day: event.date!.day! }).subtract({ years });
          await store.deliveries.claim({ order: it, day, at: start.add({ seconds: 1 }) }, event.id, start, start);
          await store.deliveries.end({ channelId: it.channelId, day, retryAt: start }, start, { state: "posted" });
        }
      }
      for (const day of emptied) for (const { id } of eventsOn(day)) await store.record.block("10", id);
      const all = await store.orders.list("10");
      const memory = await store.record.memory("10");
      const promised = all.flatMap(({ channelId }) =>
        forecastPosts(channelId, all, now, 14, SHIPPED, memory).map(
          (it) => [deliveryId(it.order, it.day), it.choice.lead?.headline] as const,
        ),
      );

      const posted = new Map<string, string>();
      const outlet = quietOutlet(async ({ channelId }, { deliveryId: id, title }) => {
        posted.set(id, title);
        return { outcome: "posted", messageId: "1", placeId: channelId };
      });
      const { deliveries } = store;
      const parts = { orders: store.orders, deliveries, outlet, facts: SHIPPED, look: LOOK, log: SILENT };
      for (let beats = 0; beats < 14 * all.length; beats++) {
        const dues = (await store.orders.list("10")).map((it) => nextPost(it, now));
        now = dues.map(({ at }) => at).toSorted(Temporal.Instant.compare)[0] ?? now;
        const day = Math.floor(start.until(now).total("hours") / 24);
        // Down on that day: nothing runs until it is too late; then a new process takes over.
        if (down.includes(day)) now = start.add({ hours: 24 * (day + 1) });
        await createPoster({ ...parts, clock: () => now }).beat();
      }

      const kept = promised.filter(([id]) => posted.has(id));
      expect(kept.map(([id]) => [id, posted.get(id)])).toEqual(kept);
      const told = promised.filter(([, headline]) => headline !== undefined);
      if (down.length === 0) expect(kept.length).toBeGreaterThanOrEqual(told.length - all.length);
    }),
    { numRuns: 15 },
  );
}, 60_000);
