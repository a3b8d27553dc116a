import { ChannelType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { createTimeWitness, type TimeWitness } from "../../src/clock.ts";
import { order } from "./sample.ts";
import { CHANNEL, DAY, GUILD, POST, setUp } from "./stage.ts";

const at = (time: string) => Temporal.Instant.from(time);
const NONE = AbortSignal.any([]);

/** A poster on a machine whose clock can be set wrong; real time goes with Discord's, which `live` moves. */
async function setUpMachine(start = "2026-09-27T08:59:00Z", orders = [{}], ahead = 0) {
  let discord = at(start);
  let off = ahead;
  let witness: TimeWitness | undefined;
  const it = await setUp(start, orders, undefined, (clock) => {
    witness = createTimeWitness(clock, () => discord.epochMilliseconds);
    return { witness, elapsed: () => discord.epochMilliseconds };
  });
  let reachable = true;
  let asked = 0;
  const heard = witness as TimeWitness;
  // The poster's own clock is the witness's, as in the app.
  Object.assign(it.parts, { clock: heard.now });
  it.outlet.answers = async () => {
    asked += 1;
    if (reachable) heard.hear(new Date(discord.epochMilliseconds).toUTCString());
    return reachable;
  };
  const show = () => it.clock.set(discord.add({ milliseconds: off }).toString());
  show();
  await it.outlet.answers(NONE);
  asked = 0;
  const poster = it.another();
  return {
    ...it,
    witness: heard,
    asked: () => asked,
    cutOff: (cut: boolean) => {
      reachable = !cut;
    },
    set: (ms: number) => {
      off += ms;
      show();
    },
    /** Beats each minute of real time up to that one. */
    async live(until: string, step = 60_000) {
      while (Temporal.Instant.compare(discord, at(until)) < 0) {
        discord = discord.add({ milliseconds: step });
        show();
        await poster.beat();
      }
    },
    beat: () => poster.beat(),
    days: async () =>
      (await it.store.record.history(GUILD, DAY.subtract({ days: 20 }))).map(({ day, state }) => `${day} ${state}`),
  };
}

const HOUR = 3_600_000;
const DAYS = 24 * HOUR;

describe("a clock that is set wrong for a beat, and right again", () => {
  test.each([
    ["three days ahead", 3 * DAYS],
    ["500 days ahead", 500 * DAYS],
    ["seven hours ahead, past the grace", 7 * HOUR],
    ["two days back", -2 * DAYS],
  ])("%s: nothing is on record as missed, and each day has its post", async (_, by) => {
    await using it = await setUpMachine();
    await it.live("2026-09-27T09:30:00Z");
    it.set(by);
    await it.live("2026-09-27T09:31:00Z");
    it.set(-by);

    await it.live("2026-09-30T09:00:00Z", 600_000);

    expect(await it.days()).toEqual(
      ["2026-09-30", "2026-09-29", "2026-09-28", "2026-09-27"].map((it) => `${it} posted`),
    );
    expect(it.messages).toHaveLength(4);
  });

  test("nothing is forgotten, though by that clock all had its time", async () => {
    await using it = await setUpMachine();
    await it.live("2026-09-27T09:30:00Z");
    it.set(500 * DAYS);
    await it.live("2026-09-27T09:40:00Z");
    it.cutOff(true);
    it.set(500 * DAYS);
    await it.live("2026-09-27T09:50:00Z");

    expect(await it.days()).toEqual(["2026-09-27 posted"]);
  });

  test("a post that is put off is not given up as too late", async () => {
    await using it = await setUpMachine();
    it.fail(...Array.from({ length: 5 }, () => ({ outcome: "unsent", reason: "403/40333" }) as const));
    await it.live("2026-09-27T09:01:00Z");
    it.cutOff(true);
    it.set(3 * DAYS);
    await it.live("2026-09-27T09:02:00Z");
    it.set(-3 * DAYS);
    it.cutOff(false);

    await it.live("2026-09-27T09:40:00Z");

    expect(await it.days()).toEqual(["2026-09-27 posted"]);
  });
});

test("a clock that stays three days ahead: posts go on by Discord's time", async () => {
  await using it = await setUpMachine();
  await it.live("2026-09-27T08:59:00Z");
  it.set(3 * DAYS);

  await it.live("2026-09-28T09:00:00Z", 600_000);

  expect(await it.days()).toEqual(["2026-09-28 posted", "2026-09-27 posted"]);
  expect(it.messages).toHaveLength(2);
});

test("a clock that is put back by an hour does not hold up the next post", async () => {
  await using it = await setUpMachine("2026-09-27T08:50:00Z");
  await it.live("2026-09-27T08:55:00Z");
  it.set(-HOUR);

  await it.live("2026-09-27T09:00:00Z");

  expect(it.messages).toHaveLength(1);
});

test("after a jump nothing is posted until Discord was heard: what is due by that clock may not be", async () => {
  await using it = await setUpMachine();
  it.cutOff(true);
  it.set(3 * DAYS);
  await it.live("2026-09-27T09:10:00Z");
  const cutOff = it.messages.length;
  it.cutOff(false);

  await it.live("2026-09-27T09:12:00Z");

  expect([cutOff, it.messages.length]).toEqual([0, 1]);
  expect(await it.days()).toEqual(["2026-09-27 posted"]);
});

test("a machine that slept over days records them as missed once Discord agrees, and makes up for today's", async () => {
  await using it = await setUpMachine();
  await it.live("2026-09-27T09:30:00Z");
  // Real time stands still meanwhile, and Discord's does not.
  it.outlet.answers = async () => {
    it.witness.hear("Wed, 30 Sep 2026 09:30:00 GMT");
    return true;
  };
  it.set(3 * DAYS);

  await it.beat();

  expect(await it.days()).toEqual([
    "2026-09-30 posted",
    "2026-09-29 skipped",
    "2026-09-28 skipped",
    "2026-09-27 posted",
  ]);
});

test("a process that starts with its clock days ahead records nothing as missed", async () => {
  await using it = await setUpMachine("2026-09-27T12:00:00Z", [{}], 3 * DAYS);
  await it.beat();
  it.set(-3 * DAYS);

  await it.live("2026-09-29T09:00:00Z", 600_000);

  expect((await it.days()).filter((day) => day.includes("skipped"))).toEqual([]);
  expect(await it.days()).toEqual(
    expect.arrayContaining(["2026-09-29 posted", "2026-09-28 posted", "2026-09-27 posted"]),
  );
});

test("a day that a clock ahead did record as missed still has its post", async () => {
  await using it = await setUp("2026-09-27T08:00:00Z", [{}]);
  const due = { ...(await it.due()), day: DAY.add({ days: 1 }), at: at("2026-09-28T09:00:00Z") };
  await it.store.deliveries.skip(due, at("2026-09-30T12:00:00Z"), "I was offline until it was too late", "weaker");

  await it.beatOn("2026-09-28T09:00:00Z", 1);

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted", day: DAY.add({ days: 1 }), reason: undefined });
});

test("while the clocks agree Discord is not asked for its time", async () => {
  await using it = await setUpMachine();

  await it.live("2026-09-28T09:00:00Z", 600_000);

  expect(it.messages.length).toBeGreaterThan(0);
  expect(it.asked()).toBe(0);
});

describe("a record that was lost, and a post that stands", () => {
  test.each([
    ["in a text channel", ChannelType.GuildText, "2026-09-27T09:03:00Z"],
    ["in an announcement channel, hours later", ChannelType.GuildAnnouncement, "2026-09-27T13:00:00Z"],
    ["in a forum, a minute later", ChannelType.GuildForum, "2026-09-27T09:01:00Z"],
    ["in a forum, hours later", ChannelType.GuildForum, "2026-09-27T14:00:00Z"],
  ])("%s: it is found, though the process ran all the time", async (_, channelType, later) => {
    await using it = await setUp("2026-09-27T08:00:00Z", [{ channelType }]);
    await it.outlet.send(order({ channelId: CHANNEL }), POST, NONE);

    await it.beatOn(later, 1);

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({ state: "posted" });
  });

  test("in a forum, by a process that is elected after a failover a minute later", async () => {
    await using it = await setUp("2026-09-27T08:00:00Z", [{ channelType: ChannelType.GuildForum }]);
    await it.outlet.send(order({ channelId: CHANNEL }), POST, NONE);
    let elected = false;
    Object.assign(it.parts, { elected: () => elected });
    const standby = it.another();
    await standby.beat();
    elected = true;

    it.clock.set("2026-09-27T09:01:00Z");
    await standby.beat();

    expect(it.messages).toHaveLength(1);
  });

  test("though the round in which its turn comes began in time, and stood still since", async () => {
    await using it = await setUp("2026-09-27T09:00:00Z", [{}]);
    await it.outlet.send(order({ channelId: CHANNEL }), POST, NONE);
    const { list } = it.store.orders;
    it.store.orders.list = async (guildId) => {
      it.clock.set("2026-09-27T09:07:00Z");
      return list(guildId);
    };

    await it.poster.beat();

    expect(it.messages).toHaveLength(1);
    expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "1" } });
  });

  test("is recorded with the lead that its message carries, not with what would be chosen by now", async () => {
    await using it = await setUp("2026-09-27T12:00:00Z", [{}]);
    it.hide({ messageId: "77", placeId: CHANNEL, leadId: "weaker", at: at("2026-09-27T09:00:00Z") });

    await it.poster.beat();

    expect(await it.last()).toMatchObject({ state: "posted", posted: { messageId: "77" }, leadId: "weaker" });
  });

  test("made before posts carried their leads: recorded with what would be chosen", async () => {
    await using it = await setUp("2026-09-27T12:00:00Z", [{}]);
    it.hide({ messageId: "77", placeId: CHANNEL, at: at("2026-09-27T09:00:00Z") });

    await it.poster.beat();

    expect((await it.last())?.leadId).toBeDefined();
  });
});
