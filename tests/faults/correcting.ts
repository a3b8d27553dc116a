import { DatabaseSync } from "node:sqlite";
import type { Trouble } from "../../playground/discord/trouble.ts";
import { textOf } from "../bot/bot.ts";
import { type PosterStarter, type Posters, seatPosters } from "./poster-processes.ts";
import { openPostingTown, type PostingTown, type TownPlan } from "./posting-town.ts";
import { createChance } from "./random.ts";

// A process whose facts were mended, killed with SIGKILL while it edits the posts that told them, under trouble.

const FIRST = Temporal.PlainDate.from("2026-09-27");
const MENDED = "It holds as it stands here.";

const TROUBLES: readonly Trouble[] = [
  { kind: "rate limit", retryAfter: 0.05 },
  { kind: "status", status: 500 },
  { kind: "status", status: 502, tookEffect: true },
  { kind: "drop" },
  { kind: "lost" },
];

/** At most so many minutes pass, by the town's clock, until the last post says what holds. */
const PATIENCE = 300;

export interface CorrectingPlan extends Omit<TownPlan, "eve"> {
  /** Each has a fact of its own, which is mended. */
  readonly days: number;
  readonly kills: number;
  /** How many edits succeed from one kill to the next, at the most. */
  readonly editsBetween: number;
  /** How many requests each trouble befalls, one trouble to a kill. */
  readonly befalls: number;
  readonly seed: number;
}

/** What stood in the channels afterwards; numbers of posts. */
export interface Corrected {
  readonly posts: number;
  /** Said the mended text before it was mended. */
  readonly before: number;
  readonly after: number;
  /** Say the mended text, and that they were corrected. */
  readonly corrected: number;
  /** Channels and days without exactly one post, in words. */
  readonly faults: readonly string[];
  /** Were edited at all. */
  readonly edited: number;
  /** Edited once more, to say the same: what Discord had done and a killed process did not note. */
  readonly again: number;
  /** Not edited, and still to be. */
  readonly owed: number;
  readonly killed: number;
  /** Milliseconds from the first beat with mended facts to the last edit. */
  readonly ms: number;
}

/** Has a town posted, mends what its posts say, and kills the process that puts them right. */
export async function correctPosts(starter: PosterStarter, plan: CorrectingPlan): Promise<Corrected> {
  await using town = await openPostingTown({ ...plan, eve: FIRST.subtract({ days: 1 }) });
  const days = Array.from({ length: plan.days }, (_, at) => FIRST.add({ days: at }));
  {
    await using posters = seatPosters(starter, town);
    for (const day of days) {
      town.now = day.toZonedDateTime({ timeZone: "UTC", plainTime: "09:00" }).toInstant();
      await posters.settle();
    }
  }
  const before = saidIn(town).filter((it) => it.includes(MENDED)).length;
  const began = performance.now();
  const { edits, killed } = await editUnderKills(starter, town, plan);
  const ms = performance.now() - began;

  const said = saidIn(town);
  return {
    posts: days.length * town.channels.length,
    before,
    after: said.length,
    corrected: said.filter((it) => it.includes(MENDED) && it.includes("-# Corrected on ")).length,
    faults: town.faultsOn(days),
    edited: edits.size,
    again: [...edits.values()].reduce((sum, times) => sum + times - 1, 0),
    owed: owedIn(town),
    killed,
    ms,
  };
}

/** @returns how often each message was edited, by its path, and how many processes died of a kill */
async function editUnderKills(starter: PosterStarter, town: PostingTown, plan: CorrectingPlan) {
  const { befalls, editsBetween, kills, seed } = plan;
  const edits = new Map<string, number>();
  const chance = createChance(seed);
  let requestsLeft = Number.POSITIVE_INFINITY;
  let killed = 0;
  await using posters: Posters = seatPosters(starter, town, MENDED);
  town.discord.wire.subscribe((entry) => {
    if (entry.kind !== "request" || entry.method !== "PATCH") return;
    if (entry.status === 200) edits.set(entry.path, (edits.get(entry.path) ?? 0) + 1);
    requestsLeft -= 1;
    if (requestsLeft === 0) void posters.kill();
  });

  town.now = town.now.add({ hours: 2 });
  for (let round = 0; round < kills; round++, town.now = town.now.add({ minutes: 1 })) {
    requestsLeft = chance.between(1, editsBetween);
    town.discord.trouble(chance.pick(TROUBLES), { method: "PATCH", times: befalls });
    if ((await posters.beat()) === "died") killed += 1;
    // One that has nothing left to edit just now beats on.
    else await posters.kill();
  }
  requestsLeft = Number.POSITIVE_INFINITY;
  town.discord.calm();
  for (let minutes = 0; minutes < PATIENCE && owedIn(town) > 0; minutes++, town.now = town.now.add({ minutes: 1 }))
    await posters.beat();
  return { edits, killed };
}

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
