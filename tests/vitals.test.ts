import { describe, expect, test } from "vitest";
import { createProbe } from "../src/probe.ts";
import { createVitals, problemsOf } from "../src/vitals.ts";

const NOW = Temporal.Instant.from("2026-09-27T09:00:00Z");
const ago = (minutes: number) => NOW.subtract({ seconds: minutes * 60 });
const WELL = { connected: true, roundEnded: ago(1), unfinished: { count: 0, oldest: undefined } };

describe("ready, or why not", () => {
  test.each([
    ["all is well", WELL, []],
    ["posts under way", { ...WELL, unfinished: { count: 9000, oldest: ago(3) } }, []],
    ["a round that takes as long as a flood", { ...WELL, roundEnded: ago(5) }, []],
    ["the connection is down", { ...WELL, connected: false }, ["not connected to Discord"]],
    ["the database is silent", { ...WELL, unfinished: undefined }, ["the database does not answer"]],
    ["beats fail", { ...WELL, roundEnded: ago(5.5) }, ["no round of posts has ended since 2026-09-27T08:54:30Z"]],
    [
      "Discord does not take a post",
      { ...WELL, unfinished: { count: 1, oldest: ago(11) } },
      ["a post due at 2026-09-27T08:49:00Z has not gone out"],
    ],
  ])("%s", (_, signs, problems) => {
    expect(problemsOf(signs, NOW)).toEqual(problems);
  });

  test("a bot that still waits for Discord is not ready", async () => {
    const vitals = createVitals(() => NOW, { open: async () => ({ count: 0, oldest: undefined }) });

    const before = await vitals.problems();
    const line = { connected: () => true, problems: () => [] };
    vitals.attend(line, { progress: () => ({ waiting: 7, roundEnded: NOW, elected: true }) });

    expect(before).toEqual(["not connected to Discord"]);
    expect(await vitals.problems()).toEqual([]);
    expect(vitals.waiting()).toBe(7);
  });
});

test("a probe asks anew once it has its answer", async () => {
  let asked = 0;
  const probe = createProbe(async () => ++asked, 1000);

  expect(await Promise.all([probe(), probe()])).toEqual([1, 1]);
  expect(await probe()).toBe(2);
});
