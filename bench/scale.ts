import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { ChannelType } from "discord-api-types/v10";
import { Client } from "pg";
import { COMMANDS } from "../commands/index.ts";
import { openFacts } from "../facts/index.ts";
import { createDispatch } from "../src/bot/dispatch.ts";
import { createLog } from "../src/log.ts";
import { createLook } from "../src/render/look.ts";
import { NO_PICTURES } from "../src/render/picture.ts";
import type { Outlet } from "../src/schedule/ports.ts";
import { createPoster } from "../src/schedule/poster.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { isPassing } from "../src/store/trouble.ts";
import { startPostgres, startSqlite, type TestDatabase } from "../tests/store/databases.ts";
import type { Row } from "./row.ts";

const SERVERS = 10_000;
const CHANNELS_PER_SERVER = 10;
const ORDERS = SERVERS * CHANNELS_PER_SERVER;

/** One order in so many is due in the minute that is measured. */
const DUE_SHARE = 10;

/** Beats of which each finds nothing due, and the milliseconds between two of them. */
const IDLE_BEATS = 40;
const BETWEEN_BEATS = 100;

/** Milliseconds for which the event loop may stand. */
const LONGEST_STAND = 50;

const START = Temporal.Instant.from("2026-09-27T07:00:00Z");

/**
 * What 100,000 orders do to one process, on SQLite and on PostgreSQL: how long the event loop stands, how long commands
 * take meanwhile, memory and requests. Discord is a stand-in that takes each post at once, so that nothing but our own
 * work is measured. Takes some minutes.
 */
export async function benchScale(): Promise<Row[]> {
  return [
    ...(await scaleRows("SQLite", await startSqlite())),
    ...(await scaleRows("PostgreSQL", await startPostgres())),
  ];
}

async function scaleRows(name: string, database: TestDatabase): Promise<Row[]> {
  await using _ = database;
  let now = START.subtract({ hours: 24 });
  const clock = () => now;
  const log = createLog("silent");
  const rows: Row[] = [];
  await (await openStore(database.url, clock, log))[Symbol.asyncDispose]();
  await orderIn(database.url);
  now = START;
  const measure = async (what: string, act: (stage: Stage) => Promise<unknown>) => {
    const stage = stages.at(-1) as Stage;
    const found = await measured(`scale, ${name}: ${what}`, stage, () => act(stage));
    rows.push(...found);
    console.error(`${name}: ${what}: ${found.map(({ unit, value }) => `${value.toFixed(1)} ${unit}`).join(", ")}`);
  };
  const stages: Stage[] = [];
  stages.push(await openStage(database.url, clock));
  await measure("start", ({ poster }) => poster.beat());
  await measure("commands alone", () => sleep(IDLE_BEATS * BETWEEN_BEATS));
  await measure("idle beats", async ({ poster }) => {
    for (let minutes = 1; minutes <= IDLE_BEATS; minutes++) {
      now = START.add({ minutes });
      await poster.beat();
      await sleep(BETWEEN_BEATS);
    }
  });
  const idle = await measuredIdle(stages.at(-1) as Stage, (minutes) => {
    now = START.add({ minutes: IDLE_BEATS + minutes });
  });
  rows.push(...idle.map((row) => ({ ...row, name: `scale, ${name}: ${row.name}` })));
  for (const { name: what, unit, value } of idle) console.error(`${name}: ${what}: ${value.toFixed(2)} ${unit}`);
  now = START.add({ hours: 2 });
  await measure(`one minute's ${ORDERS / DUE_SHARE}`, ({ poster }) => poster.beat());
  now = START.add({ hours: 17 });
  await measure("midnight, and what had its time forgotten", ({ poster }) => poster.beat());
  now = START.add({ hours: 48 + 12 });
  await measure("a day and more away", ({ poster }) => poster.beat());
  await stages.at(-1)?.store[Symbol.asyncDispose]();
  return rows;
}

/** Nine in ten orders are for 23:00, one for 09:00; the eve of all is on record, and a day that is to be forgotten. */
async function orderIn(url: string): Promise<void> {
  const numbers = `with recursive it (n) as (select 0 union all select n + 1 from it where n < ${ORDERS - 1})`;
  const channel = "cast(10000000 + n as text)";
  const guild = `cast(1000000 + n % ${SERVERS} as text)`;
  // Each at another time, as in life: what is the same in all rows is read once.
  const made = `'2025-01-01T00:' || cast(10 + n / 2000 as text) || ':' || cast(10 + n / 40 % 50 as text)
    || '.' || cast(100 + n % 40 as text) || 'Z'`;
  const orders = `insert into orders (channel_id, channel_type, guild_id, time, time_zone, otherwise, publish, thread,
    created_by, created_at, active_since) ${numbers} select ${channel}, ${ChannelType.GuildText}, ${guild},
    case when n % ${DUE_SHARE} = 0 then '09:00:00' else '23:00:00' end, 'UTC', 'any', 0, 0, '1',
    ${made}, ${made} from it where true`;
  const deliveries = (day: string) => `insert into deliveries (channel_id, day, channel_type, guild_id, state, due_at,
    claimed_at, attempts, retry_at, fact_id, ended_at, lasting) ${numbers} select ${channel}, '${day}',
    ${ChannelType.GuildText}, ${guild}, 'posted', '${day}T09:00:00.000Z', '${day}T09:00:00.000Z', 1,
    '${day}T09:00:00.000Z', 'fact', '${day}T09:00:00.000Z', 0 from it where true`;
  const statements = [orders, deliveries("2026-09-26"), deliveries("2025-08-22")];
  if (url.startsWith("sqlite:")) {
    using database = new DatabaseSync(url.slice("sqlite:".length));
    for (const statement of statements) database.exec(statement);
    return;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of [...statements, "vacuum analyze"]) await client.query(statement);
  await client.end();
}

