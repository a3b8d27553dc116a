import { describe, expect, test } from "vitest";
import { createPassing, createTimeWitness } from "../src/clock.ts";

const NINE = Temporal.Instant.from("2026-09-27T09:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A machine whose clock can be set, real time, and a Discord whose clock goes with real time. */
function setUp(ahead = 0) {
  let [off, real] = [ahead, 0];
  const now = () => NINE.add({ milliseconds: real + off });
  const witness = createTimeWitness(now, () => real);
  return {
    witness,
    /** Real time goes by, and the machine's clock with it. */
    pass(ms: number) {
      real += ms;
    },
    /** The machine's clock alone is set. */
    set(ms: number) {
      off += ms;
    },
    /** The machine sleeps: its clock goes on, what it counts does not. */
    sleep(ms: number) {
      off += ms;
    },
    hear: (apart = 0) => witness.hear(new Date(NINE.epochMilliseconds + real + apart).toUTCString()),
    discord: () => NINE.add({ milliseconds: real }),
  };
}

describe("the machine's clock", () => {
  test("is unknown until Discord is heard, then right", () => {
    const it = setUp();
    const before = it.witness.verdict();
    it.hear();

    expect([before, it.witness.verdict(), it.witness.certain()]).toEqual(["unknown", "right", true]);
  });

  test.each([
    ["three days ahead", 3 * DAY],
    ["500 days ahead", 500 * DAY],
    ["an hour back", -60 * MINUTE],
    ["five minutes ahead", 5 * MINUTE],
  ])("that is set %s is not known to be right until Discord is heard, then Discord's is gone by", (_, by) => {
    const it = setUp();
    it.hear();
    it.pass(10 * MINUTE);
    it.set(by);
    const jumped = [it.witness.verdict(), it.witness.jumped(), it.witness.certain()];

    it.hear();
    it.pass(5 * MINUTE);

    expect(jumped).toEqual(["unknown", true, false]);
    expect([it.witness.verdict(), it.witness.jumped(), it.witness.certain()]).toEqual(["wrong", false, true]);
    expect(it.witness.now().toString()).toBe(it.discord().toString());
  });

  test("that is put right again is gone by at once", () => {
    const it = setUp();
    it.hear();
    it.set(3 * DAY);
    it.hear();

    it.set(-3 * DAY);

    expect(it.witness.verdict()).toBe("right");
    expect(it.witness.now().toString()).toBe(it.discord().toString());
  });

  test("of a machine that slept is right, once Discord says so", () => {
    const it = setUp();
    it.hear();
    it.sleep(8 * 60 * MINUTE);
    const woken = it.witness.verdict();

    it.hear(8 * 60 * MINUTE);

    expect([woken, it.witness.verdict()]).toEqual(["unknown", "right"]);
  });

  test("that was wrong from the start is gone by, but nothing that cannot be undone is done by it", () => {
    const it = setUp(3 * DAY);
    it.hear();

    expect([it.witness.verdict(), it.witness.certain()]).toEqual(["wrong", false]);
    expect(it.witness.now().toString()).toBe(NINE.add({ hours: 72 }).toString());
  });

  test("is not taken for wrong because of one answer that tells another time, as that of a proxy does", () => {
    const it = setUp();
    it.hear();
    it.pass(MINUTE);

    it.hear(40 * DAY);
    it.hear(-HOUR);

    expect([it.witness.verdict(), it.witness.now().toString()]).toEqual(["right", it.discord().toString()]);
  });

  test("that drifts, or is nudged by a second or two, is right", () => {
    const it = setUp();
    it.hear();
    for (let hour = 0; hour < 48; hour++) {
      it.pass(60 * MINUTE);
      it.set(1000);
      it.hear();
    }

    expect(it.witness.verdict()).toBe("right");
  });

  test.each([null, "", "yesterday"])("where answers tell no time (%j) is believed until it jumps", (date) => {
    const it = setUp();
    it.witness.hear(date);
    const before = it.witness.certain();
    it.set(DAY);

    expect([before, it.witness.certain()]).toEqual([true, false]);
  });
});

test("what a clock showed that is twenty minutes fast was twenty minutes earlier by Discord's, also once it is right", () => {
  const it = setUp(20 * MINUTE);
  it.hear();
  it.set(-20 * MINUTE);
  it.hear();

  expect(it.witness.earliest(NINE).toString()).toBe("2026-09-27T08:40:00Z");
  expect(it.witness.latest(NINE).toString()).toBe("2026-09-27T09:00:00Z");
});

test("that a clock was far ahead once does not have every post looked for among years of talk", () => {
  const it = setUp(500 * DAY);
  it.hear();
  const wrong = it.witness.earliest(NINE.add({ hours: 24 * 500 })).toString();
  it.set(-500 * DAY);
  it.hear();

  expect([wrong, it.witness.earliest(NINE).toString()]).toEqual(["2026-09-27T09:00:00Z", "2026-09-27T09:00:00Z"]);
});

test("what a clock showed that is slow was later by Discord's", () => {
  const it = setUp(-90 * MINUTE);
  it.hear();

  expect(it.witness.earliest(NINE).toString()).toBe("2026-09-27T09:00:00Z");
  expect(it.witness.latest(NINE).toString()).toBe("2026-09-27T10:30:00Z");
});

test("time has passed by whichever clock says more", () => {
  let [shown, real] = [0, 0];
  const passed = createPassing(
    () => NINE.add({ milliseconds: shown }),
    () => real,
  );
  const read: number[] = [];
  for (const [clock, elapsed] of [
    [1000, 1000],
    [7 * MINUTE, 1000],
    [0, 1000],
    [0, 2000],
  ] as const) {
    [shown, real] = [clock, elapsed];
    read.push(passed());
  }

  expect(read).toEqual([1000, 7 * MINUTE, 7 * MINUTE, 7 * MINUTE + 1000]);
});
