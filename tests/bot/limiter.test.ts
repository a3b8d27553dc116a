import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askToWait, createLimiter, createWindows } from "../../src/bot/limiter.ts";
import { textOf } from "./bot.ts";

/** A limiter on a clock of milliseconds that the test moves. */
function setUp() {
  const clock = { now: 0 };
  const limiter = createLimiter(() => clock.now);
  const ask = (userId: string, guildId?: string, weight = 1) => limiter({ userId, guildId }, weight, "asked");
  const type = (userId: string, guildId?: string) => limiter({ userId, guildId }, 1, "typed");
  return { clock, ask, type };
}

const times = (count: number, act: (number: number) => unknown) => Array.from({ length: count }, (_, it) => act(it));

describe("limits", () => {
  test("a person asks 30 times in 30 seconds, and again when the first of them are over", () => {
    const { ask, clock } = setUp();

    const passed = times(30, () => ask("mia"));
    clock.now = 10_000;
    const refused = ask("mia");
    clock.now = 29_999;
    const stillRefused = ask("mia");
    clock.now = 30_000;

    expect(passed.every((it) => it === undefined)).toBe(true);
    expect(refused).toEqual({ who: "person", wait: 20_000 });
    expect(stillRefused).toEqual({ who: "person", wait: 1 });
    expect(ask("mia")).toBeUndefined();
  });

  test("one person's limit is no other's, and holds in all servers together", () => {
    const { ask } = setUp();
    times(30, (number) => ask("mia", `server ${number % 2}`));

    expect(ask("mia", "a third server")).toMatchObject({ who: "person" });
    expect(ask("mo", "server 0")).toBeUndefined();
  });

  test("a server's people ask 300 times in 30 seconds; those elsewhere go on", () => {
    const { ask } = setUp();
    times(300, (number) => ask(`person ${number % 20}`, "busy"));

    expect(ask("someone new", "busy")).toEqual({ who: "server", wait: 30_000 });
    expect(ask("someone new", "quiet")).toBeUndefined();
    expect(ask("someone new")).toBeUndefined();
  });

  test("what costs more counts as several", () => {
    const { ask, clock } = setUp();
    ask("mia", "busy", 10);
    clock.now = 1000;
    times(11, () => ask("mia", "busy"));

    expect(ask("mia", "busy", 10)).toEqual({ who: "person", wait: 29_000 });
    expect(times(9, () => ask("mia", "busy")).every((it) => it === undefined)).toBe(true);
    expect(ask("mia", "busy")).toEqual({ who: "person", wait: 29_000 });
  });

  test("lists that appear as one types are counted apart: 150 to a person, 1,500 to a server", () => {
    const { ask, clock, type } = setUp();
    const typed = times(150, () => type("mia", "busy"));
    times(1350, (number) => type(`person ${number % 10}`, "busy"));
    clock.now = 1000;

    expect(typed.every((it) => it === undefined)).toBe(true);
    expect(type("mia", "quiet")).toEqual({ who: "person", wait: 29_000 });
    expect(type("someone new", "busy")).toEqual({ who: "server", wait: 29_000 });
    expect([ask("mia", "busy"), type("mo", "quiet")]).toEqual([undefined, undefined]);
  });

  test("what was refused does not count: whoever goes on asking is let in as soon as one who waits", () => {
    const { ask, clock } = setUp();
    times(30, () => ask("mia"));
    for (clock.now = 0; clock.now < 30_000; clock.now += 100) ask("mia");

    expect(ask("mia")).toBeUndefined();
  });
});

test("whoever asks, and when: in no window does anyone have more than the limit", () => {
  const request = fc.record({
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 29_990, max: 30_010 })),
    times: fc.integer({ min: 1, max: 40 }),
    person: fc.constantFrom("a", "b", "c"),
    server: fc.constantFrom("x", "y", undefined),
  });
  fc.assert(
    fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
      const { ask, clock } = setUp();
      const passed: { who: string; at: number }[] = [];
      for (const { pause, person, server, times } of requests) {
        clock.now += pause;
        for (let time = 0; time < times; time++) {
          if (ask(person, server) !== undefined) continue;
          passed.push({ who: person, at: clock.now }, { who: server ?? "none", at: clock.now });
        }
      }
      for (const [who, limit] of [
        ["a", 30],
        ["b", 30],
        ["c", 30],
        ["x", 300],
        ["y", 300],
      ] as const) {
        const at = passed.filter((it) => it.who === who).map((it) => it.at);
        for (const [index, first] of at.entries()) {
          const after = at[index + limit] ?? Number.POSITIVE_INFINITY;
          expect(after - first).toBeGreaterThanOrEqual(30_000);
        }
      }
    }),
  );
});

describe("memory", () => {
  test("100,000 people leave nothing behind once they are quiet", () => {
    const windows = createWindows(30);
    for (let number = 0; number < 100_000; number++) windows.count(`person ${number}`, number / 10);
    const then = windows.size;

    windows.count("one more", 40_000);

    expect(then).toBe(100_000);
    expect(windows.size).toBe(1);
  });

  test("more than that at once, and those who have been quiet longest are forgotten", () => {
    const windows = createWindows(2, 1000);
    for (let number = 0; number < 5000; number++) windows.count(`person ${number}`, 0);
    windows.count("person 4999", 0);

    expect(windows.size).toBeLessThanOrEqual(1000);
    expect(windows.wait("person 4999", 1)).toBe(29_999);
    expect(windows.wait("person 0", 1)).toBe(0);
  });

  test("of one person no more is kept than the limit", () => {
    const windows = createWindows(30);
    const began = performance.now();
    for (let at = 0; at < 1_000_000; at += 1000) if (windows.wait("mia", at) === 0) windows.count("mia", at);

    expect(windows.size).toBe(1);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

test("the word is kind, for the asker alone, and says how long", () => {
  const alone = askToWait({ who: "person", wait: 1 });

  expect(alone.audience).toBe("asker");
  expect(textOf(alone)).toBe("You asked me a lot in a short time; try again in 1 second.");
  expect(textOf(askToWait({ who: "server", wait: 12_001 }))).toBe(
    "People here asked me a lot in a short time; try again in 13 seconds.",
  );
});
