import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ChannelType } from "discord-api-types/v10";
import type { By } from "../playground/discord/hand.ts";
import type { Channel } from "../playground/discord/inhabitants.ts";
import { type LocalDiscord, startLocalDiscord } from "../playground/discord/local-discord.ts";
import { createLog } from "../src/log.ts";
import { openStore } from "../src/store/store.ts";
import { startBot } from "./bot-process.ts";
import type { Row } from "./row.ts";

const SERVERS = 1000;
const CHANNELS_PER_SERVER = 10;
const ORDERS = SERVERS * CHANNELS_PER_SERVER;

/** At 50 requests a second 10,000 posts take 200 s. */
const LIMIT_SECONDS = 210;

/** How long commands are timed before the flood. */
const IDLE_SECONDS = 60;
const COMMANDS_PER_SECOND = 10;

/**
 * 10,000 daily posts due in the same minute, at Discord's own limits, and people who go on asking meanwhile.
 *
 * The bot is a process of its own, started as `npm start` does, on a SQLite file; its clock is the real one. Takes
 * about five minutes.
 */
export async function benchFlood(): Promise<Row[]> {
  await using discord = await startLocalDiscord({ limits: "discord" });
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const url = `sqlite:${join(folder.path, "flood.db")}`;
  const channels = settle(discord);
  const due = nextMinute(IDLE_SECONDS + 60);
  await orderIn(channels, url, due);
  const posts = watchPosts(discord, channels);

  await using _ = await startBot(discord, url);
  const asker = createAsker(discord);
  const idle = await asker.askFor(async () => sleep(IDLE_SECONDS * 1000));
  await sleep(due.epochMilliseconds - Date.now());
  const flooded = await asker.askFor(() => posts.done((LIMIT_SECONDS + 60) * 1000));

  const seconds = (posts.last - due.epochMilliseconds) / 1000;
  const counts = channels.map((channel) => discord.world.messages(channel).length);
  return [
    {
      name: `flood: ${ORDERS} posts due in one minute, until the last`,
      value: seconds,
      unit: "s",
      limit: LIMIT_SECONDS,
    },
    { name: "flood: posts missing", value: counts.filter((it) => it === 0).length, unit: "posts", limit: 0 },
    { name: "flood: posts made twice", value: counts.filter((it) => it > 1).length, unit: "posts", limit: 0 },
    {
      name: "flood: requests answered 401, 403 or 429",
      value: (discord.invalidRequests / posts.requests) * 100,
      unit: "%",
      limit: 1,
    },
    { name: "commands: p50 with nothing else to do", value: rank(idle, 0.5), unit: "ms" },
    { name: "commands: p99 with nothing else to do", value: rank(idle, 0.99), unit: "ms" },
    { name: "commands: p50 during the flood", value: rank(flooded, 0.5), unit: "ms" },
    { name: "commands: p99 during the flood", value: rank(flooded, 0.99), unit: "ms", limit: 2 * rank(idle, 0.99) },
  ];
}

function settle({ world }: LocalDiscord): Channel[] {
  return Array.from({ length: SERVERS }, (_, number) => world.addServer({ name: `Server ${number}` })).flatMap(
    (server) =>
      Array.from({ length: CHANNELS_PER_SERVER }, (_, number) => world.addChannel(server, { name: `music-${number}` })),
  );
}

/** The first whole minute that is at least so many seconds away. */
export function nextMinute(seconds: number): Temporal.Instant {
  return Temporal.Now.instant().add({ seconds }).round({ smallestUnit: "minute", roundingMode: "ceil" });
}

/** Orders that have run for a while: yesterday's post is on record. */
export async function orderIn(
  channels: readonly Channel[],
  url: string,
  due: Temporal.Instant,
  picture = true,
): Promise<void> {
  const createdAt = due.subtract({ hours: 30 });
  const local = due.toZonedDateTimeISO("UTC");
  await using store = await openStore(url, () => createdAt, createLog("silent"));
  for (const { id, serverId = "" } of channels) {
    await store.orders.add({
      channelId: id,
      channelType: ChannelType.GuildText,
      guildId: serverId,
      time: local.toPlainTime(),
      timeZone: "UTC",
      genre: undefined,
      otherwise: "any",
      roleId: undefined,
      publish: false,
      thread: false,
      picture,
      quiz: false,
      createdBy: "1",
      createdAt,
    });
  }
  const yesterday = { day: local.toPlainDate().subtract({ days: 1 }), at: due.subtract({ hours: 24 }) };
  for await (const orders of store.orders.running()) {
    for (const order of orders) {
      await store.deliveries.skip({ order, ...yesterday }, yesterday.at, "before this", undefined);
    }
  }
}

/** Follows the posts as Discord takes them. */
export function watchPosts({ wire }: LocalDiscord, channels: readonly Channel[]) {
  const all = Promise.withResolvers<void>();
  const waiting = new Set(channels.map(({ id }) => id));
  const posts = {
    /** Of any kind. */
    requests: 0,
    /** When a channel last got its first post, by `Date.now()`. */
    last: Number.NaN,
    /** Resolves when every channel has one, or the milliseconds are over. */
    done: (limit: number) => Promise.race([all.promise, sleep(limit, undefined, { ref: false })]),
  };
  wire.subscribe((entry) => {
    if (entry.kind !== "request") return;
    posts.requests += 1;
    const [, , channelId = "", what] = entry.path.split("/");
    if (entry.method !== "POST" || what !== "messages" || entry.status !== 200 || !waiting.delete(channelId)) return;
    posts.last = Date.now();
    if (waiting.size === 0) all.resolve();
  });
  return posts;
}

/** People who ask the bot things at a steady pace, each of them once, in servers of their own. */
function createAsker(discord: LocalDiscord) {
  const { world } = discord;
  let asked = 0;
  let channel: Channel | undefined;
  const someone = (): By => {
    if (channel === undefined || asked % 100 === 0) channel = world.addChannel(world.addServer(), { name: "talk" });
    asked += 1;
    const person = world.addPerson(`Person ${asked}`);
    world.join(world.serverOf(channel)!, person);
    return { person, channel };
  };
  const questions = [
    (by: By) => discord.command(by, "fact"),
    (by: By) => discord.command(by, "search", { query: "walk this way" }),
    (by: By) => discord.command(by, "today"),
    (by: By) => discord.command(by, "about"),
  ];
  return {
    /** @returns the milliseconds to each answer given while `act` went on; infinite for one that did not come */
    async askFor(act: () => Promise<unknown>): Promise<number[]> {
      const answers: Promise<number>[] = [];
      const ask = () => {
        const answer = questions[asked % questions.length]!(someone());
        answers.push(answer.then(({ ms }) => ms).catch(() => Number.POSITIVE_INFINITY));
      };
      const timer = setInterval(ask, 1000 / COMMANDS_PER_SECOND);
      await act();
      clearInterval(timer);
      return Promise.all(answers);
    },
  };
}

export function rank(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}
