import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test, vi } from "vitest";
import type { Trouble } from "../../playground/discord/trouble.ts";
import { textOf } from "../bot/bot.ts";
import { preparePosters, seatPosters } from "./poster-processes.ts";
import { openPostingTown, type PostingTown } from "./posting-town.ts";
import { createChance } from "./random.ts";

// A process whose facts were mended, killed with SIGKILL while it edits the posts that told them, under trouble.

const FIRST = Temporal.PlainDate.from("2026-09-27");
const DAYS = Array.from({ length: 3 }, (_, days) => FIRST.add({ days }));
const MENDED = "It holds as it stands here.";
const SEED = Number(process.env.SEED ?? 1986);
const KILLS = 12;

const TROUBLES: readonly Trouble[] = [
  { kind: "rate limit", retryAfter: 0.05 },
  { kind: "status", status: 500 },
  { kind: "status", status: 502, tookEffect: true },
  { kind: "drop" },
  { kind: "lost" },
];

vi.setConfig({ testTimeout: 120_000 });

const starter = await preparePosters();
afterAll(() => starter[Symbol.asyncDispose]());

/** What each of the bot's messages says. */
function saidIn({ channels, discord: { world } }: PostingTown): readonly string[] {
  return channels.flatMap((channel) => {
    const threads = [...(world.serverOf(channel)?.channels.values() ?? [])].filter((it) => it.parentId === channel.id);
    return [channel, ...threads].flatMap((place) =>
      world.messages(place).flatMap((it) => (it.author.id === world.bot.id ? [textOf(it)] : [])),
    );
  });
}

function owedIn({ url }: PostingTown): number {
  using database = new DatabaseSync(url.slice("sqlite:".length), { readOnly: true });
  return Number(database.prepare("select count(*) as count from edits where retry_at is not null").get()?.count);
}

test(`facts mended behind posts, killed ${KILLS} times under trouble: each says so, none stands twice; seed ${SEED}`, async () => {
  await using town = await openPostingTown({ servers: 4, channelsPerServer: 3, eve: FIRST.subtract({ days: 1 }) });
  const posts = DAYS.length * town.channels.length;
  {
    await using posters = seatPosters(starter, town);
    for (const day of DAYS) {
      town.now = day.toZonedDateTime({ timeZone: "UTC", plainTime: "09:00" }).toInstant();
      await posters.settle();
    }
  }
  const before = saidIn(town);
  const edits = new Map<string, number>();
  let requestsLeft = Number.POSITIVE_INFINITY;
  await using posters = seatPosters(starter, town, MENDED);
  town.discord.wire.subscribe((entry) => {
    if (entry.kind !== "request" || entry.method !== "PATCH") return;
    if (entry.status === 200) edits.set(entry.path, (edits.get(entry.path) ?? 0) + 1);
    requestsLeft -= 1;
    if (requestsLeft === 0) void posters.kill();
  });
  const chance = createChance(SEED);

  town.now = town.now.add({ hours: 2 });
  for (let killed = 0; killed < KILLS; killed++, town.now = town.now.add({ minutes: 1 })) {
    requestsLeft = chance.between(1, 6);
    town.discord.trouble(chance.pick(TROUBLES), { method: "PATCH" });
    // One that has nothing left to edit beats on.
    if ((await posters.beat()) === "beaten") await posters.kill();
  }
  requestsLeft = Number.POSITIVE_INFINITY;
  town.discord.calm();
  for (let minutes = 0; minutes < 90 && owedIn(town) > 0; minutes++, town.now = town.now.add({ minutes: 1 }))
    await posters.beat();

  expect(before.some((it) => it.includes(MENDED))).toBe(false);
  expect(saidIn(town)).toHaveLength(posts);
  expect(saidIn(town).filter((it) => it.includes(MENDED) && it.includes("-# Corrected on "))).toHaveLength(posts);
  expect(town.faultsOn(DAYS)).toEqual([]);
  expect(edits.size).toBe(posts);
  // What was edited and not recorded before a kill is edited once more, to say the same.
  const again = [...edits.values()].reduce((sum, times) => sum + times - 1, 0);
  expect(again).toBeLessThanOrEqual(5 * KILLS);
  expect(owedIn(town)).toBe(0);
});
