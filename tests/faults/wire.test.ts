import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { By } from "../../playground/discord/hand.ts";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import type { Trouble, TroubleTarget } from "../../playground/discord/trouble.ts";
import type { WireEntry } from "../../playground/discord/wire.ts";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { textOf } from "../bot/bot.ts";
import { openPostingTown, type PostingTown, type TownPlan } from "./posting-town.ts";

// Trouble between the whole bot and Discord, with the real discord.js client.

const FIRST = Temporal.PlainDate.from("2026-09-27");
const NINE = Temporal.Instant.from("2026-09-27T09:00:00Z");

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 20 });

/** The whole bot in a town with orders, and a person who asks it things. */
async function open(plan: Partial<TownPlan> = {}) {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(
    await openPostingTown({ servers: 1, channelsPerServer: 3, eve: FIRST.subtract({ days: 1 }), ...plan }),
  );
  const { discord } = town;
  const config = readConfig({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, DATABASE_URL: town.url });
  const log: { level: number; msg: string }[] = [];
  const app = stack.use(
    await startApp(
      config,
      () => town.now,
      (line) => log.push(JSON.parse(line)),
    ),
  );
  const server = discord.world.serverOf(town.channels[0]!)!;
  const by = { person: discord.world.addPerson("Mia"), channel: discord.world.addChannel(server, { name: "talk" }) };
  discord.world.join(server, by.person);
  const kept = stack.move();
  return { app, by, discord, log, town, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

const posting: TroubleTarget = { method: "POST", path: "/channels/:id/messages" };
const opening: TroubleTarget = { method: "POST", path: "/channels/:id/threads" };

describe("trouble while posting: posted all the same, and once", () => {
  const troubles: readonly (readonly [string, Trouble])[] = [
    ["429 that says when to come back", { kind: "rate limit", retryAfter: 0.05 }],
    ["429 without retry-after", { kind: "rate limit", retryAfter: 0.05, header: false }],
    ["429 for everything", { kind: "rate limit", retryAfter: 0.05, global: true }],
    ["500", { kind: "status", status: 500 }],
    ["502", { kind: "status", status: 502 }],
    ["502 though Discord did its part", { kind: "status", status: 502, tookEffect: true }],
    ["a dropped socket", { kind: "drop" }],
    ["half an answer", { kind: "half" }],
    ["an answer that is lost", { kind: "lost" }],
  ];

  test.concurrent.each(troubles.flatMap(([name, trouble]) => [1, 7].map((times) => [name, times, trouble] as const)))(
    "%s, %i times",
    async (_, times, trouble) => {
      await using it = await open();

      for (const day of [0, 1]) {
        it.town.now = NINE.add({ hours: 24 * day });
        it.discord.trouble(trouble, { ...(day === 0 ? posting : opening), times });
        await beatThroughGrace(it);
      }

      expect(it.town.faultsOn([FIRST, FIRST.add({ days: 1 })])).toEqual([]);
      expect(await it.town.states()).toEqual({ posted: 6 });
      it.discord.forgive();
    },
  );

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

// Alone, as its requests are timed.
test("at Discord's own limits, with some trouble, fewer than one request in a hundred is invalid", async () => {
  await using it = await open({ servers: 30, channelsPerServer: 10, discord: { limits: "discord" } });
  let requests = 0;
  it.discord.wire.subscribe((entry) => {
    if (entry.kind === "request") requests += 1;
  });
  it.town.now = NINE;
  for (const status of [500, 502, 503]) it.discord.trouble({ kind: "status", status }, posting);
  it.discord.trouble({ kind: "rate limit", retryAfter: 1 }, posting);
  it.discord.trouble({ kind: "rate limit", retryAfter: 1, global: true }, posting);
  it.discord.trouble({ kind: "lost" }, posting);

  const people = Array.from({ length: 20 }, (_, number) => newMember(it, `Member ${number}`));
  const posted = beatThroughGrace(it);
  for (let round = 0; round < 25; round++)
    await Promise.all(people.map((by, number) => ask(it.discord, by, round + number)));
  await posted;

  expect(it.town.faultsOn([FIRST])).toEqual([]);
  expect(requests).toBeGreaterThan(800);
  expect(it.discord.invalidRequests).toBeGreaterThanOrEqual(2);
  expect(it.discord.invalidRequests / requests).toBeLessThan(0.01);
});

describe("the gateway", () => {
  test.concurrent.each([4000, 4001, 4002, 4003, 4005, 4006, 4007, 4008, 4009])(
    "closed with %i: it connects again, and commands work",
    async (code) => {
      await using it = await open();

      const back = eventAfter(it.discord, () => it.discord.dropGateway(code), /^(READY|RESUMED)$/);
      await back;

      await expectAnswer(it);
      expect(it.discord.shards).toEqual([0]);
    },
  );

  test.concurrent.each([
    [4004, "DISCORD_TOKEN is refused by Discord"],
    [4010, "SHARD_COUNT and SHARD_IDS do not fit"],
    [4011, "SHARD_COUNT and SHARD_IDS do not fit"],
    [4012, "with code 4012"],
    [4013, "with code 4013"],
    [4014, "with code 4014"],
  ])("closed with %i: lost, and it says why", async (code, reason) => {
    await using it = await open();

    it.discord.dropGateway(code);

    expect((await it.app.lost).message).toContain(reason);
  });

  test.concurrent.each([
    ["asked to reconnect", (discord: LocalDiscord) => discord.askToReconnect()],
    [
      "told that its session is invalid, but can be resumed",
      (discord: LocalDiscord) => discord.invalidateSessions(true),
    ],
    ["told that its session is gone", (discord: LocalDiscord) => discord.invalidateSessions(false)],
  ])("%s: it connects again, and commands work", async (_, act) => {
    await using it = await open();

    await eventAfter(it.discord, () => act(it.discord), /^(READY|RESUMED)$/);

    await expectAnswer(it);
  });

  test.concurrent("heartbeats that are not answered: it connects again, and commands work", async () => {
    await using it = await open({ discord: { heartbeatInterval: 300 } });

    await eventAfter(it.discord, () => it.discord.missHeartbeats(2), /^RESUMED$/);

    await expectAnswer(it);
  });

  test.concurrent("a command given while it was away is answered when it is back", async () => {
    await using it = await open({ discord: { patience: { acknowledge: 15_000 } } });

    it.discord.dropGateway();
    await expectAnswer(it);
  });
});

test.concurrent.each<readonly [string, Trouble]>([
  ["500", { kind: "status", status: 500 }],
  ["a dropped socket", { kind: "drop" }],
  ["an answer that is lost", { kind: "lost" }],
  ["429", { kind: "rate limit", retryAfter: 0.05 }],
])(
  "trouble with the answer to a command, %s: the person has it once, and the next command works",
  async (_, trouble) => {
    await using it = await open();

    it.discord.trouble(trouble, { method: "POST", path: "/interactions/:id/:token/callback" });
    await expectAnswer(it);
    await expectAnswer(it);

    expect(
      it.discord.world.messages(it.by.channel).filter((message) => textOf(message).includes("## Crossfade")),
    ).toHaveLength(2);
    it.discord.forgive();
  },
);

type Open = Awaited<ReturnType<typeof open>>;

async function expectAnswer({ by, discord }: Open): Promise<void> {
  expect(textOf((await discord.command(by, "about")).message)).toContain("## Crossfade");
}

function newMember({ by, discord }: Open, name: string): By {
  const person = discord.world.addPerson(name);
  discord.world.join(discord.world.serverOf(by.channel)!, person);
  return { person, channel: by.channel };
}

function ask(discord: LocalDiscord, by: By, number: number): Promise<unknown> {
  const asks = [
    () => discord.command(by, "fact"),
    () => discord.command(by, "search", { query: "walk this way" }),
    () => discord.command(by, "today"),
    () => discord.complete(by, "fact", { artist: "aero" }, "artist"),
  ];
  return asks[number % asks.length]!();
}

/** Beats minute by minute until nothing is open, for less than the grace that is left. */
async function beatThroughGrace({ app, town }: { app: Open["app"]; town: PostingTown }): Promise<void> {
  for (let minutes = 0; minutes < 150; minutes += 1) {
    await app.beat();
    if ((await town.states()).claimed === undefined) return;
    town.now = town.now.add({ minutes: 1 });
  }
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
