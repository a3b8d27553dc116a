import { DefaultRestOptions, REST } from "discord.js";
import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { gated } from "../../src/bot/gate.ts";
import { createInspector } from "../../src/bot/inspector.ts";
import { createOutlet } from "../../src/bot/outlet.ts";
import { createTurns } from "../../src/bot/wire/throttle.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { openStore } from "../../src/store/store.ts";
import { ARTISTS, FACTS } from "../facts/sample.ts";
import { openPostingTown, type PostingTown } from "./posting-town.ts";

// A process that stands still with posts in hand: claimed, and waiting for their turn at the throttle. The real poster,
// store, REST client and throttle; what stands still is the throttle's time.

const FIRST = Temporal.PlainDate.from("2026-09-27");
const NINE = Temporal.Instant.from("2026-09-27T09:00:00Z");

/** A poster of the town. `stop` keeps all that waits for its turn where it is, until `goOn`. */
async function seat(town: PostingTown, elapsed: () => number) {
  let gate = Promise.resolve();
  let release = () => {};
  const turn = createTurns({ now: () => performance.now(), sleep: () => gate });
  const request = gated(DefaultRestOptions.makeRequest);
  const makeRequest: typeof request = async (url, init) => {
    await turn();
    return request(url, init);
  };
  const rest = new REST({ api: town.discord.url, retries: 0, makeRequest }).setToken(town.discord.token);
  const botId = town.discord.world.bot.id;
  const log = createLog("silent");
  const store = await openStore(town.url, () => town.now, log);
  const inspector = createInspector(rest, () => botId);
  const facts = createIndex(FACTS, ARTISTS);
  const poster = createPoster({
    orders: store.orders,
    deliveries: store.deliveries,
    outlet: createOutlet({ rest, restOnce: rest, inspector, botId: () => botId, log }),
    facts,
    look: createLook(facts),
    clock: () => town.now,
    elapsed,
    log,
  });
  return {
    beat: () => poster.beat(),
    stop() {
      ({ promise: gate, resolve: release } = Promise.withResolvers<void>());
    },
    goOn: () => release(),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** Resolves once so many posts were claimed. */
async function claimed(town: PostingTown, count: number): Promise<void> {
  while (((await town.states()).claimed ?? 0) < count) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe("a process that stands still for minutes with posts in hand, while another takes over", () => {
  test.each([
    ["stopped and let go on: real time has gone on", 420_000],
    ["on a machine that slept: only the clock has gone on", 0],
  ])("%s", async (_, real) => {
    await using town = await openPostingTown({ servers: 5, channelsPerServer: 6, eve: FIRST.subtract({ days: 1 }) });
    let passed = 0;
    await using paused = await seat(town, () => passed);
    await using other = await seat(town, () => 0);
    town.now = NINE;
    paused.stop();
    const beat = paused.beat();
    await claimed(town, 25);

    town.now = NINE.add({ minutes: 7 });
    passed += real;
    for (let minute = 7; minute < 25; minute++) {
      town.now = NINE.add({ minutes: minute });
      await other.beat();
    }
    paused.goOn();
    await beat;

    expect(town.faultsOn([FIRST])).toEqual([]);
    expect(await town.states()).toEqual({ posted: 30 });
  });

  test("where nobody took over, it goes on itself, once", async () => {
    await using town = await openPostingTown({ servers: 5, channelsPerServer: 6, eve: FIRST.subtract({ days: 1 }) });
    await using paused = await seat(town, () => 0);
    town.now = NINE;
    paused.stop();
    const beat = paused.beat();
    await claimed(town, 25);

    town.now = NINE.add({ minutes: 7 });
    paused.goOn();
    await beat;
    for (let minute = 8; minute < 25; minute++) {
      town.now = NINE.add({ minutes: minute });
      await paused.beat();
    }

    expect(town.faultsOn([FIRST])).toEqual([]);
    expect(await town.states()).toEqual({ posted: 30 });
  });
});
