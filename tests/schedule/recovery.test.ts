import { describe, expect, test } from "vitest";
import { forecastPosts } from "../../src/schedule/forecast.ts";
import type { Sent } from "../../src/schedule/ports.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { backUp } from "../../src/store/backup.ts";
import { openStore } from "../../src/store/store.ts";
import { fact } from "../facts/sample.ts";
import { startSqlite } from "../store/databases.ts";
import { CHANNEL, DAY, GUILD, LATEST_EVENT, setUp } from "./stage.ts";

const UNSENT: Sent = { outcome: "unsent", reason: "429" };
const UNSURE: Sent = { outcome: "unsure", reason: "502" };
const at = (time: string) => Temporal.PlainTime.from(time);
const madeOn = (instant: string) => ({ createdAt: Temporal.Instant.from(instant) });

/** Discord out of reach until then. */
function failUntil(it: Awaited<ReturnType<typeof setUp>>, end: string) {
  const { send } = it.outlet;
  it.outlet.send = async (...post) =>
    Temporal.Instant.compare(it.clock(), Temporal.Instant.from(end)) < 0 ? UNSENT : send(...post);
}

describe("an attempt that failed", () => {
  test("is refused after one that may have left a message: what stands there is found, not called a failure", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail("lost", { outcome: "refused", reason: "no", lasting: true });

    await it.beatOn("2026-09-27T09:00:00Z", 10);

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1" } });
  });

  test("after one that left a message does not make the nonce count for longer: that message is found", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail("lost", UNSURE);

    await it.beatOn("2026-09-27T09:00:00Z", 10);

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1" } });
  });

  test("keeps its lead, for which it may have left a message, though another would be chosen by now", async () => {
    await using it = await setUp(undefined, [{}]);
    await it.store.record.block(GUILD, LATEST_EVENT.id);
    it.fail("lost");
    await it.poster.beat();
    await it.store.record.unblock(GUILD, LATEST_EVENT.id);

    await it.beatOn("2026-09-27T09:01:00Z", 1);

    expect(await it.last()).toMatchObject({ state: "posted", leadId: "weaker" });
  });

  test.each([
    ["its local day", "2026-09-27T23:15:00Z", "2026-09-27T23:48:00Z", 70],
    ["the grace", "2026-09-27T09:00:00Z", "2026-09-27T14:32:00Z", 370],
  ])("is made good in the last minute of %s", async (_, due, back, minutes) => {
    const time = Temporal.Instant.from(due).toZonedDateTimeISO("UTC").toPlainTime();
    await using it = await setUp(due, [{ time }]);
    failUntil(it, back);

    await it.beatOn(due, minutes);

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({ state: "posted" });
  });

  test("is given up where nothing is left to tell by then, unless a message may stand", async () => {
    const events = [
      LATEST_EVENT,
      fact({ id: "jazz", genres: ["jazz", "rock"], date: { year: 1990, month: 3, day: 1 } }),
    ];
    await using it = await setUp(undefined, [{}, { channelId: "21" }], events);
    it.fail(UNSENT, "lost");
    await it.poster.beat();
    for (const channelId of [CHANNEL, "21"]) {
      await it.store.orders.change(GUILD, channelId, { genre: "jazz", otherwise: "none" });
    }

    await it.beatOn("2026-09-27T09:01:00Z", 5);

    expect(it.messages.map(({ channelId }) => channelId)).toEqual(["21"]);
    expect(await it.last()).toMatchObject({ state: "skipped", reason: "no jazz event falls on this day" });
    expect(await it.last(GUILD, "21")).toMatchObject({ state: "posted" });
  });

  test("says why when its time is over", async () => {
    await using it = await setUp(undefined, [{}]);
    failUntil(it, "2026-09-28T09:00:00Z");

    await it.beatOn("2026-09-27T09:00:00Z", 365);

    expect(await it.last()).toMatchObject({ state: "failed", reason: "it did not go out in time: 429" });
  });

  test("is tried in the genre that was ordered meanwhile", async () => {
    const events = [
      fact({ id: "rock", date: { year: 1986, month: 9, day: 27 } }),
      fact({
        id: "jazz",
        headline: "Jazz as well",
        genres: ["jazz", "rock"],
        weight: 1,
        date: { year: 1990, month: 9, day: 27 },
      }),
    ];
    await using it = await setUp(undefined, [{}], events);
    it.fail(UNSENT);
    await it.poster.beat();
    await it.store.orders.change(GUILD, CHANNEL, { genre: "jazz" });

    await it.beatOn("2026-09-27T09:01:00Z", 3);

    expect(it.messages.map(({ text }) => text)).toEqual([expect.stringContaining("## Jazz as well")]);
  });

  test("keeps its time when the order is moved to another zone", async () => {
    await using it = await setUp("2026-09-26T21:00:00Z", [{ timeZone: "Pacific/Auckland", time: at("10:00") }]);
    it.fail(UNSENT);
    await it.poster.beat();
    await it.store.orders.change(GUILD, CHANNEL, { timeZone: "America/Los_Angeles", activeSince: it.clock() });

    await it.beatOn("2026-09-26T21:01:00Z", 3);

    expect(await it.last()).toMatchObject({ state: "posted", day: DAY });
  });

  test("is taken up by one of two processes that find it", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail(UNSENT);
    await it.poster.beat();
    const tried: string[] = [];
    const { send } = it.outlet;
    it.outlet.send = async (place, ...post) => {
      tried.push(place.channelId);
      return send(place, ...post);
    };

    const { unfinished } = it.store.deliveries;
    const { promise: bothFound, resolve: goOn } = Promise.withResolvers<void>();
    let found = 0;
    it.store.deliveries.unfinished = async (now) => {
      const open = await unfinished(now);
      found += 1;
      if (found === 2) goOn();
      await bothFound;
      return open;
    };

    it.clock.set("2026-09-27T09:01:00Z");
    await Promise.all([it.another().beat(), it.another().beat()]);

    expect(tried).toEqual([CHANNEL]);
  });

  test("is not made good once the order is paused", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail(UNSENT);
    await it.poster.beat();
    const { unfinished } = it.store.deliveries;
    it.store.deliveries.unfinished = async (now) => {
      const open = await unfinished(now);
      await it.store.orders.change(GUILD, CHANNEL, { paused: "by a moderator" });
      return open;
    };

    await it.beatOn("2026-09-27T09:01:00Z", 2);

    expect(it.messages).toHaveLength(0);
    expect(await it.last()).toMatchObject({ state: "skipped", reason: "it was removed or paused" });
  });
});

