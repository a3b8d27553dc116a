import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import type { Trouble, TroubleTarget } from "../../playground/discord/trouble.ts";
import type { WireEntry } from "../../playground/discord/wire.ts";
import { textOf } from "../bot/bot.ts";
import { beatThroughGrace, FIRST, NINE, openPostingBot as open, type PostingBot } from "./posting-bot.ts";

// Trouble between the whole bot and Discord, with the real discord.js client.

vi.setConfig({ testTimeout: 60_000, maxConcurrency: 20 });

const posting: TroubleTarget = { method: "POST", path: "/channels/:id/messages" };
const opening: TroubleTarget = { method: "POST", path: "/channels/:id/threads" };

describe("trouble while posting: posted all the same, and once", () => {
  test.concurrent("whatever is answered, once or many times", async () => {
    const troubles: Trouble[] = [
      { kind: "rate limit", retryAfter: 0.05 },
      { kind: "rate limit", retryAfter: 0.05, header: false },
      { kind: "rate limit", retryAfter: 0.05, global: true },
      { kind: "status", status: 500 },
      { kind: "status", status: 502 },
      { kind: "status", status: 502, tookEffect: true },
      { kind: "drop" },
      { kind: "half" },
      { kind: "lost" },
    ];
    await using it = await open();
    let met = 0;
    it.discord.wire.subscribe((entry) => {
      if (entry.kind === "request" && entry.trouble !== undefined) met += 1;
    });
    const cases = troubles.flatMap((trouble) =>
      [posting, opening].flatMap((target) => [1, 7].map((times) => ({ trouble, target, times }))),
    );

    for (const [at, { target, times, trouble }] of cases.entries()) {
      it.town.now = NINE.add({ hours: 24 * at });
      it.discord.trouble(trouble, { ...target, times });
      await beatThroughGrace(it);
      it.discord.calm();

      expect(it.town.faultsOn([FIRST.add({ days: at })]), JSON.stringify(cases[at])).toEqual([]);
      expect(met, JSON.stringify(cases[at])).toBeGreaterThan(0);
      met = 0;
    }

    expect(await it.town.states()).toEqual({ posted: cases.length * 3 });
    it.discord.forgive();
  });

  // discord.js waits 15 seconds for an answer.
  test.concurrent.each([
    ["a message", posting],
    ["a forum's thread", opening],
  ])("no answer, for %s", async (_, target) => {
    await using it = await open();

    it.town.now = NINE;
    it.discord.trouble({ kind: "silence" }, target);
    await beatThroughGrace(it);

    expect(it.town.faultsOn([FIRST])).toEqual([]);
    expect(await it.town.states()).toEqual({ posted: 3 });
  });
});

test.concurrent("an outage of three hours over posting time: all of it is posted within the grace, once, as late", async () => {
  await using it = await open({ servers: 2 });
  const end = NINE.add({ hours: 2, minutes: 30 });
  it.discord.trouble({ kind: "status", status: 502 }, { times: Number.POSITIVE_INFINITY });
  it.town.now = NINE.subtract({ minutes: 30 });
  await it.app.beat();
  it.discord.dropGateway();
  it.town.now = NINE;
  for (let beats = 0; Temporal.Instant.compare(it.town.now, end) < 0; beats += 1) {
    await it.app.beat();
    it.town.now = it.town.now.add({ minutes: beats < 5 ? 1 : 7 });
  }
  expect(await it.town.states()).toEqual({ claimed: 6 });

  it.discord.calm();
  await beatThroughGrace(it);

  expect(it.town.faultsOn([FIRST])).toEqual([]);
  expect(await it.town.states()).toEqual({ posted: 6 });
  expect(textOf(it.discord.world.messages(it.town.channels[0]!).at(-1))).toContain("Late: ");
  expect(it.discord.invalidRequests).toBe(0);
});

describe("the gateway", () => {
  test.concurrent("closed or asked to come back in ways that let it resume: it does each time, and commands work", async () => {
    await using it = await open({ discord: { heartbeatInterval: 300 } });
    const ways = [
      ...[4000, 4001, 4002, 4006, 4009].map((code) => () => it.discord.dropGateway(code)),
      () => it.discord.askToReconnect(),
      () => it.discord.invalidateSessions(true),
      () => it.discord.missHeartbeats(2),
    ];

    for (const act of ways) {
      await eventAfter(it.discord, act, /^RESUMED$/);
      await expectAnswer(it);
    }

    expect(it.discord.shards).toEqual([0]);
  });

  // discord.js begins a session 5 seconds after the last at the earliest.
  test.concurrent.each([
    ["closed with 4003", (discord: LocalDiscord) => discord.dropGateway(4003)],
    ["closed with 4005", (discord: LocalDiscord) => discord.dropGateway(4005)],
    ["closed with 4007", (discord: LocalDiscord) => discord.dropGateway(4007)],
    ["closed with 4008", (discord: LocalDiscord) => discord.dropGateway(4008)],
    ["told that its session is gone", (discord: LocalDiscord) => discord.invalidateSessions(false)],
  ])("%s: it begins another session, and commands work", async (_, act) => {
    await using it = await open();

    await eventAfter(it.discord, () => act(it.discord), /^READY$/);

    await expectAnswer(it);
    expect(it.discord.shards).toEqual([0]);
  });

  test.concurrent.each([
    [4004, "DISCORD_TOKEN is refused by Discord"],
    [4012, "with code 4012"],
    [4013, "with code 4013"],
    [4014, "with code 4014"],
  ])("closed with %i: lost, and it says why", async (code, reason) => {
    await using it = await open();

    it.discord.dropGateway(code);

    expect((await it.app.lost).message).toContain(reason);
  });

  test.concurrent("a command given while it was away is answered when it is back", async () => {
    await using it = await open();

    it.discord.dropGateway();
    await expectAnswer(it);
  });
});

test.concurrent("trouble with the answer to a command: the person has it once, and the next command works", async () => {
  const troubles: Trouble[] = [
    { kind: "status", status: 500 },
    { kind: "drop" },
    { kind: "lost" },
    { kind: "rate limit", retryAfter: 0.05 },
  ];
  await using it = await open();
  const answers = () =>
    it.discord.world.messages(it.by.channel).filter((message) => textOf(message).includes("## Crossfade"));

  for (const [at, trouble] of troubles.entries()) {
    it.discord.trouble(trouble, { method: "POST", path: "/interactions/:id/:token/callback" });
    await expectAnswer(it);
    await expectAnswer(it);

    expect(answers(), trouble.kind).toHaveLength(2 * (at + 1));
  }
  it.discord.forgive();
});

async function expectAnswer({ by, discord }: PostingBot): Promise<void> {
  expect(textOf((await discord.command(by, "about")).message)).toContain("## Crossfade");
}

/** Acts, and waits for the event to the bot. */
async function eventAfter({ wire }: LocalDiscord, act: () => void, name: RegExp): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = wire.subscribe((entry: WireEntry) => {
    if (entry.kind === "event" && entry.direction === "to the bot" && name.test(entry.name)) resolve();
  });
  act();
  await promise;
  stop();
  // discord.js takes the event after it arrived.
  await sleep(20);
}
