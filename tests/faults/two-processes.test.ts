import { afterAll, describe, expect, test, vi } from "vitest";
import { startPostgres, startSqlite } from "../store/databases.ts";
import { type Posters, preparePosters, seatPosters } from "./poster-processes.ts";
import { openPostingTown, type PostingTown } from "./posting-town.ts";
import { createChance } from "./random.ts";

// Two processes that post for the same bot, on one database, at the same moments. See `poster-process.ts`.

const FIRST = Temporal.PlainDate.from("2026-09-27");
const EVE = FIRST.subtract({ days: 1 });
const SEED = 1991;
const SERVERS = 6;
const CHANNELS = 9;
const ORDERS = SERVERS * CHANNELS;
const DAYS = 3;

vi.setConfig({ testTimeout: 60_000 });

const starter = await preparePosters();
afterAll(() => starter[Symbol.asyncDispose]());

const days = Array.from({ length: DAYS }, (_, days) => FIRST.add({ days }));
const nine = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: "UTC", plainTime: "09:00" }).toInstant();

describe.each([
  ["SQLite file", startSqlite],
  ["PostgreSQL", startPostgres],
])("two processes on one %s", (_, startDatabase) => {
  test.concurrent("post each of many orders once, and ask for each once", async () => {
    await using town = await open(await startDatabase());
    await using posters = seatPosters(starter, town);
    const asked = countPosts(town);

    for (let day = 0; day < DAYS; day++) {
      town.now = nine(days[day]!);
      await bothBeat(posters);
    }

    expect(town.faultsOn(days)).toEqual([]);
    expect(await town.states()).toEqual({ posted: DAYS * ORDERS });
    expect(asked()).toBe(DAYS * ORDERS);
  });

  test.concurrent("one takes up what the other left when it was killed, in the middle of lost answers", async () => {
    await using town = await open(await startDatabase());
    await using posters = seatPosters(starter, town);
    const chance = createChance(SEED);

    for (let day = 0; day < DAYS; day++) {
      town.now = nine(days[day]!);
      town.discord.trouble({ kind: "lost" }, { method: "POST", times: chance.between(1, 5) });
      const timer = setTimeout(() => void posters.kill(day % 2), chance.between(0, 300));
      await bothBeat(posters);
      clearTimeout(timer);
      town.now = town.now.add({ minutes: chance.pick([1, 2, 20]) });
      await bothBeat(posters);
      await posters.settle();
    }

    expect(town.faultsOn(days)).toEqual([]);
    expect(await town.states()).toEqual({ posted: DAYS * ORDERS });
  });
});

function open(database: Awaited<ReturnType<typeof startSqlite>>): Promise<PostingTown> {
  return openPostingTown({ servers: SERVERS, channelsPerServer: CHANNELS, eve: EVE, database });
}

function bothBeat(posters: Posters): Promise<unknown> {
  return Promise.all([posters.beat(undefined, 0), posters.beat(undefined, 1)]);
}

/** How many times Discord was asked for a post, from now on. */
function countPosts({ discord }: PostingTown): () => number {
  let count = 0;
  discord.wire.subscribe((entry) => {
    if (entry.kind === "request" && entry.method === "POST" && /\/(messages|threads)$/.test(entry.path)) count += 1;
  });
  return () => count;
}