describe("looking for a post", () => {
  test("that is absent when its time is over ends it, as failed for the reason that it had", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail(UNSURE);
    await it.poster.beat();

    await it.beatOn("2026-09-27T15:00:01Z", 1);

    expect(it.messages).toHaveLength(0);
    expect(await it.last()).toMatchObject({ state: "failed", reason: "it did not go out in time: 502" });
  });

  test("is done also where its order was removed meanwhile: what stands is on record as posted", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail("lost");
    await it.poster.beat();
    await it.store.orders.remove(GUILD, CHANNEL);

    await it.beatOn("2026-09-27T09:01:00Z", 1);

    expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1" } });
  });

  test("that Discord never lets be done ends a day after its time, as unknown", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail({ outcome: "unsure", reason: "502" });
    it.outlet.find = async () => {
      throw new Error("502");
    };
    await it.poster.beat();

    for (let hour = 1; hour < 32; hour++) await it.beatOn(it.clock().add({ hours: 1 }).toString(), 1);

    expect(await it.store.record.history(GUILD, DAY)).toContainEqual(
      expect.objectContaining({
        day: DAY,
        state: "unknown",
        reason: "whether it was posted could not be learnt from Discord",
      }),
    );
  });

  test("that nobody is known to have tried, in a channel that cannot be read, once Discord answers again: posted", async () => {
    await using it = await setUp("2026-09-27T12:00:00Z", [{}]);
    const { find } = it.outlet;
    it.outlet.find = async () => {
      throw new Error("502");
    };
    await it.poster.beat();
    it.outlet.find = find;
    it.hide("unreadable");

    await it.beatOn("2026-09-27T12:01:00Z", 5);

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({ state: "posted" });
  });

  test("that nobody is known to have tried: it is posted all the same where it cannot be looked for twice", async () => {
    await using it = await setUp("2026-09-27T12:00:00Z", [{}]);
    it.outlet.find = async () => {
      throw new Error("404 without a code");
    };
    await it.poster.beat();
    const first = it.messages.length;

    await it.beatOn("2026-09-27T12:01:00Z", 2);

    expect([first, it.messages.length]).toEqual([0, 1]);
    expect(await it.last()).toMatchObject({ state: "posted" });
  });

  test("that was put off before an older copy of the database was taken, and went out after it: it is found", async () => {
    await using it = await setUp();
    await using database = await startSqlite();
    const run = async (url: string, now: string) => {
      it.clock.set(now);
      await using store = await openStore(url, it.clock, it.parts.log);
      await store.orders.add((await it.due()).order);
      await createPoster({ ...it.parts, orders: store.orders, deliveries: store.deliveries }).beat();
      return (await store.record.lastResults(GUILD)).get(CHANNEL);
    };
    it.fail(UNSENT);
    await run(database.url, "2026-09-27T09:00:00Z");
    const copy = backUp(database.url, `${database.url.slice("sqlite:".length)}.copy`);
    await run(database.url, "2026-09-27T09:01:00Z");

    const result = await run(`sqlite:${copy}`, "2026-09-27T10:00:00Z");

    expect(it.messages).toHaveLength(1);
    expect(result).toMatchObject({ state: "posted", posted: { messageId: "1" } });
  });

  test("that was surely not sent before the bot was started anew, in a channel that cannot be read: posted", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail(UNSENT);
    await it.poster.beat();
    it.clock.set("2026-09-27T10:00:00Z");
    it.hide("unreadable");

    await it.another().beat();

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({ state: "posted" });
  });

  test("that was sent, in a channel where too much was said to find it: not known, and where to look", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail("lost");
    await it.poster.beat();
    it.hide("buried");

    await it.beatOn("2026-09-27T09:01:00Z", 20);

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({
      state: "unknown",
      reason:
        "so much was said in the channel that whether it was posted could not be found out; look there for it around its time. At the last try: lost",
    });
  });

  test("that nobody is known to have tried, where too much was said since: posted", async () => {
    await using it = await setUp("2026-09-27T12:00:00Z", [{}]);
    it.hide("buried");

    await it.poster.beat();

    expect(await it.last()).toMatchObject({ state: "posted" });
  });

  test("finds it with the time at which it was posted", async () => {
    await using it = await setUp(undefined, [{}]);
    it.fail("lost");
    await it.poster.beat();

    await it.beatOn("2026-09-27T11:00:00Z", 1);

    expect((await it.last())?.endedAt?.toString()).toBe("2026-09-27T09:00:00Z");
  });
});

