import { ChannelType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { deliveryId } from "../../src/schedule/delivery.ts";
import type { Sent } from "../../src/schedule/ports.ts";
import { fact } from "../facts/sample.ts";
import { order } from "./sample.ts";
import { CHANNEL, DAY, GUILD, LATEST_EVENT, NONCE, POST, setUp } from "./stage.ts";

test("a post goes out once, and its id is kept", async () => {
  await using it = await setUp();

  await it.poster.beat();
  await it.poster.beat();

  expect(it.messages.map((message) => message.nonce)).toEqual([NONCE]);
  expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1", placeId: CHANNEL } });
});

test("two posters on one store make one post", async () => {
  await using it = await setUp();

  await Promise.all([it.poster.beat(), it.another().beat(), it.another().beat()]);

  expect(it.messages).toHaveLength(1);
});

test("killed after the claim: posted when the lease is over", async () => {
  await using it = await setUp();
  await it.store.deliveries.claim(await it.due(), LATEST_EVENT.id, it.clock(), it.clock().add({ seconds: 60 }));

  it.clock.set("2026-09-27T09:00:59Z");
  await it.poster.beat();
  expect(it.messages).toHaveLength(0);

  it.clock.set("2026-09-27T09:01:00Z");
  await it.poster.beat();
  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted" });
});

test("killed after the post, back within the nonce window: the first message is found by its nonce", async () => {
  await using it = await setUp();
  await it.store.deliveries.claim(await it.due(), LATEST_EVENT.id, it.clock(), it.clock().add({ seconds: 60 }));
  await it.outlet.send(order({ channelId: CHANNEL }), POST, AbortSignal.any([]));

  it.clock.set("2026-09-27T09:02:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1", placeId: CHANNEL } });
});

test("killed after the post, back hours later: the message is found in the channel", async () => {
  await using it = await setUp();
  await it.store.deliveries.claim(await it.due(), LATEST_EVENT.id, it.clock(), it.clock().add({ seconds: 60 }));
  await it.outlet.send(order({ channelId: CHANNEL }), POST, AbortSignal.any([]));

  it.clock.set("2026-09-27T20:00:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1", placeId: CHANNEL } });
});

test("killed around the post, back hours later, and the channel cannot be read: unknown, and no post", async () => {
  await using it = await setUp();
  await it.store.deliveries.claim(await it.due(), LATEST_EVENT.id, it.clock(), it.clock().add({ seconds: 60 }));
  it.hide("unreadable");

  it.clock.set("2026-09-27T12:00:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toMatchObject({ state: "unknown" });
});

test("killed before the post, back two hours later: the channel is looked through, then it is posted", async () => {
  await using it = await setUp();
  await it.store.deliveries.claim(await it.due(), LATEST_EVENT.id, it.clock(), it.clock().add({ seconds: 60 }));

  it.clock.set("2026-09-27T11:00:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted" });
});

test("an answer that was lost is asked for again, and gives the first message", async () => {
  await using it = await setUp();
  it.fail("lost");
  await it.poster.beat();

  it.clock.set("2026-09-27T09:01:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1", placeId: CHANNEL } });
});

test("an outage of three hours: tried with growing pauses, posted once, and said to be late", async () => {
  await using it = await setUp();
  it.fail(...Array.from({ length: 500 }, (): Sent => ({ outcome: "unsure", reason: "502" })));
  for (let minute = 0; minute < 180; minute++) {
    it.clock.set(Temporal.Instant.from("2026-09-27T09:00:00Z").add({ minutes: minute }).toString());
    await it.poster.beat();
  }

  it.fail();
  for (let minute = 180; minute < 220; minute++) {
    it.clock.set(Temporal.Instant.from("2026-09-27T09:00:00Z").add({ minutes: minute }).toString());
    await it.poster.beat();
  }

  expect(it.messages).toHaveLength(1);
  expect(it.messages[0]?.text).toContain("Late: this was due at <t:1790499600:t>");
});

test("down past the grace: nothing is posted, and the day is on record as skipped", async () => {
  await using it = await setUp("2026-09-27T15:00:01Z");

  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toMatchObject({ state: "skipped", reason: "I was offline until it was too late" });
});

