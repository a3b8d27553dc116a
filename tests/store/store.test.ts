import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { NewOrder } from "../../src/bot/tools.ts";
import { createLog } from "../../src/log.ts";
import type { Due } from "../../src/schedule/plan.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { order as sample } from "../schedule/sample.ts";
import { startPostgres, startSqlite, type TestDatabase } from "./databases.ts";

const NOW = Temporal.Instant.from("2026-03-10T09:00:00Z");
const LEASE_END = NOW.add({ seconds: 60 });
const SILENT = createLog("silent");
const DAY = Temporal.PlainDate.from("2026-03-10");

const newOrder = (channelId: string, changes: Partial<NewOrder> = {}): NewOrder => {
  const { activeSince, lastDay, paused, refusedSince, skips, ...order } = sample({
    timeZone: "Europe/Paris",
    createdAt: NOW.subtract({ hours: 1 }),
  });
  return { ...order, channelId, ...changes };
};

describe.each([
  ["SQLite", startSqlite],
  ["PostgreSQL", startPostgres],
])("%s", (_, startDatabase) => {
  let database: TestDatabase;
  let store: Store;
  let guild = 100;
  let guildId: string;

  beforeAll(async () => {
    database = await startDatabase();
    store = await openStore(database.url, () => NOW, SILENT);
  }, 30_000);
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    guild += 100;
    guildId = String(guild);
  });

  /** A channel of this test's own server. */
  const channel = (number: number) => String(guild + number);
  const add = (number: number, changes: Partial<NewOrder> = {}) =>
    store.orders.add(newOrder(channel(number), { guildId, ...changes }));
  const due = async (number = 1): Promise<Due> => {
    await add(number);
    const order = (await store.orders.list(guildId)).find((it) => it.channelId === channel(number));
    if (order === undefined) throw new Error("the order was not kept");
    return { order, day: DAY, at: NOW };
  };
  const unfinished = async (now: Temporal.Instant) =>
    (await store.deliveries.unfinished(now)).filter((it) => it.guildId === guildId);

  /** As if the bot had been found outside the server for a month. */
  async function forget(server: string): Promise<void> {
    await store.deliveries.noteReach(server, false, DAY.subtract({ days: 40 }));
    await store.deliveries.noteReach(server, false, DAY);
  }

  test("an order is kept as it was made", async () => {
    await add(1, { genre: "jazz", roleId: "77" });

    expect(await store.orders.list(guildId)).toEqual([
      {
        ...newOrder(channel(1), { guildId, genre: "jazz", roleId: "77" }),
        activeSince: NOW.subtract({ hours: 1 }),
        paused: undefined,
        refusedSince: undefined,
        lastDay: undefined,
        skips: [],
      },
    ]);
  });

  test("a channel has one order", async () => {
    await add(1);

    expect(await add(1, { timeZone: "UTC" })).toBe("taken");
    expect((await store.orders.list(guildId))[0]?.timeZone).toBe("Europe/Paris");
  });

  test("a server has ten orders, also when many are made at once", async () => {
    const outcomes = await Promise.all(Array.from({ length: 14 }, (_, number) => add(number)));

    expect(outcomes.filter((it) => it === "added")).toHaveLength(10);
    expect(outcomes.filter((it) => it === "full")).toHaveLength(4);
  });

  test("a change touches what it names, and that server's order alone", async () => {
    await add(1, { genre: "jazz" });

    const changed = await store.orders.change(guildId, channel(1), {
      time: Temporal.PlainTime.from("18:30"),
      paused: "by hand",
    });
    const foreign = await store.orders.change("999", channel(1), { paused: undefined });

    expect(changed).toMatchObject({ genre: "jazz", paused: "by hand", timeZone: "Europe/Paris" });
    expect(changed?.time.toString()).toBe("18:30:00");
    expect(foreign).toBeUndefined();
    expect(await store.orders.list(guildId)).toEqual([changed]);
  });

  test("a server's orders come oldest first", async () => {
    for (const [number, hours] of [
      [1, 2],
      [2, 3],
      [3, 1],
    ] as const) {
      await add(number, { createdAt: NOW.subtract({ hours }) });
    }

    expect((await store.orders.list(guildId)).map(({ channelId }) => channelId)).toEqual([2, 1, 3].map(channel));
  });

  test("a server's zone is that of its oldest order", async () => {
    const zones = [await store.orders.zoneOf(guildId)];
    await add(1, { timeZone: "Asia/Tokyo", createdAt: NOW });
    await add(2, { timeZone: "Europe/Paris", createdAt: NOW.subtract({ hours: 1 }) });
    zones.push(await store.orders.zoneOf(guildId), await store.orders.zoneOf("999"));

    expect(zones).toEqual([undefined, "Europe/Paris", undefined]);
  });

  test("a genre can be taken away again", async () => {
    await add(1, { genre: "jazz" });

    expect((await store.orders.change(guildId, channel(1), { genre: undefined }))?.genre).toBeUndefined();
  });

  test("an order is removed once", async () => {
    await add(1);

    expect(await store.orders.remove("999", channel(1))).toBeUndefined();
    expect(await store.orders.remove(guildId, channel(1))).toEqual(NOW);
    expect(await store.orders.remove(guildId, channel(1))).toBeUndefined();
  });

  test("an order that was removed comes back as it was, with the days left out", async () => {
    await add(1, { genre: "jazz", roleId: "77", otherwise: "none", thread: true });
    await store.orders.change(guildId, channel(1), { paused: "by hand" });
    await store.orders.skip(guildId, channel(1), DAY.add({ days: 2 }));
    const [before] = await store.orders.list(guildId);

    const removedAt = await store.orders.remove(guildId, channel(1));
    const outcomes = await Promise.all(
      [1, 2].map(() => store.orders.restore(guildId, channel(1), removedAt ?? NOW.add({ hours: 1 }))),
    );

    expect(outcomes.filter((it) => it === "restored")).toHaveLength(1);
    expect(await store.orders.list(guildId)).toEqual([before]);
    expect(await store.orders.restore(guildId, channel(1), NOW)).toBe("gone");
  });

  test("an order is put back by its own server, and by the time at which it was removed", async () => {
    await add(1);
    await store.orders.remove(guildId, channel(1));

    expect(await store.orders.restore("999", channel(1), NOW)).toBe("gone");
    expect(await store.orders.restore(guildId, channel(1), NOW.add({ seconds: 1 }))).toBe("gone");
    expect(await store.orders.list(guildId)).toEqual([]);
  });

  test("an order is not put back over another of its channel, or beyond the tenth; the other keeps all its days", async () => {
    await add(1);
    await store.orders.skip(guildId, channel(1), DAY.add({ days: 2 }));
    await store.orders.remove(guildId, channel(1));
    await add(1, { timeZone: "UTC" });

    const taken = await store.orders.restore(guildId, channel(1), NOW);
    const [other] = await store.orders.list(guildId);
    await store.orders.remove(guildId, channel(1));
    for (let number = 2; number <= 11; number++) await add(number);
    const full = await store.orders.restore(guildId, channel(1), NOW);

    expect([taken, full]).toEqual(["taken", "full"]);
    expect(other).toMatchObject({ timeZone: "UTC", skips: [] });
  });

  test("a day that was posted before its order was removed is not posted again by the one that is put back", async () => {
    const it = await due();
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    await store.orders.remove(it.order.guildId, it.order.channelId);
    await store.orders.restore(it.order.guildId, it.order.channelId, NOW);

    const [order] = await store.orders.list(it.order.guildId);

    expect(order?.lastDay).toEqual(it.day);
    expect(await store.deliveries.claim(it, "a", NOW, LEASE_END)).toBe(false);
  });

  test("what was removed is forgotten after a day, and with its server", async () => {
    await add(1);
    await add(2);
    await store.orders.remove(guildId, channel(1));
    await store.deliveries.tidy(DAY.add({ days: 2 }));
    const tidied = await store.orders.restore(guildId, channel(1), NOW);
    await store.orders.remove(guildId, channel(2));
    await forget(guildId);

    expect([tidied, await store.orders.restore(guildId, channel(2), NOW)]).toEqual(["gone", "gone"]);
  });

  test("of many who claim a delivery at once, one has it", async () => {
    const it = await due();

    const claims = await Promise.all(Array.from({ length: 8 }, () => store.deliveries.claim(it, "a", NOW, LEASE_END)));

    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test.each([
    ["moved to another time", { time: Temporal.PlainTime.from("10:00") }],
    ["moved to another zone", { timeZone: "America/New_York" }],
    ["paused", { paused: "by a moderator" }],
    ["paused and resumed", { paused: undefined, activeSince: NOW }],
  ])("a delivery is not claimed, nor left out, for an order that was %s since it was read", async (_, changes) => {
    const it = await due();
    await store.orders.change(guildId, channel(1), changes);

    expect(await store.deliveries.claim(it, "a", NOW, LEASE_END)).toBe(false);
    expect(await store.deliveries.skip(it, NOW, "offline", "a")).toBe(false);
  });

  test("a post that was asked for is claimed once, though its order was made this very moment, and until its own time is over", async () => {
    await add(1, { createdAt: NOW });
    const [order] = await store.orders.list(guildId);
    const plain = { order: order!, day: DAY, at: NOW };
    const asked = { ...plain, planned: NOW.add({ hours: 3 }) };

    const due = await store.deliveries.claim(plain, "a", NOW, LEASE_END);
    const claims = await Promise.all([1, 2, 3].map(() => store.deliveries.claim(asked, "a", NOW, LEASE_END)));

    expect([due, claims.filter(Boolean).length]).toEqual([false, 1]);
    const [open] = await unfinished(LEASE_END);
    expect([open?.at, open?.expiresAt].map(String)).toEqual(["2026-03-10T09:00:00Z", "2026-03-10T18:00:00Z"]);
  });

  test("a delivery is not claimed for a day that was left out since the order was read", async () => {
    const it = await due();
    await store.orders.skip(guildId, channel(1), DAY);

    expect(await store.deliveries.claim(it, "a", NOW, LEASE_END)).toBe(false);
  });

  test("a day is on record as left out once, and not where it was taken back since the order was read", async () => {
    await due();
    await store.orders.skip(guildId, channel(1), DAY);
    const it = await due();
    await store.orders.unskip(guildId, channel(1), DAY);

    const takenBack = await store.deliveries.skip(it, NOW, "by a moderator", undefined);
    await store.orders.skip(guildId, channel(1), DAY);
    const skips = [1, 2].map(() => store.deliveries.skip(it, NOW, "by a moderator", undefined));

    expect(takenBack).toBe(false);
    expect((await Promise.all(skips)).toSorted()).toEqual([false, true]);
  });

  test("running orders come some servers at a time, each once, those of a server together", async () => {
    const servers = Array.from({ length: 120 }, (_, number) => `7${String(number).padStart(3, "0")}${guildId}`);
    for (const server of servers) {
      for (const number of [1, 2]) await store.orders.add(newOrder(`${server}${number}`, { guildId: server }));
    }
    await store.orders.change(servers[0]!, `${servers[0]}1`, { paused: "by a moderator" });

    const parts = await Array.fromAsync(store.orders.running());

    const ours = parts.map((part) => part.filter((it) => servers.includes(it.guildId)));
    const places = ours.flatMap((part, at) => part.map((it) => [it.guildId, at] as const));
    expect(parts.length).toBeGreaterThan(2);
    expect(places).toHaveLength(2 * servers.length - 1);
    expect(new Set(ours.flat().map((it) => it.channelId)).size).toBe(2 * servers.length - 1);
    for (const server of servers) {
      expect(new Set(places.filter(([id]) => id === server).map(([, at]) => at)).size).toBe(1);
    }
    for (const server of servers) await forget(server);
  });

  test("a claim is unfinished once its lease is over, and one of many takes it up", async () => {
    const it = await due();
    await store.deliveries.claim(it, "a", NOW, LEASE_END);

    const early = await unfinished(LEASE_END.subtract({ milliseconds: 1 }));
    const [open] = await unfinished(LEASE_END);
    if (open === undefined) throw new Error("the claim was lost");
    const taken = await Promise.all(
      Array.from({ length: 8 }, () =>
        store.deliveries.reclaim(open, LEASE_END, LEASE_END.add({ seconds: 60 }), open.unsureSince, "a"),
      ),
    );

    expect(early).toEqual([]);
    expect(open).toMatchObject({ attempts: 1, unsureSince: NOW, at: NOW });
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test("a claim is found in the middle of a second too", async () => {
    await store.deliveries.claim(await due(), "a", NOW, LEASE_END);

    expect(await unfinished(LEASE_END.subtract({ milliseconds: 500 }))).toEqual([]);
    expect(await unfinished(LEASE_END.add({ milliseconds: 500 }))).toHaveLength(1);
  });

  /** A claim that was made and not ended. */
  async function claimed() {
    await store.deliveries.claim(await due(), "a", NOW, LEASE_END);
    const [open] = await unfinished(LEASE_END);
    if (open === undefined) throw new Error("the claim was lost");
    return open;
  }

  test("a claim that is taken up again keeps the moment since when a message may stand", async () => {
    const open = await claimed();

    const later = LEASE_END.add({ seconds: 60 });
    await store.deliveries.reclaim(open, LEASE_END, later, open.unsureSince, "b");

    expect(await unfinished(later)).toMatchObject([{ attempts: 1, unsureSince: NOW, leadId: "b" }]);
  });

  test("a claim that came to its end since it was read is not taken up", async () => {
    const open = await claimed();
    await store.deliveries.end(open, NOW, { state: "posted", posted: { messageId: "5", placeId: "6" } });

    expect(await store.deliveries.reclaim(open, LEASE_END, LEASE_END, open.unsureSince, "a")).toBe(false);
  });

  test("what the holder of a claim that was taken over says of it is without effect", async () => {
    const open = await claimed();
    const later = LEASE_END.add({ seconds: 60 });
    await store.deliveries.reclaim(open, LEASE_END, later, open.unsureSince, "b");

    const renewed = await store.deliveries.renew(open, later.add({ hours: 1 }));
    const ended = await store.deliveries.end(open, NOW, { state: "failed", reason: "too late to say" });
    await store.deliveries.backOff(open, NOW, undefined, "too late to say");

    expect([renewed, ended]).toEqual([false, false]);
    expect(await unfinished(later)).toMatchObject([{ retryAt: later, reason: undefined, leadId: "b" }]);
  });

  test("a claim that is renewed stays with its holder, who goes by the new time", async () => {
    await store.deliveries.claim(await due(), "a", NOW, LEASE_END);
    const held = { channelId: channel(1), day: DAY, retryAt: LEASE_END };
    const later = LEASE_END.add({ seconds: 30 });

    const renewed = await store.deliveries.renew(held, later);
    const byTheOld = await store.deliveries.end(held, NOW, { state: "posted" });

    expect([renewed, byTheOld, await unfinished(LEASE_END)]).toEqual([true, false, []]);
    expect(await store.deliveries.end({ ...held, retryAt: later }, NOW, { state: "posted" })).toBe(true);
  });

  test.each([
    ["left out by a clock three days ahead", "skipped", 72, true],
    ["left out a minute ago", "skipped", -1 / 60, false],
    ["posted, though by a clock ahead", "posted", 72, false],
  ] as const)("a day that was %s: claimed or not", async (_, state, hours, expected) => {
    const it = await due();
    const then = NOW.add({ seconds: hours * 3600 });
    if (state === "skipped") await store.deliveries.skip(it, then, "I was offline until it was too late", "a");
    else {
      await store.deliveries.claim(it, "a", then, LEASE_END);
      await store.deliveries.end({ channelId: channel(1), day: DAY, retryAt: LEASE_END }, then, { state });
    }

    expect(await store.deliveries.claim(it, "b", NOW, LEASE_END)).toBe(expected);
    expect((await store.record.lastResults(guildId)).get(channel(1))?.state).toBe(expected ? "claimed" : state);
  });

  test("a claim that is put off until a time that only a clock ahead can have written is taken up", async () => {
    await store.deliveries.claim(await due(), "a", NOW, NOW.add({ hours: 72 }));

    expect(await unfinished(NOW.add({ minutes: 2 }))).toHaveLength(1);
  });

  test("a claim of a day to come, which a clock ahead made, waits for that day", async () => {
    const at = NOW.add({ hours: 48 });
    await store.deliveries.claim({ ...(await due()), at }, "a", at, at.add({ seconds: 60 }));

    expect(await unfinished(NOW.add({ minutes: 2 }))).toEqual([]);
    expect(await unfinished(at.add({ minutes: 2 }))).toHaveLength(1);
  });

  test("a post that Discord refuses, and that is asked for again, does not count as late", async () => {
    await store.deliveries.claim(await due(), "a", NOW, LEASE_END);
    const held = { channelId: channel(1), day: DAY, retryAt: LEASE_END };
    const before = await store.deliveries.open(NOW.add({ hours: 1 }));

    await store.deliveries.backOff(held, NOW.add({ minutes: 1 }), undefined, "I cannot see the channel.", true);

    const after = await store.deliveries.open(NOW.add({ hours: 1 }));
    expect([after.count - before.count, after.late - before.late]).toEqual([0, -1]);
  });

  test("what leads a post that was found is recorded over what was chosen", async () => {
    await store.deliveries.claim(await due(), "a", NOW, LEASE_END);
    const held = { channelId: channel(1), day: DAY, retryAt: LEASE_END };

    await store.deliveries.end(held, NOW, { state: "posted", leadId: "b" });

    const led = (await store.record.memory(guildId)).led.get(channel(1));
    expect([led?.get("a"), led?.get("b")]).toEqual([undefined, DAY]);
  });

  test("it can be written to, as often as is asked", async () => {
    await store.write();

    await expect(store.write()).resolves.toBeUndefined();
  });

  test("an ending is final, and shows as the channel's last result", async () => {
    const it = await due();
    await store.deliveries.claim(it, "a", NOW, LEASE_END);

    await store.deliveries.end({ channelId: channel(1), day: DAY, retryAt: LEASE_END }, NOW, {
      state: "posted",
      posted: { messageId: "5", placeId: "6" },
    });
    await store.deliveries.end({ channelId: channel(1), day: DAY, retryAt: LEASE_END }, NOW, {
      state: "failed",
      reason: "too late to say",
    });
    await store.deliveries.backOff(
      { channelId: channel(1), day: DAY, retryAt: LEASE_END },
      LEASE_END,
      undefined,
      "too late to say",
    );
    await store.deliveries.skip(it, NOW, "too late to say", undefined);

    expect((await store.record.lastResults(guildId)).get(channel(1))).toMatchObject({
      day: DAY,
      state: "posted",
      posted: { messageId: "5", placeId: "6" },
      reason: undefined,
    });
    expect((await store.orders.list(guildId))[0]?.lastDay?.toString()).toBe("2026-03-10");
    expect(await unfinished(NOW.add({ hours: 24 }))).toEqual([]);
  });

  test("lasting refusals are counted back to the first day without one", async () => {
    await due();
    for (const [day, lasting] of [
      ["2026-03-07", true],
      ["2026-03-08", false],
      ["2026-03-09", true],
      ["2026-03-10", true],
    ] as const) {
      const it = { ...(await due()), day: Temporal.PlainDate.from(day), at: LEASE_END };
      await store.deliveries.claim(it, "a", NOW, LEASE_END);
      await store.deliveries.end({ channelId: channel(1), day: it.day, retryAt: LEASE_END }, NOW, {
        state: "failed",
        reason: "no",
        lasting,
      });
    }

    expect(await store.deliveries.lastingRefusals(channel(1))).toBe(2);
  });

  test("no fact is shown twice in a channel until all were, and a round does not begin as the last one ended", async () => {
    const facts = new Set(["a", "b", "c"]);
    const pick = () => store.shown.pick({ channelId: channel(1), guildId }, facts);

    const round = async () => [await pick(), await pick(), await pick()];
    const [one, two] = [await round(), await round()];
    const [first, second] = [one.map(({ id }) => id), two.map(({ id }) => id)];

    expect([...one, ...two].map(({ seen }) => seen)).toEqual([1, 2, 3, 1, 2, 3]);
    expect(new Set(first)).toEqual(facts);
    expect(new Set(second)).toEqual(facts);
    expect(second[0]).not.toBe(first[2]);
    expect((await store.shown.pick({ channelId: channel(2), guildId }, facts)).id).toBe("a");
  });

  test("days left out and facts blocked are remembered, for that server alone", async () => {
    await add(1);
    const skip = (server: string, day = DAY) => store.orders.skip(server, channel(1), day);

    expect([await skip(guildId), await skip(guildId), await skip(guildId, DAY.add({ days: 1 }))]).toEqual([
      true,
      true,
      true,
    ]);
    expect((await store.orders.list(guildId))[0]?.skips).toEqual([DAY, DAY.add({ days: 1 })]);
    expect(await skip("999")).toBe(false);
    expect([await store.record.block(guildId, "a"), await store.record.block(guildId, "a")]).toEqual([true, false]);
    expect((await store.record.memory(guildId)).blocked).toEqual(new Set(["a"]));
    expect((await store.record.memory("999")).blocked).toEqual(new Set());
    expect([await store.record.unblock(guildId, "a"), await store.record.unblock(guildId, "a")]).toEqual([true, false]);
  });

  test("a day left out is taken back once, and by its own server alone", async () => {
    await add(1);
    await store.orders.skip(guildId, channel(1), DAY);
    await store.orders.skip(guildId, channel(1), DAY.add({ days: 1 }));

    expect(await store.orders.unskip("999", channel(1), DAY)).toBe(false);
    expect(await store.orders.unskip(guildId, channel(1), DAY)).toBe(true);
    expect(await store.orders.unskip(guildId, channel(1), DAY)).toBe(false);
    expect((await store.orders.list(guildId))[0]?.skips).toEqual([DAY.add({ days: 1 })]);
  });

  test("a day that was served cannot be left out, or taken back, any more", async () => {
    const it = await due();
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    await store.orders.skip(guildId, channel(1), DAY.add({ days: 1 }));
    const next = { ...(await due()), day: DAY.add({ days: 1 }) };
    await store.deliveries.skip(next, NOW, "by a moderator", undefined);

    expect(await store.orders.skip(guildId, channel(1), DAY)).toBe(false);
    expect(await store.orders.unskip(guildId, channel(1), next.day)).toBe(false);
  });

  test("an order that is removed takes the days left out with it", async () => {
    await add(1);
    await store.orders.skip(guildId, channel(1), DAY);

    await store.orders.remove(guildId, channel(1));
    await add(1);

    expect((await store.orders.list(guildId))[0]?.skips).toEqual([]);
  });

  test("posts that were begun and have no end are counted", async () => {
    await add(1, { createdAt: NOW.subtract({ hours: 24 * 366 }) });
    const it = await due();
    const before = await store.deliveries.open(NOW);

    await store.deliveries.claim({ ...it, at: NOW.subtract({ hours: 24 * 365 }) }, "a", NOW, LEASE_END);
    const open = await store.deliveries.open(NOW);
    await store.deliveries.end({ channelId: channel(1), day: DAY, retryAt: LEASE_END }, NOW, { state: "posted" });

    expect(open).toEqual({ count: before.count + 1, late: before.late + 1, oldest: NOW.subtract({ hours: 24 * 365 }) });
    expect(await store.deliveries.open(NOW)).toEqual(before);
  });

  test("what led is remembered by channel with its latest day, apart from what would have", async () => {
    const [first, second] = [await due(1), await due(2)];
    await store.deliveries.claim({ ...first, day: DAY.subtract({ days: 1 }) }, "a", NOW, LEASE_END);
    await store.deliveries.claim(first, "a", NOW, LEASE_END);
    await store.deliveries.skip({ ...first, day: DAY.add({ days: 1 }) }, NOW, "offline", "b");
    await store.deliveries.skip({ ...first, day: DAY.add({ days: 2 }) }, NOW, "left out", undefined);
    await store.deliveries.claim(second, "c", NOW, LEASE_END);

    const { led, missed } = await store.record.memory(guildId);

    const daysOf = (it: typeof led, number: number) =>
      ["a", "b", "c"].map((id) => it.get(channel(number))?.get(id)?.toString());
    expect([1, 2].map((it) => daysOf(led, it))).toEqual([
      [`${DAY}`, undefined, undefined],
      [undefined, undefined, `${DAY}`],
    ]);
    expect([1, 2].map((it) => daysOf(missed, it))).toEqual([
      [undefined, `${DAY.add({ days: 1 })}`, undefined],
      [undefined, undefined, undefined],
    ]);
    expect((await store.record.history(guildId, DAY.add({ days: 1 }))).map(({ reason }) => reason)).toEqual([
      "left out",
      "offline",
    ]);
  });

  test("old deliveries are forgotten; an order is not, whoever paused it", async () => {
    const old = { ...(await due(1)), day: DAY.subtract({ days: 401 }) };
    await store.deliveries.skip(old, NOW, "offline", "a");
    await store.orders.change(guildId, channel(1), { paused: "by a moderator" });

    await store.deliveries.tidy(DAY);

    expect(await store.orders.list(guildId)).toHaveLength(1);
    expect(await store.record.history(guildId, DAY.subtract({ days: 500 }))).toEqual([]);
  });

  test.each([
    ["posted", true],
    ["unknown", true],
    ["failed", false],
  ] as const)("a delivery that ended %s led: %s", async (state, led) => {
    const it = await due(1);
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    await store.deliveries.end({ channelId: channel(1), day: DAY, retryAt: LEASE_END }, NOW, { state });

    const memory = await store.record.memory(guildId);

    expect([memory.led.has(channel(1)), memory.missed.has(channel(1))]).toEqual([led, !led]);
  });

  test("what led is remembered for years, with its latest day; what was missed is not", async () => {
    const it = await due(1);
    const ago = (days: number) => ({ ...it, day: DAY.subtract({ days }) });
    await store.deliveries.claim(ago(1200), "a", NOW, LEASE_END);
    await store.deliveries.claim(ago(1100), "b", NOW, LEASE_END);
    await store.deliveries.skip(ago(1000), NOW, "offline", "c");
    await store.deliveries.tidy(DAY.subtract({ days: 500 }));
    await store.deliveries.claim(ago(450), "a", NOW, LEASE_END);
    await store.deliveries.claim(ago(399), "d", NOW, LEASE_END);

    for (let times = 0; times < 2; times++) await store.deliveries.tidy(DAY);

    const { led, missed } = await store.record.memory(guildId);
    expect(["a", "b", "c", "d"].map((it) => led.get(channel(1))?.get(it))).toEqual([
      DAY.subtract({ days: 450 }),
      DAY.subtract({ days: 1100 }),
      undefined,
      DAY.subtract({ days: 399 }),
    ]);
    expect(missed).toEqual(new Map());
    expect(await store.record.history(guildId, DAY.subtract({ days: 2000 }))).toHaveLength(1);
  });

  test("an order's wish for days without its genre is kept, and changed", async () => {
    await add(1, { genre: "jazz", otherwise: "none" });
    await add(2);

    expect((await store.orders.list(guildId)).map((it) => it.otherwise)).toEqual(["none", "any"]);
    expect(await store.orders.change(guildId, channel(1), { otherwise: "any" })).toMatchObject({
      genre: "jazz",
      otherwise: "any",
    });
  });

  test("days left out are forgotten once they are over in every zone", async () => {
    await add(1);
    for (const days of [-3, -1, 5]) await store.orders.skip(guildId, channel(1), DAY.add({ days }));

    await store.deliveries.tidy(DAY);

    const [order] = await store.orders.list(guildId);
    expect(order?.skips.toSorted(Temporal.PlainDate.compare)).toEqual([DAY.add({ days: -1 }), DAY.add({ days: 5 })]);
  });

  test("a channel in which nobody asked for a fact for a year begins anew, and no other", async () => {
    const [idle, busy] = [1, 2].map((number) => ({ channelId: channel(number), guildId }));
    await using yearLater = await openStore(database.url, () => NOW.add({ hours: 24 * 366 }), SILENT);
    for (const where of [idle!, busy!]) await store.shown.pick(where, new Set(["a"]));
    await yearLater.shown.pick(busy!, new Set(["b"]));

    await yearLater.deliveries.tidy(DAY.add({ days: 366 }));

    expect((await yearLater.shown.pick(idle!, new Set(["a", "c"]))).id).toBe("a");
    expect((await yearLater.shown.pick(busy!, new Set(["a", "c"]))).id).toBe("c");
  });

  test("a server that the bot has not been in for 30 days is forgotten, all of it", async () => {
    const it = await due(1);
    await store.deliveries.claim({ ...it, day: DAY.subtract({ days: 500 }) }, "z", NOW, LEASE_END);
    await store.deliveries.tidy(DAY);
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    await store.record.block(guildId, "b");
    for (const id of ["c", "d"]) await store.shown.pick({ channelId: channel(1), guildId }, new Set([id]));
    await store.shown.pick({ channelId: channel(9), guildId }, new Set(["c"]));

    await store.deliveries.noteReach(guildId, false, DAY);
    await store.deliveries.noteReach(guildId, false, DAY.add({ days: 29 }));
    const kept = await store.orders.list(guildId);
    await store.deliveries.noteReach(guildId, false, DAY.add({ days: 30 }));

    expect(kept).toHaveLength(1);
    expect(await store.orders.list(guildId)).toEqual([]);
    expect(await store.record.memory(guildId)).toEqual({
      blocked: new Set(),
      led: new Map(),
      missed: new Map(),
      chosen: new Map(),
    });
    for (const number of [1, 9]) {
      expect((await store.shown.pick({ channelId: channel(number), guildId }, new Set(["c", "d"]))).id).toBe("c");
    }
  });

  test("what a channel of it had seen before servers were written down is forgotten with it", async () => {
    const it = await due(1);
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    for (const id of ["c", "d"]) await store.shown.pick({ channelId: channel(1), guildId: undefined }, new Set([id]));

    await forget(guildId);

    expect((await store.shown.pick({ channelId: channel(1), guildId }, new Set(["c", "d"]))).id).toBe("c");
  });

  test("a server that was forgotten and comes back begins anew, and has 30 days again", async () => {
    const it = await due(1);
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    await store.orders.skip(guildId, channel(1), DAY);
    await forget(guildId);

    await add(1);
    await store.deliveries.noteReach(guildId, false, DAY.add({ days: 1 }));

    expect((await store.orders.list(guildId)).map(({ skips }) => skips)).toEqual([[]]);
  });

  test("a month outside counts from the first refusal, where nobody was ever asked", async () => {
    await add(1);
    await store.orders.change(guildId, channel(1), { paused: "refused", refusedSince: DAY.subtract({ days: 30 }) });

    await store.deliveries.noteReach(guildId, false, DAY);

    expect(await store.orders.list(guildId)).toEqual([]);
  });

  test("a month outside begins anew where the bot was found inside since the refusal", async () => {
    await add(1);
    await store.orders.change(guildId, channel(1), { paused: "refused", refusedSince: DAY.subtract({ days: 40 }) });

    await store.deliveries.noteReach(guildId, true, DAY);
    await store.deliveries.noteReach(guildId, false, DAY.add({ days: 1 }));
    await store.deliveries.noteReach(guildId, false, DAY.add({ days: 30 }));
    const kept = await store.orders.list(guildId);
    await store.deliveries.noteReach(guildId, false, DAY.add({ days: 31 }));

    expect(kept).toHaveLength(1);
    expect(await store.orders.list(guildId)).toEqual([]);
  });

  test("a refusal or an absence before the last post in a server says nothing of now", async () => {
    const it = await due(1);
    await add(2);
    const refused = { paused: "refused", refusedSince: DAY.subtract({ days: 40 }) };
    await store.orders.change(guildId, channel(2), refused);
    await store.deliveries.noteReach(guildId, false, DAY.subtract({ days: 35 }));
    const day = DAY.subtract({ days: 8 });
    await store.deliveries.claim({ ...it, day }, "a", NOW, LEASE_END);
    await store.deliveries.end({ channelId: channel(1), day, retryAt: LEASE_END }, NOW, { state: "posted" });

    await store.deliveries.noteReach(guildId, false, DAY);

    expect(await store.orders.list(guildId)).toHaveLength(2);
  });

  test("what is left of a server whose order was removed is forgotten with it", async () => {
    const it = await due(1);
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    await store.orders.remove(guildId, channel(1));
    const later = DAY.add({ days: 8 });

    const asked = await store.deliveries.silentServers(later);
    await store.deliveries.noteReach(guildId, false, later);
    await store.deliveries.noteReach(guildId, false, later.add({ days: 30 }));

    expect(asked).toContain(guildId);
    expect(await store.record.history(guildId, DAY)).toEqual([]);
    expect(await store.deliveries.silentServers(later.add({ days: 60 }))).not.toContain(guildId);
  });

  test("whether the bot is in a server is asked of silent ones alone, and once a week", async () => {
    const asked = async (day: Temporal.PlainDate) => (await store.deliveries.silentServers(day)).includes(guildId);
    await add(1, { createdAt: NOW.subtract({ hours: 24 * 20 }) });
    expect(await asked(DAY)).toBe(true);

    await store.deliveries.noteReach(guildId, true, DAY);
    expect(await asked(DAY.add({ days: 1 }))).toBe(false);
    expect(await asked(DAY.add({ days: 8 }))).toBe(true);

    await store.deliveries.noteReach(guildId, false, DAY.add({ days: 8 }));
    expect(await asked(DAY.add({ days: 9 }))).toBe(true);
  });

  test("a server with a post, or a fact that was asked for, within a week is not silent", async () => {
    const later = DAY.add({ days: 10 });
    const asked = async (server: string) => (await store.deliveries.silentServers(later)).includes(server);
    const [talking, posted] = [`1${guildId}`, `2${guildId}`];
    await store.shown.pick({ channelId: channel(5), guildId: talking }, new Set(["a"]));
    await store.orders.add(newOrder(channel(6), { guildId: posted }));
    const [order] = await store.orders.list(posted);
    if (order === undefined) throw new Error("no order");
    const day = later.subtract({ days: 2 });
    await store.deliveries.claim({ order, day, at: NOW }, "a", NOW, LEASE_END);

    expect([await asked(talking), await asked(posted)]).toEqual([true, true]);
    await store.deliveries.end({ channelId: channel(6), day, retryAt: LEASE_END }, NOW, { state: "posted" });

    expect(await asked(posted)).toBe(false);
    await forget(talking);
  });

  test("a server whose order was made or resumed within a week is not silent", async () => {
    const asked = async (day: Temporal.PlainDate) => (await store.deliveries.silentServers(day)).includes(guildId);
    await add(1);

    expect([await asked(DAY.add({ days: 6 })), await asked(DAY.add({ days: 8 }))]).toEqual([false, true]);
  });

  test("a server that asks for facts is not silent, though it has no post", async () => {
    await add(1, { createdAt: NOW.subtract({ hours: 24 * 20 }) });
    await store.shown.pick({ channelId: channel(5), guildId }, new Set(["a"]));

    expect(await store.deliveries.silentServers(DAY)).not.toContain(guildId);
  });

  test("a post on record for a day to come, from a moment in which the clock was ahead, leaves today's due", async () => {
    const it = await due(1);
    await store.deliveries.skip(
      { ...it, day: DAY.add({ days: 365 }), at: NOW.add({ hours: 24 * 365 }) },
      NOW,
      "x",
      "a",
    );

    expect((await store.orders.list(guildId))[0]?.lastDay).toBeUndefined();
  });

  test("what is owed after a post is known until it is done, also to others", async () => {
    const it = await due(1);
    const key = { channelId: channel(1), day: DAY };
    const owed = async (now: Temporal.Instant) =>
      (await store.deliveries.owed(now)).filter((other) => other.guildId === guildId);
    await store.deliveries.claim(it, "a", NOW, LEASE_END);
    await store.deliveries.end({ ...key, retryAt: LEASE_END }, NOW, {
      state: "posted",
      posted: { messageId: "1", placeId: channel(1) },
      followUpAt: LEASE_END,
    });

    expect(await owed(NOW)).toEqual([]);
    expect(await owed(LEASE_END)).toEqual([
      {
        ...key,
        guildId,
        leadId: "a",
        posted: { messageId: "1", placeId: channel(1) },
        postedAt: NOW,
        followUpAt: LEASE_END,
      },
    ]);
    await store.deliveries.followedUp({ ...key, followUpAt: LEASE_END }, "no thread: no", undefined);
    expect(await owed(NOW.add({ hours: 24 }))).toEqual([]);
    expect((await store.record.history(guildId, DAY))[0]?.remark).toBe("no thread: no");
  });

  test("the maker of a paused order is to be told until that is recorded; a resume ends it too", async () => {
    await add(1);
    const untold = async () => (await store.orders.untold(NOW)).filter((it) => it.guildId === guildId).length;
    const paused = { paused: "refused", refusedSince: DAY, tellAt: NOW };

    await store.orders.change(guildId, channel(1), paused);
    const first = await untold();
    await store.orders.told(channel(1), NOW.add({ minutes: 10 }));
    const later = await untold();
    await store.orders.change(guildId, channel(1), paused);
    await store.orders.change(guildId, channel(1), { paused: undefined });

    expect([first, later, await untold()]).toEqual([1, 0, 0]);
  });

  test("refusals from before a resume do not count", async () => {
    const it = await due(1);
    await store.deliveries.claim({ ...it, at: NOW.subtract({ hours: 1 }) }, "a", NOW, LEASE_END);
    await store.deliveries.end({ channelId: channel(1), day: DAY, retryAt: LEASE_END }, NOW, {
      state: "failed",
      reason: "no",
      lasting: true,
    });

    expect(await store.deliveries.lastingRefusals(channel(1))).toBe(0);
  });

  test("another process that opens it finds everything", async () => {
    await add(1);

    await using other = await openStore(database.url, () => NOW, SILENT);

    expect(await other.orders.list(guildId)).toHaveLength(1);
  });
});

test("several processes may open a new file at once", async () => {
  await using database = await startSqlite();

  const script = `import { openStore } from "./src/store/store.ts"; import { createLog } from "./src/log.ts"; await using store = await openStore(${JSON.stringify(database.url)}, Temporal.Now.instant, createLog("silent"));`;
  const run = promisify(execFile);
  const processes = Array.from({ length: 3 }, () => run(process.execPath, ["--input-type=module", "--eval", script]));

  await expect(Promise.all(processes)).resolves.toHaveLength(3);
});

test("a file that cannot be opened says so", async () => {
  await expect(openStore("sqlite:/dev/null/crossfade.db", () => NOW, SILENT)).rejects.toThrow(
    "DATABASE_URL names a file that cannot be opened",
  );
});
