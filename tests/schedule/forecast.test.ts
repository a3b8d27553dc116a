import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIndex, openFacts } from "../../facts/index.ts";
import { createLog } from "../../src/log.ts";
import { deliveryId } from "../../src/schedule/delivery.ts";
import { forecastPosts } from "../../src/schedule/forecast.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { nextPost } from "../../src/schedule/plan.ts";
import type { Outlet } from "../../src/schedule/ports.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { openStore } from "../../src/store/store.ts";
import { fact } from "../facts/sample.ts";
import { order } from "./sample.ts";

const START = Temporal.Instant.from("2026-09-20T00:00:00Z");
const NO_MEMORY = { blocked: new Set<string>(), led: new Map() };

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
    forecastPosts(...given).map(({ choice, day }) => `${day} ${choice.lead.id}`);

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

test("is a promise: two weeks ahead, in several channels, with genres, skips, blocks, restarts and outages between", async () => {
  const facts = openFacts();
  const genres = [undefined, ...facts.names("genre")];
  const orders = fc.uniqueArray(
    fc.record({
      channel: fc.integer({ min: 1, max: 4 }),
      hour: fc.integer({ min: 0, max: 23 }),
      timeZone: fc.constantFrom("UTC", "Europe/Paris", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"),
      genre: fc.constantFrom(...genres),
      skip: fc.option(fc.integer({ min: 1, max: 13 })),
    }),
    { minLength: 1, maxLength: 4, selector: ({ channel }) => channel },
  );
  const outages = fc.uniqueArray(fc.integer({ min: 0, max: 13 }), { maxLength: 3 });

  await fc.assert(
    fc.asyncProperty(orders, outages, fc.integer({ min: 0, max: 365 }), async (given, down, startDay) => {
      const start = START.add({ hours: 24 * startDay });
      let now = start;
      const log = createLog("silent");
      await using store = await openStore("sqlite::memory:", () => now, log);
      for (const { channel, genre, hour, skip, timeZone } of given) {
        const it = order({
          channelId: String(channel),
          timeZone,
          genre,
          time: Temporal.PlainTime.from({ hour }),
          createdAt: start,
        });
        await store.orders.add(it);
        const today = start.toZonedDateTimeISO(timeZone).toPlainDate();
        if (skip !== null) await store.orders.skip("10", it.channelId, today.add({ days: skip }));
      }
      await store.record.block(
        "10",
        facts.on(start.toZonedDateTimeISO("UTC").toPlainDate().add({ days: 3 }).toPlainMonthDay())[0]?.id ?? "",
      );
      const all = await store.orders.list("10");
      const memory = await store.record.memory("10");
      const promised = all.flatMap(({ channelId }) =>
        forecastPosts(channelId, all, now, 14, facts, memory).map(
          (it) => [deliveryId(it.order, it.day), it.choice.lead.headline] as const,
        ),
      );

      const posted = new Map<string, string>();
      const outlet: Outlet = {
        async send({ channelId }, { deliveryId: id, title }) {
          posted.set(id, title);
          return { outcome: "posted", messageId: "1", placeId: channelId };
        },
        find: async () => "absent",
        publish: async () => undefined,
        startThread: async () => undefined,
        answers: async () => true,
        reaches: async () => true,
        tell: async () => "told",
      };
      for (let beats = 0; beats < 14 * all.length; beats++) {
        const dues = (await store.orders.list("10")).map((it) => nextPost(it, now));
        now = dues.map(({ at }) => at).toSorted(Temporal.Instant.compare)[0] ?? now;
        const day = Math.floor(start.until(now).total("hours") / 24);
        // Down on that day: nothing runs until it is too late; then a new process takes over.
        if (down.includes(day)) now = start.add({ hours: 24 * (day + 1) });
        const poster = createPoster({
          orders: store.orders,
          deliveries: store.deliveries,
          outlet,
          facts,
          clock: () => now,
          log,
        });
        await poster.beat();
      }

      const kept = promised.filter(([id]) => posted.has(id));
      expect(kept.map(([id]) => [id, posted.get(id)])).toEqual(kept);
      if (down.length === 0) expect(kept.length).toBeGreaterThanOrEqual(promised.length - all.length);
    }),
    { numRuns: 10 },
  );
}, 60_000);