test("down for five hours: made up for", async () => {
  await using it = await setUp("2026-09-27T14:00:00Z");

  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
});

test("a post whose record was lost, as when an older copy of the database is put back, is found and not made again", async () => {
  await using it = await setUp("2026-09-27T09:00:00Z");
  await it.outlet.send(order({ channelId: CHANNEL }), POST, AbortSignal.any([]));
  it.clock.set("2026-09-27T09:05:00Z");

  await it.another().beat();

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1", placeId: CHANNEL } });
});

test("back a minute after its time, with the record lost: the nonce gives the first message", async () => {
  await using it = await setUp("2026-09-27T09:00:00Z");
  await it.outlet.send(order({ channelId: CHANNEL }), POST, AbortSignal.any([]));
  it.clock.set("2026-09-27T09:01:00Z");

  await it.another().beat();

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1", placeId: CHANNEL } });
});

test("what falls due while it runs is posted at once: no earlier one is looked for, not even in a forum", async () => {
  await using it = await setUp("2026-09-27T08:59:00Z", [{ channelType: ChannelType.GuildForum }]);
  let looks = 0;
  const { find } = it.outlet;
  it.outlet.find = async (...post) => {
    looks += 1;
    return find(...post);
  };

  await it.beatOn("2026-09-27T09:00:00Z", 1);

  expect(it.messages).toHaveLength(1);
  expect(looks).toBe(0);
});

test("back hours later in a channel that cannot be read: posted, for nobody is known to have tried", async () => {
  await using it = await setUp("2026-09-27T12:00:00Z");
  it.hide("unreadable");

  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted" });
});

test("refused for the same lasting reason on three days: paused, and its maker told once", async () => {
  await using it = await setUp();
  for (const day of ["27", "28", "29", "30"]) {
    it.fail({ outcome: "refused", reason: "I cannot see the channel.", lasting: true });
    it.clock.set(`2026-09-${day}T09:00:00Z`);
    await it.poster.beat();
  }

  const [paused] = await it.store.orders.list(GUILD);
  expect(paused?.paused).toBe("refused 3 days in a row: I cannot see the channel.");
  expect(it.told.map(({ userId }) => userId)).toEqual(["30"]);
  expect(paused?.lastDay?.toString()).toBe("2026-09-29");
});

