import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { COMMANDS } from "../commands/index.ts";
import { isEvent, openFacts } from "../facts/index.ts";
import { createDispatch, type Dispatch, type Request } from "../src/bot/dispatch.ts";
import { createLimiter } from "../src/bot/limiter.ts";
import { createLog } from "../src/log.ts";
import { MOST_OWN, type NewOwnFact } from "../src/own/own-fact.ts";
import { createOwnFacts } from "../src/own/views.ts";
import { MAX_ORDERS } from "../src/schedule/order.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { toolsOf } from "../tests/bot/tools-of.ts";
import { order } from "../tests/schedule/sample.ts";
import type { Row } from "./row.ts";

/** The most that others may wait for an answer, whatever one server asks, in milliseconds: of a hundred, all but one. */
const LIMIT = 50;

const GREEDY = "10";
const SECONDS = 5;

/** Milliseconds from one question of the others to the next. */
const EVERY = 25;

type What = { readonly kind: "command" | "complete" | "message" } & Readonly<Record<string, unknown>>;
const command = (name: string, options = {}, subcommand?: string): What => ({
  kind: "command",
  command: name,
  subcommand,
  options,
});
const daily = (subcommand: string, options = {}) => command("daily", options, subcommand);
const unblock = { ...daily("unblock"), kind: "complete", focused: "fact", typed: "a" } as const;
const zone = { ...daily("add"), kind: "complete", focused: "timezone", typed: "a" } as const;
const message = (words: string): What => ({ kind: "message", command: "Find crossover facts", words });

type Greed = (greedy: Greedy) => readonly Promise<unknown>[];

interface Greedy {
  ask(person: number, what: What): Promise<unknown>;
  /** Changes one of the server's own facts, so that all of them are indexed anew. */
  change(number: number): Promise<unknown>;
}

const atOnce =
  (people: number, times: number, what: What) =>
  ({ ask }: Greedy) =>
    Array.from({ length: times }, (_, at) => ask(at % people, what));

/** By four people at the same time, one after the other. */
const changing =
  (what: What) =>
  ({ ask, change }: Greedy) =>
    Array.from({ length: 4 }, async (_, lane) => {
      for (let at = lane; at < 150; at += 4) {
        await change(at);
        await ask(at % 100, what);
      }
    });

/**
 * What the greedy server's people ask, in a process that has done so before.
 *
 * @param words as many as a message may have, and full of names
 */
const greedOf = (words: string): readonly (readonly [name: string, greed: Greed])[] => [
  ["four people ask for 300 previews of 14 days", atOnce(4, 300, daily("preview", { days: 14 }))],
  ["a hundred people ask for 300 previews of 14 days", atOnce(100, 300, daily("preview", { days: 14 }))],
  ["a hundred people ask for 300 previews", atOnce(100, 300, daily("preview"))],
  ["a hundred people ask for 300 lists", atOnce(100, 300, daily("list"))],
  ["a hundred people ask what 300 long messages name", atOnce(100, 300, message(words))],
  ["a hundred people have 1,500 lists appear as they type", atOnce(100, 1500, unblock)],
  ["a hundred people have 1,500 lists of zones appear as they type", atOnce(100, 1500, zone)],
  ["four people search after each change of their 500 facts", changing(command("search", { query: "aerosmth" }))],
  ["four people join artists after each", changing(command("connect", { from: "Aerosmith", to: "Ravi Shankar" }))],
  ["four people ask for an artist after each", changing(command("artist", { name: "Aerosmth" }))],
  ["four people ask what a message names after each", changing(message("Aerosmith, Run-D.M.C."))],
  ["four people begin a quiz after each", changing(command("quiz", {}, "play"))],
];

/**
 * By how much one server, with all that it can have, delays the answers to others' `/about`, asked forty times a
 * second: without Discord, so that it is the bot's own delay. Takes some minutes.
 */
