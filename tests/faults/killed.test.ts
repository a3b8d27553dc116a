import { copyFileSync, rmSync } from "node:fs";
import { afterAll, expect, test, vi } from "vitest";
import type { TroubleTarget } from "../../playground/discord/trouble.ts";
import { backUp } from "../../src/store/backup.ts";
import { type Posters, preparePosters, seatPosters } from "./poster-processes.ts";
import { openPostingTown, type PostingTown } from "./posting-town.ts";
import { type Chance, createChance } from "./random.ts";

// A real process, killed with SIGKILL and started again on the same SQLite file; what counts is what the local Discord
// holds in the end. The process is the bot without its gateway: see `poster-process.ts`.

const FIRST = Temporal.PlainDate.from("2026-09-27");
const EVE = FIRST.subtract({ days: 1 });
const SEED = Number(process.env.SEED ?? 1977);
/** With EVERY_KILL=1 at 200 moments, and at each step; else at fewer, and at some of the steps. */
const EVERY_KILL = process.env.EVERY_KILL !== undefined;
const KILLS = EVERY_KILL ? 200 : 10;
const STRIDE = EVERY_KILL ? 1 : 13;
const LANES = 2;

// Each keeps a core busy.
vi.setConfig({ testTimeout: 120_000, maxConcurrency: 2 });

const starter = await preparePosters();
afterAll(() => starter[Symbol.asyncDispose]());

const nine = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: "UTC", plainTime: "09:00" }).toInstant();

const lanes = Array.from({ length: LANES }, (_, lane) => ({ kills: KILLS / LANES, seed: SEED + lane }));

/** To see a failure again: SEED=… with the seed in the name of the test. */
test.concurrent.each(lanes)(
  "killed at $kills random moments, several times a day; seed $seed",
  async ({ kills, seed }) => {
    await using town = await openPostingTown({ servers: 4, channelsPerServer: 3, eve: EVE });
    await using posters = seatPosters(starter, town);
    const chance = createChance(seed);
    let midway = 0;

    for (let killed = 0, day = FIRST; killed < kills; day = day.add({ days: 1 })) {
      town.now = nine(day);
      for (let today = chance.between(5, 9); today > 0 && killed < kills; today--, killed++) {
        await beatUntilKilled(town, posters, chance);
        if (((await town.states()).claimed ?? 0) > 0) midway += 1;
        town.now = town.now.add(chance.pick(PAUSES));
      }
      await posters.settle();
      expect(town.faultsOn([day]), `seed ${seed}, ${killed} kills`).toEqual([]);
    }

    expect(Object.keys(await town.states())).toEqual(["posted"]);
    // Else the moments were chosen badly.
    expect(midway).toBeGreaterThan(kills / 5);
  },
);

test.concurrent.each([
  ["a minute later, while the nonce counts", { seconds: 60 }],
  ["twenty minutes later, by looking in the channel", { minutes: 20 }],
])("killed just before and just after each change to the database, and taken up %s", async (_, pause) => {
  await using town = await openPostingTown({ servers: 1, channelsPerServer: 2, eve: EVE });
  await using posters = seatPosters(starter, town);
  const days: Temporal.PlainDate[] = [];

  for (let step = 1, ended = "died"; ended === "died"; step += STRIDE) {
    days.push(FIRST.add({ days: days.length }));
    town.now = nine(days.at(-1)!);
    ended = await posters.beat(step);
    if (ended === "died") town.now = town.now.add(pause);
    await posters.settle();
  }

  expect(town.faultsOn(days)).toEqual([]);
  expect(await town.states()).toEqual({ posted: days.length * 2 });
  expect(days.length * STRIDE).toBeGreaterThan(4 * 2);
});