describe("what hangs holds up no other", () => {
  /** A channel whose posts hang until they are let go. */
  function hang(it: Awaited<ReturnType<typeof setUp>>, channelId: string) {
    const { send } = it.outlet;
    const { promise, resolve } = Promise.withResolvers<void>();
    it.outlet.send = async (place, ...post) => {
      if (place.channelId === channelId) await promise;
      return send(place, ...post);
    };
    return resolve;
  }
  const posted = (it: Awaited<ReturnType<typeof setUp>>) => it.messages.map(({ channelId }) => channelId);
  const turns = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  test("one that is tried again does not keep a new one waiting", async () => {
    await using it = await setUp(undefined, [{}, { channelId: "30", guildId: "11", time: at("09:01") }]);
    it.fail(UNSENT);
    await it.poster.beat();
    const letGo = hang(it, CHANNEL);

    it.clock.set("2026-09-27T09:01:00Z");
    const beat = it.poster.beat();
    await turns();
    const meanwhile = posted(it);
    letGo();
    await beat;

    expect(meanwhile).toEqual(["30"]);
    expect(posted(it)).toEqual(["30", CHANNEL]);
  });

  test("nor does one that still hangs a minute later", async () => {
    await using it = await setUp(undefined, [{}, { channelId: "30", guildId: "11", time: at("09:02") }]);
    it.fail(UNSENT);
    await it.poster.beat();
    const letGo = hang(it, CHANNEL);

    const beats = ["2026-09-27T09:01:00Z", "2026-09-27T09:02:00Z"].map(async (minute) => {
      it.clock.set(minute);
      await it.poster.beat();
    });
    await turns();
    const meanwhile = posted(it);
    letGo();
    await Promise.all(beats);

    expect(meanwhile).toEqual(["30"]);
  });

  test("a post under way is not begun by another process too", async () => {
    await using it = await setUp(undefined, [{}]);
    const letGo = hang(it, CHANNEL);
    const tried: string[] = [];
    const { send } = it.outlet;
    it.outlet.send = async (place, ...post) => {
      tried.push(place.channelId);
      return send(place, ...post);
    };

    const first = it.poster.beat();
    await turns();
    const second = it.another().beat();
    await turns();
    letGo();
    await Promise.all([first, second]);

    expect(tried).toEqual([CHANNEL]);
  });

  test("a beat that had to wait until after midnight still posts what was due before it", async () => {
    const orders = [{ time: at("23:58") }, { channelId: "30", guildId: "11", time: at("23:59") }];
    await using it = await setUp("2026-09-27T23:58:00Z", orders);
    const letGo = hang(it, CHANNEL);
    const first = it.poster.beat();
    await turns();

    it.clock.set("2026-09-27T23:59:00Z");
    const second = it.poster.beat();
    await turns();
    it.clock.set("2026-09-28T00:00:05Z");
    letGo();
    await Promise.all([first, second]);

    expect(await it.last("11", "30")).toMatchObject({ state: "posted", day: DAY });
  });

  test("asking after silent servers", async () => {
    await using it = await setUp("2026-09-27T09:00:00Z", [
      { channelId: "40", guildId: "12", ...madeOn("2026-08-01T00:00:00Z") },
      { time: at("09:01") },
    ]);
    await it.store.orders.change("12", "40", { paused: "refused", refusedSince: DAY.subtract({ days: 40 }) });
    const { promise, resolve } = Promise.withResolvers<boolean>();
    it.outlet.reaches = () => promise;
    const first = it.poster.beat();
    await turns();

    it.clock.set("2026-09-27T09:01:00Z");
    const second = it.poster.beat();
    await turns();
    const meanwhile = posted(it);
    resolve(false);
    await Promise.all([first, second]);

    expect(meanwhile).toEqual([CHANNEL]);
    expect(await it.store.orders.list("12")).toEqual([]);
  });

  test("silent servers are asked after once a day, also where Discord does not tell", async () => {
    await using it = await setUp("2026-09-27T10:00:00Z", [madeOn("2026-08-01T00:00:00Z")]);
    await it.store.orders.change(GUILD, CHANNEL, { paused: "by a moderator" });
    let asked = 0;
    it.outlet.reaches = async () => {
      asked += 1;
      return undefined;
    };

    await it.beatOn("2026-09-27T10:00:00Z", 5);
    const firstDay = asked;
    await it.beatOn("2026-09-28T10:00:00Z", 5);

    expect([firstDay, asked]).toEqual([1, 2]);
  });

  test("forgetting what had its time: where the database fails that, the next beat does it, and posts go out", async () => {
    await using it = await setUp(undefined, [{}]);
    const { tidy } = it.store.deliveries;
    let tidied = 0;
    it.store.deliveries.tidy = async (today) => {
      tidied += 1;
      if (tidied === 1) throw new Error("database is locked");
      return tidy(today);
    };

    await it.beatOn("2026-09-27T09:00:00Z", 3);

    expect(tidied).toBe(2);
    expect(posted(it)).toEqual([CHANNEL]);
  });

  test("a claim that the database fails: the server's others go out", async () => {
    await using it = await setUp(undefined, [{}, { channelId: "21" }]);
    const { claim } = it.store.deliveries;
    it.store.deliveries.claim = async (due, ...rest) => {
      if (due.order.channelId === "21") throw new Error("database is locked");
      return claim(due, ...rest);
    };

    await it.poster.beat();

    expect(posted(it)).toEqual([CHANNEL]);
  });
});

