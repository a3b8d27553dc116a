import { once } from "node:events";
import { get } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { Client } from "pg";
import { type Channel, channelTypes, type Server } from "../../playground/discord/inhabitants.ts";
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from "../../playground/discord/local-discord.ts";
import { instantOf } from "../../playground/discord/snowflake.ts";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/store.ts";
import { PATIENCE } from "../bot/bot.ts";
import { startSqlite, type TestDatabase } from "../store/databases.ts";
import { newOrder } from "../store/new-order.ts";

const KINDS = ["text", "forum", "announcement"] as const;

export interface TownPlan {
  readonly servers: number;
  /** Text, forum, announcement, text, and so on. */
  readonly channelsPerServer: number;
  /** The day before the first that is posted. */
  readonly eve: Temporal.PlainDate;
  /** Default: a SQLite file of its own. */
  readonly database?: TestDatabase;
  readonly discord?: Omit<LocalDiscordOptions, "clock">;
}

/** A local Discord whose channels each have an order for 09:00 UTC, a database, and a clock for all of them. */
export interface PostingTown extends AsyncDisposable {
  readonly discord: LocalDiscord;
  readonly channels: readonly Channel[];
  now: Temporal.Instant;
  /**
   * Resolves when Discord has dealt with all that was sent to it before. Else what a process sent just before it died
   * would arrive when the clock has gone on: a message on its way for twenty minutes.
   */
  heardOut(): Promise<void>;
  /** Of the database. */
  readonly url: string;
  /** What is wrong with the posts of these days, in words: channels and days without exactly one. */
  faultsOn(days: readonly Temporal.PlainDate[]): string[];
  /** How many deliveries stand in each state. */
  states(): Promise<Record<string, number>>;
}

export async function openPostingTown(plan: TownPlan): Promise<PostingTown> {
  await using stack = new AsyncDisposableStack();
  let now = plan.eve.toZonedDateTime({ timeZone: "UTC", plainTime: "12:00" }).toInstant();
  const discord = stack.use(await startLocalDiscord({ clock: () => now, patience: PATIENCE, ...plan.discord }));
  const { url } = stack.use(plan.database ?? (await startSqlite()));
  const channels = Array.from({ length: plan.servers }, () => discord.world.addServer()).flatMap((server) =>
    settle(discord, server, plan.channelsPerServer),
  );
  await orderIn(channels, url, now);

  const kept = stack.move();
  return {
    discord,
    channels,
    get now() {
      return now;
    },
    set now(later) {
      now = later;
    },
    async heardOut() {
      // What is asked now, over a new connection, is read after what was sent before over another new one.
      const headers = { authorization: `Bot ${discord.token}` };
      const [answer] = await once(get(`${discord.url}/gateway`, { agent: false, headers }), "response");
      answer.resume();
      while (discord.wire.underWay > 0) await setImmediate();
    },
    url,
    faultsOn: (days) =>
      channels.flatMap((channel) => {
        const posted = postedDays(discord, channel);
        const counts = days.map((day) => posted.filter((it) => it === day.toString()).length);
        return days.flatMap((day, at) => (counts[at] === 1 ? [] : [`${channel.name} ${day}: ${counts[at]} posts`]));
      }),
    states: () => states(url),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function states(url: string): Promise<Record<string, number>> {
  const query = "select state, count(*) as count from deliveries group by state";
  const rows = url.startsWith("sqlite:")
    ? querySqlite(url.slice("sqlite:".length), query)
    : await queryPostgres(url, query);
  return Object.fromEntries(rows.map(({ count, state }) => [state, Number(count)]));
}

function querySqlite(file: string, query: string): Record<string, unknown>[] {
  using database = new DatabaseSync(file, { readOnly: true });
  return database.prepare(query).all();
}

async function queryPostgres(connectionString: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(query);
  await client.end();
  return rows;
}

/** Every other with a word in it, as a channel that is in use has. */
function settle({ world }: LocalDiscord, server: Server, count: number): Channel[] {
  const [owner] = [...server.members.values()].map(({ person }) => person);
  return Array.from({ length: count }, (_, number) => {
    const kind = KINDS[number % KINDS.length]!;
    const channel = world.addChannel(server, { kind, name: `${kind} ${number} of ${server.id}` });
    if (kind !== "forum" && number % 2 === 0) world.say(owner!, channel, "Hello");
    return channel;
  });
}

async function orderIn(channels: readonly Channel[], url: string, createdAt: Temporal.Instant): Promise<void> {
  await using store = await openStore(url, () => createdAt, createLog("silent"));
  for (const { id, kind, serverId } of channels) {
    await store.orders.add(newOrder(id, { channelType: channelTypes[kind], guildId: serverId ?? "", createdAt }));
  }
}

/** The day of each of the bot's posts in it, oldest first. */
function postedDays({ world }: LocalDiscord, channel: Channel): string[] {
  const threads = [...(world.serverOf(channel)?.channels.values() ?? [])].filter((it) => it.parentId === channel.id);
  const messages = world.messages(channel).filter((it) => it.author.id === world.bot.id);
  return [...threads, ...messages].map(({ id }) => instantOf(id).toZonedDateTimeISO("UTC").toPlainDate().toString());
}