test.concurrent("killed, and killed again at each step of taking it up", async () => {
  await using town = await openPostingTown({ servers: 1, channelsPerServer: 2, eve: EVE });
  await using posters = seatPosters(starter, town);
  // Two claims are the steps 1 to 4: it dies when Discord has some posts and none is on record.
  const firstEnd = 5;
  const days: Temporal.PlainDate[] = [];

  for (const pause of [{ seconds: 60 }, { minutes: 20 }]) {
    for (let step = 1, ended = "died"; ended === "died"; step += STRIDE) {
      days.push(FIRST.add({ days: days.length }));
      town.now = nine(days.at(-1)!);
      expect(await posters.beat(firstEnd)).toBe("died");
      town.now = town.now.add(pause);
      ended = await posters.beat(step);
      if (ended === "died") town.now = town.now.add(pause);
      await posters.settle();
    }
  }

  expect(town.faultsOn(days)).toEqual([]);
  expect(await town.states()).toEqual({ posted: days.length * 2 });
  expect(days.length * STRIDE).toBeGreaterThan(2 * 4);
});

test.concurrent.each([{ seconds: 60 }, { minutes: 20 }, { hours: 2 }])(
  "killed after it posted, and an older copy of the database put back after %o",
  async (pause) => {
    await using town = await openPostingTown({ servers: 1, channelsPerServer: 3, eve: EVE });
    await using posters = seatPosters(starter, town);
    const file = town.url.slice("sqlite:".length);
    const copy = backUp(town.url, `${file}.copy`);

    town.now = nine(FIRST);
    await posters.beat();
    await posters.kill();
    for (const end of ["-wal", "-shm"]) rmSync(file + end, { force: true });
    copyFileSync(copy, file);
    expect(await town.states()).toEqual({});
    town.now = town.now.add(pause);
    await posters.settle();

    expect(town.faultsOn([FIRST])).toEqual([]);
    expect(await town.states()).toEqual({ posted: 3 });
  },
);

const messages: TroubleTarget = { method: "POST", path: "/channels/:id/messages" };
const threads: TroubleTarget = { method: "POST", path: "/channels/:id/threads" };

test.concurrent.each([
  ["a message, before Discord took it", { kind: "silence" }, messages],
  ["a message, when Discord had taken it and the answer did not arrive", { kind: "lost" }, messages],
  ["a message, in the middle of the answer", { kind: "half" }, messages],
  ["a forum's thread, before Discord took it", { kind: "silence" }, threads],
  ["a forum's thread, when Discord had taken it and the answer did not arrive", { kind: "lost" }, threads],
] as const)("killed while posting %s", async (_, trouble, target) => {
  await using town = await openPostingTown({ servers: 1, channelsPerServer: 2, eve: EVE });
  await using posters = seatPosters(starter, town);
  town.discord.wire.subscribe((entry) => {
    if (entry.kind === "request" && entry.trouble !== undefined) void posters.kill();
  });
  const pauses = [{ seconds: 60 }, { seconds: 149 }, { hours: 2 }];

  for (const [at, pause] of pauses.entries()) {
    town.now = nine(FIRST.add({ days: at }));
    town.discord.trouble(trouble, target);
    expect(await posters.beat()).toBe("died");
    town.now = town.now.add(pause);
    await posters.settle();
  }

  expect(town.faultsOn(pauses.map((_, at) => FIRST.add({ days: at })))).toEqual([]);
  expect(await town.states()).toEqual({ posted: pauses.length * 2 });
});

/** How long it is dead. */
const PAUSES = [{ seconds: 1 }, { seconds: 60 }, { seconds: 61 }, { seconds: 149 }, { minutes: 4 }, { minutes: 20 }];

/** Kills it some time after it was started or told to beat, or soon after one of its requests, or after its beat. */
async function beatUntilKilled(town: PostingTown, posters: Posters, chance: Chance): Promise<void> {
  let requestsLeft = chance.between(1, 8);
  const delay = chance.between(0, 3);
  const killIn = (ms: number) => setTimeout(() => void posters.kill(), ms);
  const timers: NodeJS.Timeout[] = [];
  const stopWatching = town.discord.wire.subscribe((entry) => {
    if (entry.kind === "request") requestsLeft -= 1;
    if (requestsLeft === 0) timers.push(killIn(delay));
  });
  // On a slow machine half a second is over before anything is sent.
  if (chance.oneIn(3)) timers.push(killIn(chance.between(0, 500)));
  if ((await posters.beat()) === "beaten") await posters.kill();
  // Else one would strike the poster that comes next.
  for (const timer of timers) clearTimeout(timer);
  stopWatching();
}