export async function benchFair(): Promise<Row[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const url = `sqlite:${join(folder.path, "fair.db")}`;
  const clock = Temporal.Now.instant;
  await using store = await openStore(url, clock, createLog("silent"));
  const facts = openFacts();
  facts.warmUp();
  await remember(url, store, facts.facts.filter(isEvent), (at) => facts.families[at]!.family);

  const ownFacts = createOwnFacts(store.ownFacts, facts, () => performance.now());
  const tools = { ...toolsOf(store, facts, facts.graph, clock), ownFacts };
  const own = facts.facts.slice(0, MOST_OWN).map(({ id: _, ...it }) => it);
  await ownFacts.add(GREEDY, own, "1");
  const ids = (await ownFacts.list(GREEDY)).map(({ id }) => id);
  const fresh = () =>
    createDispatch(
      COMMANDS,
      tools,
      createLog("silent"),
      undefined,
      createLimiter(() => performance.now()),
    );
  const greedyIn = (dispatch: Dispatch): Greedy => ({
    ask: (person, what) => ask(dispatch, GREEDY, `person ${person}`, what),
    change: (number) => ownFacts.change(GREEDY, ids[number] as string, own.at(-number) as NewOwnFact),
  });
  const headlines = facts.facts.map(({ headline }) => headline).join(" ");
  const greeds = greedOf(headlines.slice(0, 4000));
  for (const [, greed] of greeds) await Promise.all(greed(greedyIn(fresh())));
  const idle = rank(await timeOthers(fresh(), () => []), 0.99);
  const rows: Row[] = [{ name: "fair: p99 of /about, with nothing else to do", value: idle, unit: "ms" }];
  for (const [name, greed] of greeds) {
    const dispatch = fresh();
    const waited = await timeOthers(dispatch, () => greed(greedyIn(dispatch)));
    rows.push({
      name: `fair: p99 of others' /about, while ${name}`,
      value: rank(waited, 0.99),
      unit: "ms",
      limit: LIMIT,
    });
  }
  return rows;
}

function ask(dispatch: Dispatch, guildId: string, userId: string, what: What): Promise<unknown> {
  const request = { caller: { userId, guildId, channelId: "20", mayManage: true }, ...what } as unknown as Request;
  return request.kind === "complete" ? dispatch.complete(request) : dispatch.answer(request);
}

/** Ten orders of a family each, which post nothing else, with four years behind them, and a tenth of all events blocked. */
async function remember(
  url: string,
  store: Store,
  events: readonly { readonly id: string; readonly date: { readonly month: number; readonly day: number } }[],
  genreOf: (at: number) => string,
): Promise<void> {
  const createdAt = Temporal.Now.instant();
  const lastYear = createdAt.toZonedDateTimeISO("UTC").year - 1;
  const channels = Array.from({ length: MAX_ORDERS }, (_, at) => String(20 + at));
  for (const [at, channelId] of channels.entries()) {
    await store.orders.add(order({ channelId, guildId: GREEDY, createdAt, genre: genreOf(at), otherwise: "none" }));
  }
  for (const { id } of events.filter((_, at) => at % 10 === 0)) await store.record.block(GREEDY, id);
  using file = new DatabaseSync(url.slice("sqlite:".length));
  file.exec("begin");
  const led = file.prepare("insert into led (channel_id, guild_id, fact_id, day) values (?, ?, ?, ?)");
  for (const channelId of channels) {
    for (const [at, { date, id }] of events.entries()) {
      const day = Temporal.PlainDate.from({ ...date, year: lastYear - (at % 4) });
      led.run(channelId, GREEDY, id, day.toString());
    }
  }
  file.exec("commit");
}

/**
 * Until all is answered, also to the greedy.
 *
 * @returns milliseconds from when each question was to be asked to its answer
 */
async function timeOthers(dispatch: Dispatch, greed: () => readonly Promise<unknown>[]): Promise<number[]> {
  let greedy: readonly Promise<unknown>[] = [];
  const answers: Promise<number>[] = [];
  const began = performance.now();
  for (let asked = 0; asked < (SECONDS * 1000) / EVERY; asked++) {
    const due = began + asked * EVERY;
    // All that are due are asked at once: else those that come late would ask for less.
    if (performance.now() < due) await sleep(due - performance.now());
    // Into the midst of it.
    if (asked === 8) greedy = greed();
    const answer = ask(dispatch, `other ${asked}`, `someone ${asked}`, {
      kind: "command",
      command: "about",
      options: {},
    });
    answers.push(answer.then(() => performance.now() - due));
  }
  await Promise.all(greedy);
  return Promise.all(answers);
}

function rank(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}