interface Stage {
  readonly store: Store;
  readonly poster: ReturnType<typeof createPoster>;
  readonly requests: { count: number };
  ask(): Promise<number>;
}

async function openStage(url: string, clock: () => Temporal.Instant): Promise<Stage> {
  const log = createLog("silent");
  const store = await openStore(url, clock, log);
  const facts = openFacts();
  facts.warmUp();
  const look = createLook(facts);
  const requests = { count: 0 };
  const poster = createPoster({
    orders: store.orders,
    deliveries: store.deliveries,
    outlet: createOutlet(requests),
    facts,
    look,
    clock,
    log,
    isBusy: isPassing,
  });
  const { orders, record, reports, saved, archive, shown } = store;
  const tools = {
    facts,
    graph: facts.graph,
    look,
    clock,
    orders,
    record,
    shown,
    reports,
    saved,
    archive,
    inspector: { inspect: async () => new Map() },
    postToday: async () => ({ outcome: "gone" }) as const,
    pictures: NO_PICTURES,
    random: Math.random,
  };
  const dispatch = createDispatch(COMMANDS, tools, log);
  let asked = 0;
  return {
    store,
    poster,
    requests,
    async ask() {
      asked += 1;
      const caller = {
        userId: String(asked),
        guildId: String(1_000_000 + (asked % SERVERS)),
        channelId: String(asked),
        mayManage: true,
      };
      const [command, subcommand] = asked % 2 === 0 ? ["fact", undefined] : ["daily", "list"];
      const began = performance.now();
      await dispatch.answer({ kind: "command", caller, command, subcommand, options: {} } as Parameters<
        typeof dispatch.answer
      >[0]);
      return performance.now() - began;
    },
  };
}

function createOutlet(requests: { count: number }): Outlet {
  const count = <Answer>(answer: Answer) => {
    return async () => {
      requests.count += 1;
      await sleep(1);
      return answer;
    };
  };
  return {
    send: count({ outcome: "posted", messageId: "1", placeId: "1" } as const),
    find: count("absent" as const),
    publish: count(undefined),
    startThread: count(undefined),
    answers: count(true),
    reaches: count(true),
    tell: count("told" as const),
    write: count(undefined),
    edit: count({ outcome: "edited" } as const),
  };
}

/** Commands are asked 20 times a second meanwhile. */
async function measured(name: string, stage: Stage, act: () => Promise<unknown>): Promise<Row[]> {
  const answers: Promise<number>[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const timer = setInterval(() => answers.push(stage.ask()), 50);
  const requests = stage.requests.count;
  const stands = watchStands();
  await sleep(200);
  stands.begin();
  delay.enable();
  const began = performance.now();
  await act();
  const seconds = (performance.now() - began) / 1000;
  await sleep(100);
  delay.disable();
  const longest = stands.end();
  clearInterval(timer);
  const times = (await Promise.all(answers)).toSorted((a, b) => a - b);
  return [
    { name: `${name}: until it is done`, value: seconds, unit: "s" },
    { name: `${name}: the loop's longest stand`, value: delay.max / 1e6, unit: "ms", limit: LONGEST_STAND },
    { name: `${name}: the same in time of the processor`, value: longest, unit: "ms", limit: LONGEST_STAND },
    {
      name: `${name}: commands, p99`,
      value: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
      unit: "ms",
      limit: 100,
    },
    { name: `${name}: memory`, value: process.memoryUsage.rss() / 1e6, unit: "MB" },
    { name: `${name}: requests to Discord`, value: stage.requests.count - requests, unit: "requests" },
  ];
}

/** What a beat costs by itself while nothing is due: the middle of many, for one meets the collector now and then. */
async function measuredIdle({ poster }: Stage, setMinutes: (minutes: number) => void): Promise<Row[]> {
  const took: number[] = [];
  const stood: number[] = [];
  for (let minutes = 1; minutes <= IDLE_BEATS; minutes++) {
    setMinutes(minutes);
    await sleep(BETWEEN_BEATS);
    const stands = watchStands();
    const began = performance.now();
    await poster.beat();
    took.push(performance.now() - began);
    await sleep(5);
    stood.push(stands.end());
  }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return [
    { name: "an idle beat alone: until it is done", value: middle(took), unit: "ms", limit: 5 },
    { name: "an idle beat alone: the loop's longest stand", value: middle(stood), unit: "ms", limit: 2 },
  ];
}

/** What the process itself computes at a stretch: beside other programs the loop stands for longer than that. */
function watchStands() {
  let longest = 0;
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { system, user } = process.threadCpuUsage(last);
    longest = Math.max(longest, (system + user) / 1000);
    last = process.threadCpuUsage();
  }, 1);
  return {
    begin() {
      longest = 0;
    },
    end() {
      clearInterval(timer);
      return longest;
    },
  };
}