describe("a preview is a promise", () => {
  test("also when it is asked for between a post's time and its beat", async () => {
    const events = [
      fact({ id: "x", headline: "X", date: { year: 1990, month: 9, day: 26 } }),
      fact({ id: "y", headline: "Y", date: { year: 1990, month: 9, day: 24 } }),
    ];
    await using it = await setUp("2026-09-27T09:00:01Z", [{}], events);
    const orders = await it.store.orders.list(GUILD);
    const memory = await it.store.record.memory(GUILD);
    const promised = forecastPosts(CHANNEL, orders, it.clock(), 2, it.facts, memory);

    await it.poster.beat();
    await it.beatOn("2026-09-28T09:00:00Z", 1);

    expect(promised.map(({ choice }) => choice.lead?.headline)).toEqual(["X", "Y"]);
    expect(it.messages.map(({ text }) => /## (.)/.exec(text)?.[1])).toEqual(["X", "Y"]);
  });

  test("also between a time that was left out and its beat", async () => {
    await using it = await setUp("2026-09-27T09:00:30Z", [{}]);
    await it.store.orders.skip(GUILD, CHANNEL, DAY);
    const orders = await it.store.orders.list(GUILD);
    const memory = await it.store.record.memory(GUILD);

    const [promised] = forecastPosts(CHANNEL, orders, it.clock(), 1, it.facts, memory);

    expect(promised?.day).toEqual(DAY.add({ days: 1 }));
  });

  test("also where, after an outage, one of the server's posts was missed and another is made up for", async () => {
    const made = madeOn("2026-09-27T18:00:00Z");
    await using it = await setUp("2026-09-27T19:00:00Z", [
      { time: at("23:30"), ...made },
      { channelId: "21", time: at("16:00"), timeZone: "America/New_York", ...made },
    ]);
    const orders = await it.store.orders.list(GUILD);
    const memory = await it.store.record.memory(GUILD);
    const [promised] = forecastPosts("21", orders, it.clock(), 1, it.facts, memory);

    await it.beatOn("2026-09-28T00:30:00Z", 1);

    expect(it.messages).toHaveLength(1);
    expect(it.messages[0]?.text).toContain(`## ${promised?.choice.lead?.headline}`);
  });
});

describe("a preview is a promise, also when it is asked for after an outage, before the beat", () => {
  test.each([
    ["that missed the server's other post", [], "B"],
    ["that missed one which a moderator left out", [DAY], "A"],
  ])("%s", async (_, skips, expected) => {
    const events = ([5, 4, 3] as const).map((weight, at) => fact({ headline: "ABC".charAt(at), weight }));
    const made = madeOn("2026-09-27T00:00:00Z");
    const orders = [{ channelId: "21", time: at("02:00"), ...made }, made];
    await using it = await setUp("2026-09-27T09:30:00Z", orders, events);
    for (const day of skips) await it.store.orders.skip(GUILD, "21", day);
    const memory = await it.store.record.memory(GUILD);
    const promised = forecastPosts(CHANNEL, await it.store.orders.list(GUILD), it.clock(), 1, it.facts, memory);

    await it.poster.beat();

    expect(promised.map(({ choice }) => choice.lead?.headline)).toEqual([expected]);
    expect(it.messages.map(({ text }) => /## (.)/.exec(text)?.[1])).toEqual([expected]);
  });
});

describe("what follows a post", () => {
  test("is done by the next process, when the first was killed before it", async () => {
    await using it = await setUp();
    it.failThreads(undefined);
    const started: string[] = [];
    const { startThread } = it.outlet;
    it.outlet.startThread = async (...thread) => {
      started.push(thread[0].messageId);
      return startThread(...thread);
    };
    const { end } = it.store.deliveries;
    it.store.deliveries.end = async (...ending) => {
      await end(...ending);
      throw new Error("killed here");
    };
    await it.another().beat();
    it.store.deliveries.end = end;

    await it.beatOn("2026-09-27T09:01:00Z", 3);

    expect(it.messages).toHaveLength(1);
    expect(started).toEqual(["1"]);
  });

  test("is tried again where it failed for a passing reason, and what was said of that is taken back", async () => {
    await using it = await setUp();
    it.failThreads({ reason: "Discord did not answer", passing: true });
    await it.poster.beat();
    const first = await it.last();
    it.failThreads(undefined);

    await it.beatOn("2026-09-27T09:01:00Z", 6);

    expect(first?.remark).toBe("no thread: Discord did not answer");
    expect((await it.last())?.remark).toBeUndefined();
  });

  test("is not tried again where it was refused", async () => {
    await using it = await setUp();
    let tries = 0;
    it.outlet.startThread = async () => {
      tries += 1;
      return { reason: "allow Create Public Threads for my role there", passing: false };
    };

    await it.beatOn("2026-09-27T09:00:00Z", 20);

    expect(tries).toBe(1);
  });

  test("is given up after an hour", async () => {
    await using it = await setUp();
    it.failThreads({ reason: "Discord did not answer", passing: true });
    await it.beatOn("2026-09-27T09:00:00Z", 70);
    it.failThreads(undefined);

    await it.beatOn("2026-09-27T10:10:00Z", 20);

    expect((await it.last())?.remark).toBe("no thread: Discord did not answer");
  });
});

describe("the maker of an order that is paused", () => {
  const refusal: Sent = { outcome: "refused", reason: "I cannot see the channel.", lasting: true };
  async function refuseThreeDays(it: Awaited<ReturnType<typeof setUp>>) {
    for (const day of ["27", "28", "29"]) {
      it.fail(refusal);
      await it.beatOn(`2026-09-${day}T09:00:00Z`, 1);
    }
  }

  test("is told once Discord takes the message, and once only", async () => {
    await using it = await setUp(undefined, [{}]);
    it.failTelling("unsure", "unsure");

    await refuseThreeDays(it);
    await it.beatOn("2026-09-29T09:01:00Z", 60);

    expect(it.told.map(({ userId }) => userId)).toEqual(["30"]);
  });

  test("who takes no messages is left in peace", async () => {
    await using it = await setUp(undefined, [{}]);
    it.failTelling("refused");

    await refuseThreeDays(it);
    await it.beatOn("2026-09-29T09:01:00Z", 60);

    expect(it.told).toEqual([]);
  });

  test("is not told any more two days later, when it is old news", async () => {
    await using it = await setUp(undefined, [{}]);
    it.outlet.tell = async () => "unsure";
    await refuseThreeDays(it);
    await it.beatOn("2026-10-01T09:00:00Z", 1);
    const tried: string[] = [];
    it.outlet.tell = async (userId) => {
      tried.push(userId);
      return "told";
    };

    await it.beatOn("2026-10-01T09:01:00Z", 30);

    expect(tried).toEqual([]);
  });

  test("is told of the channel where Discord does not say whether the bot is in the server", async () => {
    await using it = await setUp(undefined, [{}]);
    it.outlet.reaches = async () => undefined;

    await refuseThreeDays(it);

    expect((await it.last())?.reason).toBe("I cannot see the channel.");
  });

  test("learns that the bot was removed from the server", async () => {
    await using it = await setUp(undefined, [{}]);
    it.outlet.reaches = async () => false;

    await refuseThreeDays(it);

    expect((await it.last())?.reason).toBe("I am not in the server any more; invite me again.");
    expect(JSON.stringify(it.told)).toContain("invite me again");
  });
});