test("a post refused for good is not tried again that day", async () => {
  await using it = await setUp();
  it.fail({ outcome: "refused", reason: "Discord refused the post", lasting: false });
  await it.poster.beat();

  it.clock.set("2026-09-27T09:30:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toMatchObject({ state: "failed", reason: "Discord refused the post" });
});

test("an order that is removed while its post is open gets none", async () => {
  await using it = await setUp();
  it.fail({ outcome: "unsent", reason: "429" });
  await it.poster.beat();
  await it.store.orders.remove(GUILD, CHANNEL);

  it.clock.set("2026-09-27T09:05:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toMatchObject({ state: "skipped" });
});

test("an order removed and made again on the same day does not post that day twice", async () => {
  await using it = await setUp();
  await it.poster.beat();
  const { order: removed } = await it.due();
  await it.store.orders.remove(GUILD, CHANNEL);
  await it.store.orders.add({ ...removed, time: Temporal.PlainTime.from("10:00"), createdAt: it.clock() });

  it.clock.set("2026-09-27T10:00:00Z");
  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
});

/** Acts once, in the middle of a round: when the orders have been read and none has had its turn. */
function midRound(it: Awaited<ReturnType<typeof setUp>>, act: () => Promise<unknown>) {
  const running = it.store.orders.running;
  Object.assign(it.store.orders, {
    async *running() {
      const parts = await Array.fromAsync(running());
      it.store.orders.running = running;
      await act();
      yield* parts;
    },
  });
}

test("a day that is left out while its post waits for its turn in a long round gets none", async () => {
  await using it = await setUp();
  midRound(it, () => it.store.orders.skip(GUILD, CHANNEL, DAY));

  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toMatchObject({ state: "skipped", reason: "by a moderator" });
});

test("an order that is moved to the evening while its post waits for its turn is posted in the evening", async () => {
  await using it = await setUp();
  const later = { time: Temporal.PlainTime.from("20:00"), activeSince: it.clock() };
  midRound(it, () => it.store.orders.change(GUILD, CHANNEL, later));

  await it.poster.beat();
  expect(it.messages).toHaveLength(0);

  it.clock.set("2026-09-27T20:00:00Z");
  await it.poster.beat();
  expect(it.messages).toHaveLength(1);
});

describe("an order that is moved to an earlier time while its post waits has a line in the history", () => {
  const earlier = { time: Temporal.PlainTime.from("08:00") };
  const moved = "it was moved, while it waited, to a time that had passed";

  test("in a long round", async () => {
    await using it = await setUp();
    midRound(it, () => it.store.orders.change(GUILD, CHANNEL, { ...earlier, activeSince: it.clock() }));

    await it.poster.beat();

    expect(it.messages).toHaveLength(0);
    expect(await it.last()).toMatchObject({ day: DAY, state: "skipped", reason: moved });
  });

  test("between two beats, while the database took no claim", async () => {
    await using it = await setUp();
    const { claim } = it.store.deliveries;
    it.store.deliveries.claim = async () => Promise.reject(new Error("database is locked"));
    await it.poster.beat();
    it.store.deliveries.claim = claim;
    it.clock.set("2026-09-27T09:00:30Z");
    await it.store.orders.change(GUILD, CHANNEL, { ...earlier, activeSince: it.clock() });

    await it.beatOn("2026-09-27T09:01:00Z", 1);
    await it.beatOn("2026-09-28T08:00:00Z", 1);

    expect(await it.store.record.history(GUILD, DAY)).toMatchObject([
      { day: DAY.add({ days: 1 }), state: "posted" },
      { day: DAY, state: "skipped", reason: moved },
    ]);
  });

  test("claimed already, it is posted all the same", async () => {
    await using it = await setUp();
    it.fail({ outcome: "unsent", reason: "403/40333" });
    await it.poster.beat();
    await it.store.orders.change(GUILD, CHANNEL, { ...earlier, activeSince: it.clock() });

    await it.beatOn("2026-09-27T09:01:00Z", 1);

    expect(await it.last()).toMatchObject({ day: DAY, state: "posted" });
  });

  test("moved to another zone, in which its time has passed too", async () => {
    await using it = await setUp();
    midRound(it, () => it.store.orders.change(GUILD, CHANNEL, { timeZone: "Asia/Tokyo", activeSince: it.clock() }));

    await it.poster.beat();

    expect(await it.last()).toMatchObject({ day: DAY, state: "skipped", reason: moved });
  });

  test("moved again meanwhile, to the evening, it is posted in the evening, and nothing is on record before", async () => {
    await using it = await setUp();
    midRound(it, async () => {
      await it.store.orders.change(GUILD, CHANNEL, { ...earlier, activeSince: it.clock() });
      midTurn(it, () =>
        it.store.orders.change(GUILD, CHANNEL, { time: Temporal.PlainTime.from("20:00"), activeSince: it.clock() }),
      );
    });
    await it.poster.beat();

    await it.beatOn("2026-09-27T20:00:00Z", 1);

    expect(it.messages).toHaveLength(1);
  });
});

test("each post of a server goes out as soon as it is claimed: none waits for the claims of the others", async () => {
  await using it = await setUp(undefined, [{}, { channelId: "21" }, { channelId: "22" }]);
  const steps: string[] = [];
  const { claim } = it.store.deliveries;
  const { send } = it.outlet;
  it.store.deliveries.claim = async (due, ...rest) => {
    steps.push(`claim ${due.order.channelId}`);
    return claim(due, ...rest);
  };
  it.outlet.send = async (place, ...rest) => {
    steps.push(`send ${place.channelId}`);
    return send(place, ...rest);
  };

  await it.poster.beat();

  expect(steps.indexOf("send 20")).toBeLessThan(steps.indexOf("claim 22"));
  expect(it.messages).toHaveLength(3);
});

test("due posts that cannot be claimed are counted, and told of once, and once more when they can", async () => {
  await using it = await setUp(undefined, [{}, { channelId: "21" }]);
  const lines: { level: number; msg: string; count?: number }[] = [];
  Object.assign(it.parts, { log: createLog("info", (line) => lines.push(JSON.parse(line))) });
  const poster = it.another();
  const { claim } = it.store.deliveries;
  it.store.deliveries.claim = async () => Promise.reject(new Error("attempt to write a readonly database"));
  for (const minute of ["00", "01", "02"]) {
    it.clock.set(`2026-09-27T09:${minute}:00Z`);
    await poster.beat();
  }
  const behind = poster.progress().unclaimed;
  it.store.deliveries.claim = claim;

  await poster.beat();

  expect({ ...behind, oldest: behind.oldest?.toString() }).toEqual({ count: 2, oldest: "2026-09-27T09:00:00Z" });
  expect(poster.progress().unclaimed.count).toBe(0);
  expect(lines.filter(({ msg }) => msg.startsWith("posting what is due"))).toMatchObject([
    { level: 50, count: 2, msg: "posting what is due failed; it is tried again at each beat" },
    { level: 30, msg: "posting what is due works again" },
  ]);
  expect(it.messages).toHaveLength(2);
});

/** Acts once, in the middle of a server's turn: when its orders have been read and none is claimed. */
function midTurn(it: Awaited<ReturnType<typeof setUp>>, act: () => Promise<unknown>) {
  const list = it.store.orders.list;
  it.store.orders.list = async (guildId) => {
    const read = await list(guildId);
    it.store.orders.list = list;
    await act();
    return read;
  };
}

test("a day that was left out, and is taken back at the moment it would be recorded, gets its post", async () => {
  await using it = await setUp();
  await it.store.orders.skip(GUILD, CHANNEL, DAY);
  let takenBack: boolean | undefined;
  midTurn(it, async () => {
    takenBack = await it.store.orders.unskip(GUILD, CHANNEL, DAY);
  });

  await it.beatOn("2026-09-27T09:00:00Z", 2);

  expect(takenBack).toBe(true);
  expect(it.messages).toHaveLength(1);
});

test("an order that is paused at the moment its post would be claimed keeps no lead from the server's next", async () => {
  await using it = await setUp(undefined, [{}, { channelId: "21" }]);
  midTurn(it, () => it.store.orders.change(GUILD, CHANNEL, { paused: "by a moderator" }));

  await it.poster.beat();

  expect(it.messages.map(({ channelId }) => channelId)).toEqual(["21"]);
  expect(it.messages[0]?.text).toContain("## Rap meets rock");
});

test("a post that another process takes first leads to no other choice for the server's next", async () => {
  const events = [
    LATEST_EVENT,
    fact({ id: "second", headline: "A second", weight: 2 }),
    fact({ id: "third", headline: "A third", weight: 1 }),
  ];
  await using it = await setUp(undefined, [{}, { channelId: "21" }], events);
  const first = await it.due();
  midRound(it, () => it.store.deliveries.claim(first, LATEST_EVENT.id, it.clock(), it.clock().add({ minutes: 1 })));

  await it.poster.beat();

  expect(it.messages).toHaveLength(1);
  expect(it.messages[0]?.text).toContain("## A second");
});

test("a post on time whose turn comes just after midnight, in a long round, still goes out", async () => {
  await using it = await setUp("2026-09-26T23:59:00Z");
  await it.store.orders.change(GUILD, CHANNEL, { time: Temporal.PlainTime.from("23:59") });
  midRound(it, async () => it.clock.set("2026-09-27T00:02:00Z"));

  await it.poster.beat();

  expect(it.messages.map(({ nonce }) => nonce)).toEqual([
    deliveryId({ channelId: CHANNEL }, DAY.subtract({ days: 1 })),
  ]);
});

test("a post to be made up for whose turn comes after its day has ended is left out, and on record as such", async () => {
  await using it = await setUp("2026-09-26T23:30:00Z");
  await it.store.orders.change(GUILD, CHANNEL, { time: Temporal.PlainTime.from("20:00") });
  midRound(it, async () => it.clock.set("2026-09-27T00:30:00Z"));

  await it.poster.beat();
  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toMatchObject({ state: "skipped", reason: "I was offline until it was too late" });
});

test("told to stop, it begins nothing more", async () => {
  await using it = await setUp();

  await it.poster.stop(Temporal.Duration.from({ seconds: 1 }));
  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toBeUndefined();
});

test("told to stop, it breaks off what hangs, and leaves it for the next process", async () => {
  await using it = await setUp();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  it.outlet.send = async (_, __, signal) => {
    begin();
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return { outcome: "unsure", reason: "broken off" };
  };
  const beat = it.poster.beat();
  await begun;

  await it.poster.stop(Temporal.Duration.from({ milliseconds: 1 }));
  await beat;

  expect(await it.last()).toMatchObject({ state: "claimed", reason: "broken off" });
});

test("a day that a moderator left out gets no post, and is on record as such", async () => {
  await using it = await setUp();
  await it.store.orders.skip(GUILD, CHANNEL, DAY);

  await it.poster.beat();

  expect(it.messages).toHaveLength(0);
  expect(await it.last()).toMatchObject({ state: "skipped", reason: "by a moderator" });
});

test("a thread that cannot be started is told apart: the post stands", async () => {
  await using it = await setUp();

  await it.poster.beat();

  expect(await it.last()).toMatchObject({ state: "posted", remark: "no thread: Missing Permissions" });
});

test("two channels of a server do not get the same lead on one day", async () => {
  await using it = await setUp();
  const second = {
    ...order({ channelId: "21", guildId: GUILD }),
    createdAt: Temporal.Instant.from("2026-09-26T13:00:00Z"),
  };
  await it.store.orders.add(second);

  await it.poster.beat();

  const leads = it.messages.map(({ text }) => /## (.*)/.exec(text.replace(/^# .*/, ""))?.[1]);
  expect(new Set(leads).size).toBe(2);
});

test("Discord out of reach while a post is looked for: it is looked for less and less often, then found", async () => {
  await using it = await setUp();
  await it.store.deliveries.claim(await it.due(), LATEST_EVENT.id, it.clock(), it.clock().add({ seconds: 60 }));
  await it.outlet.send(order({ channelId: CHANNEL }), POST, AbortSignal.any([]));
  let looks = 0;
  const find = it.outlet.find;
  it.outlet.find = async () => {
    looks += 1;
    throw new Error("502");
  };

  for (let minute = 10; minute < 70; minute++) {
    it.clock.set(Temporal.Instant.from("2026-09-27T09:00:00Z").add({ minutes: minute }).toString());
    await it.poster.beat();
  }
  it.outlet.find = find;
  it.clock.set("2026-09-27T10:40:00Z");
  await it.poster.beat();

  expect(looks).toBeLessThan(8);
  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1" } });
});

test("a day without an event of the genre gets no post where none was ordered, and is no missed day", async () => {
  await using it = await setUp(
    "2026-09-27T08:00:00Z",
    [{ genre: "jazz", otherwise: "none" }],
    [
      ...["27", "28"].map((day) => fact({ id: `rap-${day}`, date: { year: 1986, month: 9, day: Number(day) } })),
      fact({ id: "jazz", genres: ["jazz", "rock"], date: { year: 1986, month: 9, day: 29 } }),
    ],
  );

  await it.beatOn("2026-09-27T09:00:00Z", 1);
  const first = await it.last();
  // Down on the second day, until its time is over.
  await it.beatOn("2026-09-29T09:00:00Z", 1);

  expect(first).toMatchObject({ state: "skipped", reason: "no jazz event falls on this day", leadId: undefined });
  expect((await it.store.record.history(GUILD, DAY)).map(({ reason, state }) => reason ?? state)).toEqual([
    "posted",
    "no jazz event falls on this day",
    "no jazz event falls on this day",
  ]);
});

test("each year the day's next event leads, and then the first again, though the record of its post is long gone", async () => {
  await using it = await setUp(
    "2026-09-27T09:00:00Z",
    [{}],
    [...([5, 4, 3] as const).map((weight, at) => fact({ headline: "ABC".charAt(at), weight }))],
  );

  for (const year of [2026, 2027, 2028, 2029, 2030]) await it.beatOn(`${year}-09-27T09:00:00Z`, 1);

  expect(it.messages.map(({ text }) => /## (.)/.exec(text)?.[1])).toEqual(["A", "B", "C", "A", "B"]);
  expect(await it.store.record.history(GUILD, DAY)).not.toContainEqual(expect.objectContaining({ day: DAY }));
});
