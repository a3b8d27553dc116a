import { describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import type { Sent } from "../../src/schedule/ports.ts";
import { createStandstill } from "../../src/schedule/standstill.ts";

const POSTED: Sent = { outcome: "posted", messageId: "1", placeId: "2" };
const BLOCKED: Sent = { outcome: "unsent", reason: "403/40333" };
const CLOSED: Sent = { outcome: "refused", reason: "I cannot see the channel.", lasting: true };

function setUp() {
  let now = 0;
  const standstill = createStandstill(() => now, createLog("silent"));
  return {
    holds: () => standstill.holds(),
    admits: () => standstill.admits(),
    note: (...sent: readonly Sent[]) => sent.forEach(standstill.note),
    pass(seconds: number) {
      now += seconds * 1000;
    },
  };
}

const times = (count: number, sent: Sent) => Array.from({ length: count }, () => sent);

describe("the round waits", () => {
  test.each([
    ["where ten channels are refused within a minute", times(10, CLOSED)],
    ["where a proxy keeps ten posts from leaving", times(10, BLOCKED)],
    ["where more are refused than taken", [...times(30, POSTED), ...times(31, CLOSED)]],
  ])("%s", (_, sent) => {
    const it = setUp();

    it.note(...sent);

    expect(it.holds()).toBe(true);
  });

  test.each([
    ["for a few that are refused", times(9, CLOSED)],
    ["for the dead channels among many", [...times(200, POSTED), ...times(100, CLOSED)]],
    ["for posts that Discord does not want", times(50, { outcome: "refused", reason: "no", lasting: false } as Sent)],
    [
      "for answers that are lost, which are waited for one by one",
      times(50, { outcome: "unsure", reason: "502" } as Sent),
    ],
  ])("not %s", (_, sent) => {
    const it = setUp();

    it.note(...sent);

    expect(it.holds()).toBe(false);
  });

  test("not for refusals that come one a minute", () => {
    const it = setUp();
    for (let minute = 0; minute < 30; minute++) {
      it.note(CLOSED);
      it.pass(61);
    }

    expect(it.holds()).toBe(false);
  });

  test("for a minute, then two, four and eight at the most; after each wait twice as many are tried", () => {
    const it = setUp();
    it.note(...times(10, BLOCKED));
    const waits = [1, 2, 3, 4, 5].map(() => {
      let seconds = 0;
      for (; it.holds(); seconds += 10) it.pass(10);
      let tried = 0;
      for (; it.admits(); tried += 1);
      it.note(...times(tried, BLOCKED));
      return { seconds, tried };
    });

    expect(waits).toEqual([
      { seconds: 60, tried: 3 },
      { seconds: 120, tried: 6 },
      { seconds: 240, tried: 12 },
      { seconds: 480, tried: 24 },
      { seconds: 480, tried: 48 },
    ]);
  });

  test.each<[string, Sent]>([
    ["a post is taken", POSTED],
    ["Discord decides about one", { outcome: "refused", reason: "no", lasting: false }],
  ])("until %s", (_, sent) => {
    const it = setUp();
    it.note(...times(10, BLOCKED));
    it.pass(60);
    it.admits();

    it.note(sent);

    expect([it.holds(), ...times(50, POSTED).map(() => it.admits())]).toEqual([
      false,
      ...Array.from({ length: 50 }, () => true),
    ]);
  });

  test("again, where nothing is heard of those that were tried", () => {
    const it = setUp();
    it.note(...times(10, BLOCKED));
    it.pass(60);
    for (let tried = 0; tried < 3; tried++) it.admits();

    it.pass(120);
    const again = it.holds();
    it.pass(120);

    expect([again, it.holds()]).toEqual([true, false]);
  });
});
