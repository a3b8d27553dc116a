import { describe, expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import { createProbe } from "../src/probe.ts";
import { problemsOf, type Signs } from "../src/problems.ts";
import { createVitals } from "../src/vitals.ts";

const NOW = Temporal.Instant.from("2026-09-27T09:00:00Z");
const ago = (minutes: number) => NOW.subtract({ seconds: minutes * 60 });
const NONE = { count: 0, oldest: undefined };
const IDLE = { waiting: 0, unclaimed: NONE, orders: 1000, sinceRound: 20_000, elected: true };
const WELL: Signs = {
  ...IDLE,
  connected: true,
  someoneElected: true,
  unfinished: { ...NONE, late: 0 },
  unwritten: undefined,
  answers: true,
};

describe("ready, or why not", () => {
  test.each<[string, Partial<Signs>, string[]]>([
    ["all is well", {}, []],
    ["posts under way", { unfinished: { count: 900, late: 0, oldest: ago(3) } }, []],
    ["a round that takes as long as a flood", { sinceRound: 300_000 }, []],
    ["the connection is down", { connected: false }, ["not connected to Discord"]],
    ["the database is silent", { unfinished: undefined }, ["the database does not answer"]],
    ["the disk is full", { unwritten: "the disk is full" }, ["the database cannot be written: the disk is full"]],
    [
      "a database that is silent cannot be written either",
      { unfinished: undefined, unwritten: "no answer" },
      ["the database does not answer"],
    ],
    ["beats fail", { sinceRound: 330_000 }, ["no round of posts has ended for 5 minutes"]],
    ["nobody is elected", { elected: false, someoneElected: false }, ["it is not known that any process posts"]],
    ["another is elected", { elected: false }, []],
    ["Discord's REST cannot be reached", { answers: false }, ["Discord does not answer requests"]],
    ["Discord was not asked", { answers: undefined }, []],
    [
      "due posts that could not be claimed",
      { unclaimed: { count: 50, oldest: ago(1) } },
      ["50 posts, the oldest due at 2026-09-27T08:59:00Z, have not begun"],
    ],
    ["due posts that another process begins soon", { elected: false, unclaimed: { count: 900, oldest: ago(1) } }, []],
    [
      "due posts that the elected process does not begin",
      { elected: false, unclaimed: { count: 900, oldest: ago(6) } },
      ["900 posts, the oldest due at 2026-09-27T08:54:00Z, have not begun"],
    ],
    [
      "one post among thousands that Discord does not take",
      { unfinished: { count: 1, late: 1, oldest: ago(600) } },
      [],
    ],
    [
      "the only post there is",
      { orders: 1, unfinished: { count: 1, late: 1, oldest: ago(11) } },
      ["a post due at 2026-09-27T08:49:00Z has not gone out"],
    ],
    [
      "posts of many channels that Discord does not take",
      { unfinished: { count: 60, late: 50, oldest: ago(11) } },
      ["50 posts, the oldest due at 2026-09-27T08:49:00Z, have not gone out"],
    ],
  ])("%s", (_, signs, problems) => {
    expect([...problemsOf({ ...WELL, ...signs }, NOW).values()]).toEqual(problems);
  });
});

/** Vitals of a bot that does well, but for what a test changes. */
function setUp() {
  const log: { msg: string; problem: string }[] = [];
  const state = { real: 0, asked: 0, written: 0, write: async () => {}, answers: true };
  const vitals = createVitals({
    clock: () => NOW,
    elapsed: () => state.real,
    log: createLog("info", (line) => log.push(JSON.parse(line))),
    deliveries: { open: async () => ({ ...NONE, late: 0 }) },
    async write() {
      state.written += 1;
      await state.write();
    },
  });
  const attend = () =>
    vitals.attend({
      line: { connected: () => true, problems: () => [] },
      poster: { progress: () => ({ ...IDLE, waiting: 7 }) },
      someoneElected: () => true,
      async answers() {
        state.asked += 1;
        return state.answers;
      },
    });
  return { vitals, log, state, attend };
}

test("a bot that still waits for Discord is not ready", async () => {
  const it = setUp();

  const before = await it.vitals.problems();
  it.attend();

  expect(before).toEqual(["not connected to Discord"]);
  expect(await it.vitals.problems()).toEqual([]);
  expect(it.vitals.waiting()).toBe(7);
});

test("a database that can be read and not written is told of once, and once more when it is over", async () => {
  const it = setUp();
  it.attend();
  it.state.write = async () => Promise.reject(new Error("it may only be read"));
  const ill = await it.vitals.problems();
  for (let beat = 0; beat < 5; beat++) await it.vitals.watch();

  it.state.write = async () => {};
  await it.vitals.watch();

  expect(ill).toEqual(["the database cannot be written: it may only be read"]);
  expect(it.log.map(({ msg, problem }) => [msg, problem])).toEqual([
    ["not ready", "the database cannot be written: it may only be read"],
    ["no problem any more", "writing"],
  ]);
});

test("whoever asks often costs no more: a write or an answer that went well counts for a while of real time", async () => {
  const it = setUp();
  it.attend();

  for (let look = 0; look < 100; look++) await it.vitals.problems();
  const first = [it.state.written, it.state.asked];
  it.state.real = 60_000;
  await it.vitals.problems();

  expect(first).toEqual([1, 1]);
  expect([it.state.written, it.state.asked]).toEqual([2, 2]);
});

test("between two looks at health Discord is not asked by the bot's own watch", async () => {
  const it = setUp();
  it.attend();
  it.state.answers = false;

  await it.vitals.watch();
  const unasked = it.state.asked;
  const problems = await it.vitals.problems();
  await it.vitals.watch();

  expect(unasked).toBe(0);
  expect(problems).toEqual(["Discord does not answer requests"]);
  expect(it.log.map(({ msg }) => msg)).toEqual(["not ready"]);
});

test("a probe asks anew once it has its answer", async () => {
  let asked = 0;
  const probe = createProbe(async () => ++asked, 1000);

  expect(await Promise.all([probe(), probe()])).toEqual([1, 1]);
  expect(await probe()).toBe(2);
});
