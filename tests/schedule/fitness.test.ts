import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createFitness } from "../../src/schedule/fitness.ts";

const PACE = { askEvery: 30_000, askAgain: 10_000, patience: 180_000 };

/** A process whose line to Discord can be cut, and real time that the test tells. */
function setUp(elected = true) {
  const it = { answering: true, asked: 0, now: 0, elected };
  const answers = async () => {
    it.asked += 1;
    return it.answering;
  };
  const isFit = createFitness({ answers, elapsed: () => it.now }, PACE);
  return Object.assign(it, {
    /** Asked every two seconds for so many; @returns whether it was fit at the end. */
    async goOn(seconds: number) {
      const end = it.now + seconds * 1000;
      for (; it.now < end; it.now += 2000) {
        isFit(it.elected);
        await nextTurn();
      }
      return isFit(it.elected);
    },
  });
}

test("one that Discord answers is asked about twice a minute, and fit", async () => {
  const it = setUp();

  expect(await it.goOn(600)).toBe(true);
  expect(it.asked).toBeLessThanOrEqual(20);
});

test("a line that is cut for a minute is no reason; one that is cut for minutes is, until Discord answers again", async () => {
  const it = setUp();
  it.answering = false;
  const afterAMinute = await it.goOn(60);
  it.answering = true;
  await it.goOn(60);
  it.answering = false;
  const soon = await it.goOn(120);
  const after = await it.goOn(120);
  it.elected = false;
  const later = await it.goOn(600);
  it.answering = true;

  expect([afterAMinute, soon, after, later, await it.goOn(14)]).toEqual([true, true, false, false, true]);
});

test("one that stands by asks Discord nothing", async () => {
  const it = setUp(false);
  it.answering = false;

  expect(await it.goOn(600)).toBe(true);
  expect(it.asked).toBe(0);
});
